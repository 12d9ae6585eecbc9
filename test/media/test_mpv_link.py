import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from audio import needs_mpv, tone
from waiting import wait_for

from ipa_agents.media.mpv_link import Link

_PARENT = """
import sys, time
from ipa_agents.media.mpv_link import Link
print(Link('mpv', ['--ao=null']).pid, flush=True)
time.sleep(600)
"""


@pytest.fixture
def link() -> Iterator[Link]:
    opened = Link('mpv', ['--ao=null'])
    yield opened
    opened.close()


def is_gone(pid: int) -> bool:
    """Whether a process is dead, be it that nobody has taken note yet."""
    try:
        return 'Z' in Path(f'/proc/{pid}/stat').read_text().rpartition(')')[2].split()[0]
    except OSError:
        return True


def told(link: Link, number: int) -> dict[str, Any]:
    answers: list[Any] = []
    wait_for(lambda: answers.extend(link.receive()) or any(a.get('request_id') == number for a in answers), 'an answer')
    return next(answer for answer in answers if answer.get('request_id') == number)


@needs_mpv
def test_a_command_is_answered(link: Link) -> None:
    number = link.send(5.0, 'get_property', 'mpv-version')
    assert link.unanswered(7.0) == 2.0
    assert told(link, number)['data'].startswith('mpv ')
    assert link.unanswered(7.0) == 0.0
    assert told(link, link.send(0.0, 'no_such_command'))['error'] != 'success'


@needs_mpv
def test_a_name_that_is_not_utf_8_arrives(link: Link, tmp_path: Path) -> None:
    file = tone(tmp_path / os.fsdecode(b'\xff "\n.wav'), 1.0)
    link.send(0.0, 'observe_property', 1, 'duration')
    link.send(0.0, 'loadfile', str(file))
    told: list[Any] = []
    wait_for(lambda: told.extend(link.receive()) or any(message.get('data') == 1.0 for message in told), 'the length')


@needs_mpv
def test_closing_ends_mpv(link: Link) -> None:
    assert link.is_alive
    link.close()
    assert is_gone(link.pid)


@needs_mpv
def test_a_stopped_mpv_is_ended_all_the_same(link: Link) -> None:
    os.kill(link.pid, signal.SIGSTOP)
    link.close()
    assert is_gone(link.pid)


@needs_mpv
def test_a_kill_waits_for_no_answer(link: Link) -> None:
    os.kill(link.pid, signal.SIGSTOP)
    link.kill()
    assert is_gone(link.pid)


@needs_mpv
def test_a_dead_mpv_is_noticed_and_nothing_raises(link: Link) -> None:
    os.kill(link.pid, signal.SIGKILL)
    wait_for(lambda: not link.is_alive, 'the end of mpv')
    link.send(0.0, 'get_property', 'pid')
    link.receive()
    assert link.receive() == []


@needs_mpv
def test_no_mpv_is_left_when_its_owner_is_killed() -> None:
    with subprocess.Popen([sys.executable, '-c', _PARENT], stdout=subprocess.PIPE, text=True) as owner:
        assert owner.stdout is not None
        pid = int(owner.stdout.readline())
        assert not is_gone(pid)
        owner.kill()
    wait_for(lambda: is_gone(pid), 'the end of mpv')


def test_a_program_that_is_not_there_is_an_error_and_leaves_nothing_open() -> None:
    before = len(os.listdir('/proc/self/fd'))
    with pytest.raises(OSError, match='no-such-mpv'):
        Link('no-such-mpv')
    assert len(os.listdir('/proc/self/fd')) == before


def test_what_is_no_json_is_passed_over(tmp_path: Path) -> None:
    fake = tmp_path / 'mpv'
    fake.write_text(
        f'#!{sys.executable}\nimport os, sys, time\n'
        'fd = next(int(word.partition("://")[2]) for word in sys.argv if "ipc-client" in word)\n'
        'os.write(fd, b"\\xff{\\n[1]\\n{\\"event\\": \\"idle\\"}\\n{\\"half")\ntime.sleep(600)\n'
    )
    fake.chmod(0o755)
    link = Link(str(fake))
    try:
        messages: list[Any] = []
        wait_for(lambda: bool(messages.extend(link.receive()) or messages), 'a message')
        assert messages == [{'event': 'idle'}]
        assert link.is_alive
    finally:
        link.kill()
