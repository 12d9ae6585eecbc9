"""`ipa chat` on a terminal of its own, with a car that runs."""

import fcntl
import os
import pty
import select
import struct
import subprocess
import sys
import termios
import time

import pytest

pytestmark = pytest.mark.ros
pytest.importorskip('rclpy')
pytest.importorskip('textual')

from running_car import RunningCar  # noqa: E402

PATIENCE = 60.0


class Terminal:
    """A process that takes its output for a terminal of 110 columns; `seen` is all that it wrote."""

    def __init__(self, *words: str) -> None:
        self._master, slave = pty.openpty()
        fcntl.ioctl(slave, termios.TIOCSWINSZ, struct.pack('HHHH', 30, 110, 0, 0))
        self.before = termios.tcgetattr(slave)
        command = [sys.executable, '-m', 'ipa_agents.cli.main', *words]
        # pytest-xdist sets COLUMNS, which textual believes more than the terminal itself.
        inherited = {name: value for name, value in os.environ.items() if name not in ('COLUMNS', 'LINES')}
        environment = inherited | {'TERM': 'xterm-256color', 'LANG': 'C.UTF-8'}
        streams = {'stdin': slave, 'stdout': slave, 'stderr': slave}
        self.process = subprocess.Popen(command, env=environment, start_new_session=True, **streams)
        self.slave = slave
        self.seen = ''

    def type(self, text: str) -> None:
        os.write(self._master, text.encode())

    def wait_for(self, text: str) -> None:
        """Read until `text` has been written; what is written in one go stands together."""
        end = time.monotonic() + PATIENCE
        while text not in self.seen:
            assert time.monotonic() < end, f'waited in vain for {text!r}; the last of it: {self.seen[-2000:]!r}'
            if select.select([self._master], [], [], 0.1)[0]:
                self.seen += os.read(self._master, 65536).decode(errors='replace')

    def close(self) -> None:
        self.process.kill()
        self.process.wait()
        os.close(self._master)
        os.close(self.slave)


def test_a_sentence_typed_on_the_screen_is_done_and_the_terminal_is_given_back(car: RunningCar) -> None:
    terminal = Terminal('chat', '--seat', 'row1_passenger')
    try:
        terminal.wait_for('Battery')
        terminal.type('turn on the air conditioning\r')
        terminal.wait_for('the air conditioning is on')
        terminal.wait_for('The air conditioning is on.')
        assert car.proposals[-1].seat == 'row1_passenger'
        terminal.type('/quit\r')
        terminal.wait_for('\x1b[?1049l')
        assert terminal.process.wait(PATIENCE) == 0
        assert termios.tcgetattr(terminal.slave)[3] == terminal.before[3]
    finally:
        terminal.close()


def test_without_a_screen_it_is_lines_as_ever(car: RunningCar) -> None:
    terminal = Terminal('chat', '--plain')
    try:
        terminal.wait_for('row1_driver> ')
        terminal.type('set the temperature to 24\n')
        terminal.wait_for('The temperature is set to 24 degrees.')
        terminal.type('/quit\n')
        assert terminal.process.wait(PATIENCE) == 0
        assert '\x1b[?1049h' not in terminal.seen
    finally:
        terminal.close()
