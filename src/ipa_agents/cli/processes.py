"""The nodes of a car as processes of their own: started, their output shown, started again when they die, ended."""

import os
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path
from types import TracebackType
from typing import Self

import yaml

from ipa_agents.bringup.plan import Process, plan
from ipa_agents.bringup.restarts import Restarts
from ipa_agents.bringup.state_folder import make_state_folder
from ipa_agents.cabin.events import Condition, Event
from ipa_agents.nodes.leaving import LEASH

__all__ = ['Processes', 'car_processes', 'command']

Show = Callable[[str, str], None]
"""Takes a node and a line that it printed, or that is to be said of it."""

_CANNOT_START = 2
"""The exit status of a node that says why it cannot start; to try again would not help."""
_END_WITHIN = 12.0
"""s for all to end in their order, and for what a busy machine may need besides."""
_COLOURS = (25, 29, 31, 61, 64, 91, 94, 97, 124, 130, 136, 160, 166)
_GRACE = 10.0
"""s after its start in which a process is not said to hang."""


class Processes:
    """Runs `plan`; `folder` is for files of parameters, which must not be seen by others."""

    def __init__(self, plan: Iterable[Process], folder: Path, show: Show) -> None:
        self._children = {process.node: _Child(process.node, command(process, folder), show) for process in plan}

    def suffice(self, absent: Iterable[str]) -> bool:
        """Whether all that run here are there, or one of them never will be."""
        return bool(self.failed) or not self._children.keys() & set(absent)

    @property
    def failed(self) -> tuple[str, ...]:
        """The nodes that were given up."""
        return tuple(name for name, child in self._children.items() if child.has_failed)

    def __contains__(self, node: str) -> bool:
        return node in self._children

    def hear(self, event: Event) -> None:
        """Kill, so that it is started again, what the manager says hangs."""
        if not isinstance(event, Condition) or event.values.get('hangs') != 'True':
            return
        manager, _, node = event.name.partition(': ')
        if manager.endswith('/manager') and node in self._children:
            self._children[node].unhang()

    def __enter__(self) -> Self:
        for child in self._children.values():
            child.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        for child in self._children.values():
            child.end()
        until = time.monotonic() + _END_WITHIN
        for child in self._children.values():
            child.join(max(until - time.monotonic(), 0.0))
        for child in self._children.values():
            child.kill()
            child.join()


@contextmanager
def car_processes(arguments: Mapping[str, str]) -> Iterator[Processes]:
    """The processes that the launch file would start with `arguments`."""
    state_folder = make_state_folder()
    try:
        with (
            tempfile.TemporaryDirectory(prefix='ipa_agents-') as folder,
            Processes(plan(arguments, state_folder), Path(folder), _show) as processes,
        ):
            yield processes
    finally:
        if state_folder:
            shutil.rmtree(state_folder, ignore_errors=True)


def command(process: Process, folder: Path) -> list[str]:
    """What runs `process`; its parameters go into a file of `folder`, since they win over other files only so."""
    file = folder / f'{process.node}.yaml'
    name = f'{process.namespace}/{process.node}'
    file.write_text(yaml.safe_dump({name: {'ros__parameters': dict(process.parameters)}}), encoding='utf-8')
    files = [word for path in (*process.parameter_files, file) for word in ('--params-file', str(path))]
    ros = ['--ros-args', '-r', f'__ns:={process.namespace}', '--log-level', process.log_level, *files]
    return [sys.executable, '-m', process.module, *ros]


class _Child(threading.Thread):
    """One node: the thread waits for its process and starts the next one."""

    def __init__(self, node: str, command: list[str], show: Show) -> None:
        super().__init__(name=f'process {node}')
        self.has_failed = False
        self._node = node
        self._command = command
        self._show = show
        self._ends = threading.Event()
        self._lock = threading.Lock()
        self._process: subprocess.Popen[str] | None = None
        self._since = 0.0

    def run(self) -> None:
        """Start it again and again, until it is to end or is given up."""
        try:
            self._go_on()
        except OSError as error:  # no memory, or too many processes
            self.has_failed = True
            self._show(self._node, f'cannot be started: {error.strerror or error}')

    def _go_on(self) -> None:
        restarts = Restarts()
        while (process := self._begin()) is not None:
            status = process.wait()
            self._bury()
            if self._ends.is_set():
                return
            pause = None if status == _CANNOT_START else restarts.ended(self._since, time.monotonic())
            if pause is None:
                self.has_failed = True
                self._show(self._node, f'{_how(status)}; it is not started again')
                return
            self._show(self._node, f'{_how(status)}; started again in {pause:g} s')
            self._ends.wait(pause)

    def end(self) -> None:
        """Ask it to end, in its turn."""
        self._ends.set()
        self._send(signal.SIGTERM)

    def kill(self) -> None:
        """End it, and what it has started, at once."""
        self._send(signal.SIGKILL)

    def unhang(self) -> None:
        """Kill it, but for one that has hardly begun."""
        if time.monotonic() - self._since > _GRACE:
            self._show(self._node, 'hangs, and is killed')
            self.kill()

    def _bury(self) -> None:
        """What it has started must not outlive it; its number may be given to a stranger from now on."""
        self.kill()
        with self._lock:
            self._process = None

    def _begin(self) -> subprocess.Popen[str] | None:
        with self._lock:
            if self._ends.is_set():
                return None
            self._since = time.monotonic()
            self._process = process = subprocess.Popen(
                self._command,
                # Held until this process is gone, however that may happen: see nodes/leaving.py.
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.STDOUT,
                text=True,
                errors='replace',
                env=os.environ | {LEASH: '1', 'PYTHONUNBUFFERED': '1'},
                start_new_session=True,
            )
        threading.Thread(target=self._read, args=[process], name=f'output of {self._node}', daemon=True).start()
        return process

    def _read(self, process: subprocess.Popen[str]) -> None:
        for line in process.stdout or ():
            self._show(self._node, line.rstrip('\n'))

    def _send(self, number: signal.Signals) -> None:
        with self._lock, suppress(ProcessLookupError):
            if self._process:
                os.killpg(self._process.pid, number)


def _show(node: str, line: str) -> None:
    if sys.stderr.isatty() and 'NO_COLOR' not in os.environ:
        # Of the 256 colours those from 17 on that can be read on black and on white; the same node has always the same.
        node = f'\033[38;5;{_COLOURS[sum(node.encode()) % len(_COLOURS)]}m{node}\033[0m'
    print(f'{node}: {line}', file=sys.stderr, flush=True)


def _how(status: int) -> str:
    if status < 0:
        with suppress(ValueError):
            return f'ended by {signal.Signals(-status).name}'
    return f'ended with status {status}'
