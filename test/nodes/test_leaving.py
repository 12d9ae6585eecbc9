import os
import subprocess
import sys

import pytest
from desk import NAMESPACE, Desk

from ipa_agents import msg
from ipa_agents.nodes import qos
from ipa_agents.nodes.leaving import LEASH, End


def test_who_ends_after_others_stays_while_they_are_there_but_not_for_ever(desk: Desk) -> None:
    process = desk.run('hvac_node', 'end_after:=[desk]', 'end_within:=3.0')
    reports = desk.listen('signals', msg.SignalArray, qos.SIGNALS)
    desk.wait(lambda: sum(len(report.signals) > 40 for report in reports) > 3, 'whole reports of some seconds')
    process.terminate()
    with pytest.raises(subprocess.TimeoutExpired):
        process.wait(1.0)
    assert process.wait(30) == 0


def test_a_process_ends_with_whoever_holds_its_leash(desk: Desk) -> None:
    reports = desk.listen('signals', msg.SignalArray, qos.SIGNALS)
    command = [sys.executable, '-m', 'ipa_agents.nodes.hvac_node', '--ros-args', '-r', f'__ns:={NAMESPACE}']
    with subprocess.Popen(command, stdin=subprocess.PIPE, env=os.environ | {LEASH: '1'}) as process:
        desk.wait(lambda: reports, 'a report')
        assert process.poll() is None
        assert process.stdin
        process.stdin.close()  # as the system does for one that is killed
        assert process.wait(30) == 0


def test_of_two_that_are_ended_at_once_the_one_that_is_needed_goes_last(desk: Desk) -> None:
    reports = desk.listen('signals', msg.SignalArray, qos.SIGNALS)
    hvac = desk.run('hvac_node', 'end_after:=[guard]', 'end_within:=8.0')
    guard = desk.run('guard_node')
    both = {'hvac', 'guard'}
    desk.wait(lambda: both <= set(desk.node.get_node_names()), 'both')
    before = len(reports)
    desk.wait(lambda: sum(len(report.signals) > 40 for report in reports[before:]) > 3, 'whole reports of some seconds')
    hvac.terminate()
    guard.terminate()
    seen = []

    def are_gone() -> bool:
        seen.append(frozenset(both & set(desk.node.get_node_names())))
        return not seen[-1]

    desk.wait(are_gone, 'both to go')
    assert frozenset({'guard'}) not in seen
    assert [hvac.wait(30), guard.wait(30)] == [0, 0]


_TOLD_WHILE_IT_WAITS = """
import signal
from ipa_agents.nodes.leaving import End
end = End()
told = 0
def tell(*_):
    global told
    told += 1
    end.tell()
signal.signal(signal.SIGALRM, tell)
signal.setitimer(signal.ITIMER_REAL, 0.0002, 0.0002)
while told < 5000:
    end.wait(0.0001)
signal.signal(signal.SIGALRM, signal.SIG_IGN)
print(told)
"""


def test_a_signal_that_comes_at_any_moment_of_the_waiting_is_heard() -> None:
    # With a threading.Event the handler soon waits for the thread that it interrupts.
    done = subprocess.run(
        [sys.executable, '-c', _TOLD_WHILE_IT_WAITS], capture_output=True, text=True, timeout=120, check=True
    )
    assert int(done.stdout) >= 5000


def test_an_end_that_was_told_before_it_was_waited_for_is_known() -> None:
    end = End()
    assert not end.wait(0.001)
    end.tell()
    assert end.wait(0.001)
