"""Processes that are measured, and what they cost."""

import re
import subprocess
import sys
import time
from collections.abc import Mapping
from pathlib import Path
from types import TracebackType
from typing import Any, Self

import psutil

__all__ = ['NAMESPACE', 'Processes', 'cpu_seconds', 'cpu_share', 'nodes_of']

NAMESPACE = '/ipa'
_NODE = r'ipa_agents\.nodes\.(\w+)_node'
_HERE = Path(__file__).parent
_ROS_ARGUMENTS = ('--ros-args', '-r', f'__ns:={NAMESPACE}', '--log-level', 'error')


class Processes:
    """Started by name, ended together."""

    def __init__(self) -> None:
        self._running: dict[str, subprocess.Popen[str]] = {}

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        for process in self._running.values():
            process.terminate()
        for process in self._running.values():
            try:
                process.wait(20)
            except subprocess.TimeoutExpired:
                process.kill()

    def start(self, name: str, *command: str, **options: Any) -> subprocess.Popen[str]:
        """Start a command."""
        self._running[name] = process = subprocess.Popen(command, text=True, **options)
        return process

    def node(self, name: str, *parameters: str) -> subprocess.Popen[str]:
        """Start a node of the package; `parameters` are name:=value."""
        return self.module(name, f'ipa_agents.nodes.{name}_node', *parameters)

    def module(self, name: str, module: str, *parameters: str, **options: Any) -> subprocess.Popen[str]:
        """Start a module that is a node; `parameters` are name:=value."""
        settings = [word for parameter in parameters for word in ('-p', parameter)]
        return self.start(name, sys.executable, '-m', module, *_ROS_ARGUMENTS, *settings, **options)

    def script(self, name: str, file: str, *arguments: str, **options: Any) -> subprocess.Popen[str]:
        """Start a node that is only here to measure."""
        return self.start(name, sys.executable, str(_HERE / file), *arguments, *_ROS_ARGUMENTS, **options)

    @property
    def ids(self) -> Mapping[str, int]:
        """The process ids by name."""
        return {name: process.pid for name, process in self._running.items()}

    def check(self) -> None:
        """Raise RuntimeError when one of them has ended."""
        for name, process in self._running.items():
            if process.poll() is not None:
                raise RuntimeError(f'{name} has ended with status {process.returncode}')


def nodes_of(pid: int) -> dict[str, int]:
    """The process ids of the nodes that the process `pid` has started, by their names."""
    started = ((re.search(_NODE, ' '.join(child.cmdline())), child.pid) for child in psutil.Process(pid).children())
    return {match[1]: number for match, number in started if match}


def cpu_seconds(pid: int) -> float:
    """What a process has computed until now, in s."""
    times = psutil.Process(pid).cpu_times()
    return float(times.user + times.system)


def cpu_share(ids: Mapping[str, int], seconds: float) -> dict[str, float]:
    """The share of one core that each process takes while `seconds` pass."""
    began, before = time.monotonic(), {name: cpu_seconds(pid) for name, pid in ids.items()}
    time.sleep(seconds)
    passed = time.monotonic() - began
    return {name: (cpu_seconds(pid) - before[name]) / passed for name, pid in ids.items()}
