"""A car that `ipa up --processes` runs, seen from outside."""

import os
import re
import signal
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from desk import NAMESPACE, Desk
from diagnostic_msgs.msg import DiagnosticArray

from ipa_agents import msg
from ipa_agents.nodes import qos
from ipa_agents.nodes.messages import signal_array, signals_from
from ipa_agents.vehicle.signals import Signal, Value

__all__ = ['PATIENCE', 'CarProcesses', 'children', 'is_running']

PATIENCE = 90.0  # s for what a machine with much else to do may take


class CarProcesses:
    """The parent process, what its nodes say on /diagnostics, and what the car shows."""

    def __init__(self, desk: Desk, folder: Path, *arguments: str, namespace: str = NAMESPACE) -> None:
        self.desk = desk
        self.namespace = namespace
        words = ['up', '--processes', '--no-page', '--namespace', namespace, *arguments]
        self.parent = subprocess.Popen(
            [sys.executable, '-m', 'ipa_agents.cli.main', *words],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            env=os.environ | {'XDG_RUNTIME_DIR': str(folder)},
        )
        self.arrays = desk.listen('/diagnostics', DiagnosticArray, qos.DIAGNOSTICS)
        self.reports = desk.listen(f'{namespace}/signals', msg.SignalArray, qos.SIGNALS)
        self.media = desk.listen(f'{namespace}/media/state', msg.MediaState, qos.STATE)
        self.navigation = desk.listen(f'{namespace}/navigation/state', msg.NavigationState, qos.STATE)

    def await_all(self, *nodes: str) -> None:
        """Wait until every one of `nodes` is up, by what the manager says."""
        self.desk.wait(lambda: all(self.is_well(node) for node in nodes), lambda: f'{nodes} in {self.said()}', PATIENCE)

    def is_well(self, node: str) -> bool:
        """Whether the manager last said that the node runs, and a device node that it is active."""
        last = self.said().get(f'manager: {node}')
        return last is not None and last[0] < 2 and last[2].get('state', 'active') == 'active'

    def said(self) -> Mapping[str, tuple[int, str, Mapping[str, str]]]:
        """What was last said of each part of this car: level, message, values."""
        here = f'{self.namespace}/'
        return {
            status.name.removeprefix(here): (status.level[0], status.message, {v.key: v.value for v in status.values})
            for array in self.arrays
            for status in array.status
            if status.name.startswith(here)
        }

    def restarts(self, node: str) -> int:
        """How often the manager has seen the node come back."""
        return int(self.said().get(f'manager: {node}', (0, '', {'restarts': '0'}))[2]['restarts'])

    def pid(self, node: str) -> int:
        """The process of a node."""
        found = [pid for pid in children(self.parent.pid) if f'ipa_agents.nodes.{node}_node' in _words(pid)]
        return found[0] if found else 0

    def kill(self, node: str) -> None:
        """End a node without a warning and wait until another process of it is up again."""
        before, old = self.restarts(node), self.pid(node)
        os.kill(old, signal.SIGKILL)
        self.desk.wait(lambda: self.restarts(node) > before and self.is_well(node), lambda: self.said(), PATIENCE)
        assert self.pid(node) not in (0, old)

    def tell(self, device: str, path: str, value: Value) -> None:
        """Command a device as the guard does, and wait until it shows the value."""
        publisher = self.desk.publisher(f'{self.namespace}/{device}/command', msg.SignalArray, qos.COMMANDS)
        publisher.publish(signal_array(self.desk.node.get_clock(), 'guard', [Signal(path, value)], 'test'))
        self.shows(device, path, value)

    def shows(self, source: str, path: str, value: Value) -> None:
        """Wait until the newest value of a signal is `value`."""
        self.desk.wait(lambda: self.value(source, path) == value, f'{path} = {value}', PATIENCE)

    def value(self, source: str, path: str, since: int = 0) -> Value | None:
        """The newest value that `source` reported, after its first `since` reports."""
        for report in reversed([report for report in self.reports if report.source == source][since:]):
            for one in signals_from(report):
                if one.path == path:
                    return one.value
        return None

    def end(self, number: signal.Signals = signal.SIGINT) -> tuple[int, str]:
        """End the whole car; its exit status, and what it wrote on stderr."""
        self.parent.send_signal(number)
        return self.close()

    def close(self) -> tuple[int, str]:
        """Wait for the end of the car."""
        _, errors = self.parent.communicate(timeout=PATIENCE)
        return self.parent.returncode, re.sub(r'.*nanobind.*\n|.*leaked.*\n', '', errors)


def children(parent: int) -> list[int]:
    """The pids of the processes that `parent` has started."""
    return [int(pid) for pid in Path(f'/proc/{parent}/task/{parent}/children').read_text().split()] + [
        int(child)
        for task in Path(f'/proc/{parent}/task').iterdir()
        if task.name != str(parent)
        for child in (task / 'children').read_text().split()
    ]


def is_running(pid: int) -> bool:
    """Whether a process is there and no mere zombie."""
    try:
        return ' Z ' not in Path(f'/proc/{pid}/stat').read_text()
    except OSError:
        return False


def _words(pid: int) -> Any:
    try:
        return Path(f'/proc/{pid}/cmdline').read_text().split('\0')
    except OSError:
        return []
