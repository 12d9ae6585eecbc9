"""The tiny model's training as a process in the environment of the model server, which has torch."""

import json
import os
import signal
import subprocess
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import ipa_agents
from ipa_agents.errors import SetupError
from ipa_agents.serving.leash import LEASHED
from ipa_agents.serving.program import find_vllm, program_environment

__all__ = ['UNFINISHED', 'VARIABLES', 'Trainer', 'find_python']

UNFINISHED = 3
"""The exit status of a training that was told to end before its end."""
_MODULE = 'ipa_agents.training.tiny'
VARIABLES = {
    # Each batch takes and gives back hundreds of MB; handed to the kernel each time, they are most of the work.
    'MALLOC_MMAP_MAX_': '0',
    'MALLOC_TRIM_THRESHOLD_': '100000000000',
    'MALLOC_TOP_PAD_': '500000000',
    # Beside busy programs a thread that spins at a barrier, or moves to the core of another, halves the speed.
    'OMP_WAIT_POLICY': 'PASSIVE',
    'OMP_PROC_BIND': 'true',
    'HF_HUB_OFFLINE': '1',
}
"""What its environment has besides."""


def find_python(program: Path | None = None) -> Path:
    """The Python beside the model server's program; raises SetupError."""
    python = (program or find_vllm()).resolve().parent / 'python'
    if not os.access(python, os.X_OK):
        raise SetupError(f'{python} is missing: run scripts/vllm.sh in the checkout')
    return python


class Trainer:
    """Runs one task of the package `tiny`; iterating gives what it says, until it has ended."""

    def __init__(self, python: Path, task: str, options: Sequence[str]) -> None:
        self._words = [*LEASHED, str(os.getpid()), str(python), '-m', _MODULE, task, *options]
        packages = str(Path(ipa_agents.__file__).parents[1])
        self._environment = program_environment(python, VARIABLES | {'PYTHONPATH': packages})
        self.status: int | None = None
        self.pid = 0

    def __iter__(self) -> Iterator[Mapping[str, Any]]:
        """Ctrl-C is passed on, so that it keeps what it has learnt and ends; a second one ends it at once."""
        with subprocess.Popen(
            self._words,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            env=self._environment,
            encoding='utf-8',
            errors='replace',
            start_new_session=True,
        ) as process:
            assert process.stdout
            self.pid = process.pid
            try:
                with _interrupting(process):
                    yield from filter(None, map(_told, process.stdout))
                    self.status = process.wait()
            finally:
                process.terminate()  # where nobody listens any longer


@contextmanager
def _interrupting(process: 'subprocess.Popen[str]') -> Iterator[None]:
    """A Ctrl-C is for `process` alone."""
    signals = iter((signal.SIGINT,))
    before = signal.signal(signal.SIGINT, lambda *_: process.send_signal(next(signals, signal.SIGKILL)))
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)


def _told(line: str) -> Mapping[str, Any] | None:
    """What a line says; None for one that a library has written."""
    try:
        told = json.loads(line)
    except ValueError:
        return None
    return told if isinstance(told, dict) else None
