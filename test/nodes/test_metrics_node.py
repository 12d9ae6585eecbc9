"""The figures, read over HTTP."""

import re
import socket
import subprocess
import sys
from collections.abc import Callable

import pytest
from desk import Desk
from diagnostic_msgs.msg import DiagnosticArray, DiagnosticStatus

from ipa_agents import msg
from ipa_agents.nodes import qos

pytest.importorskip('prometheus_client')
from ports import free_port
from scraped import figures


def endpoint(desk: Desk) -> Callable[[], tuple[bytes, str] | None]:
    said = desk.listen('/diagnostics', DiagnosticArray, qos.DIAGNOSTICS)
    name = '/ipa/metrics: endpoint'
    return lambda: next(
        ((status.level, status.message) for array in reversed(said) for status in array.status if status.name == name),
        None,
    )


def test_outcomes_and_conditions_can_be_scraped(desk: Desk) -> None:
    port = free_port()
    desk.run('metrics_node', f'port:={port}')
    outcomes = desk.publisher('outcome', msg.Outcome, qos.EVENTS)
    desk.wait(lambda: figures(port), 'the endpoint')
    outcomes.publish(msg.Outcome(status=99))
    outcomes.publish(msg.Outcome(status=msg.Outcome.DENIED, rule='seat-rights'))
    desk.wait(lambda: figures(port).get("ipa_refusals_total[('rule', 'seat-rights')]") == 1, 'the refusal')
    desk.wait(lambda: "ipa_node_level[('node', 'metrics'), ('task', 'endpoint')]" in figures(port), 'its own level')


def test_a_port_in_use_is_an_error_until_it_is_free(desk: Desk) -> None:
    says = endpoint(desk)
    with socket.socket() as taken:
        taken.bind(('127.0.0.1', 0))
        taken.listen()
        port = taken.getsockname()[1]
        process = desk.run('metrics_node', f'port:={port}')
        level, message = desk.wait(says, 'the endpoint to be told of')
        assert level == DiagnosticStatus.ERROR
        assert re.search(rf'127\.0\.0\.1:{port}: .*in use', message)
        assert process.poll() is None
    desk.wait(lambda: figures(port), 'the figures, once the port is free')
    desk.wait(lambda: says() == (DiagnosticStatus.OK, f'http://127.0.0.1:{port}/metrics'), 'that all is well')


def test_without_a_port_nothing_listens_and_the_node_ends_in_order(desk: Desk) -> None:
    says = endpoint(desk)
    process = desk.run('metrics_node')
    assert desk.wait(says, 'the endpoint to be told of') == (DiagnosticStatus.OK, 'off')
    process.terminate()
    assert process.wait(20) == 0


def test_a_port_that_is_none_is_one_clear_line() -> None:
    command = [sys.executable, '-m', 'ipa_agents.nodes.metrics_node', '--ros-args', '-p', 'port:=99999']
    ended = subprocess.run(command, capture_output=True, text=True, timeout=60)
    assert ended.returncode == 2
    assert 'port out of range' in ended.stderr
    assert 'Traceback' not in ended.stderr
