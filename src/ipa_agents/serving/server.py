"""vLLM's server as a process of ours: started, waited for, ended with all its children."""

import os
import signal
import socket
import subprocess
import time
from collections.abc import Callable
from contextlib import AbstractContextManager, ExitStack, nullcontext, suppress
from pathlib import Path
from types import TracebackType
from typing import BinaryIO, NoReturn, Self

import httpx

from ipa_agents.errors import ServerDied, SetupError
from ipa_agents.serving.claim import claimed
from ipa_agents.serving.command_line import ModelCommand
from ipa_agents.serving.leash import LEASHED
from ipa_agents.serving.program import program_environment
from ipa_agents.serving.warm_up import warm_up

__all__ = ['ModelServer']

_LOOK = 0.2
_END_WITHIN = 20.0
"""s; a server that ends lets its engine end first."""
_LAST_WORDS = 15


class ModelServer:
    """Runs `program` with `command`; what it prints goes to the file `log`, or to our own output without one."""

    def __init__(self, program: Path, command: ModelCommand, log: Path | None = None) -> None:
        self.command = command
        self.log = log
        self._words = [*LEASHED, str(os.getpid()), str(program), *command.words]
        self._environment = program_environment(program, command.environment)
        self._process: subprocess.Popen[bytes] | None = None
        self._claims = ExitStack()

    def start(self) -> None:
        """Raises SetupError where the port or a GPU is taken, or the log cannot be written."""
        self._refuse_a_taken_port()
        with ExitStack() as claims, self._output() as output:
            claims.enter_context(claimed(self.command))
            self._process = subprocess.Popen(
                self._words,
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=subprocess.STDOUT if output else None,
                env=self._environment,
                start_new_session=True,  # Ctrl-C is ours to hear, and its children are found by their group
            )
            self._claims = claims.pop_all()

    def wait_until_ready(self, patience: float, waiting: Callable[[float], None] = lambda seconds: None) -> float:
        """The s until it answered and was warm; calls `waiting` with the s so far.

        Raises ServerDied when it ends, never answers, or cannot serve.
        """
        begun = time.monotonic()
        with httpx.Client(base_url=self.command.address, timeout=2.0, trust_env=False) as client:
            while not _is_well(client):
                so_far = time.monotonic() - begun
                if self.status is not None:
                    raise ServerDied(f'the server ended with status {self.status} before it was ready', self.last_words)
                if so_far > patience:
                    raise ServerDied(f'the server is not ready after {patience:.0f} s', self.last_words)
                waiting(so_far)
                time.sleep(_LOOK)
        try:
            warm_up(self.command.address, self.command.name)
        except httpx.HTTPError as error:
            raise ServerDied(f'the server cannot serve: {error}', self.last_words) from error
        return time.monotonic() - begun

    def wait(self) -> NoReturn:
        """Return only by an exception: ServerDied when it ends by itself."""
        assert self._process, 'it was not started'
        status = self._process.wait()
        raise ServerDied(f'the server ended with status {status}', self.last_words)

    @property
    def status(self) -> int | None:
        """The exit status of its first process; None while that runs, or before it was started."""
        return self._process.poll() if self._process else None

    @property
    def pid(self) -> int:
        """The number of its first process, and of the group of all."""
        assert self._process, 'it was not started'
        return self._process.pid

    @property
    def last_words(self) -> str:
        """The end of its log."""
        if self.log is None:
            return ''
        lines = self.log.read_text(encoding='utf-8', errors='replace').splitlines()
        return '\n'.join(lines[-_LAST_WORDS:])

    def stop(self) -> None:
        """Ask it to end, and see to it that nothing of it is left."""
        if self._process is None:
            return
        try:
            self._process.send_signal(signal.SIGTERM)
            with suppress(subprocess.TimeoutExpired):
                self._process.wait(_END_WITHIN)
        finally:  # also where people have no patience with it
            self.kill()

    def kill(self) -> None:
        """End all of it at once."""
        if self._process is None:
            return
        with suppress(ProcessLookupError):
            os.killpg(self._process.pid, signal.SIGKILL)
        self._process.wait()
        self._process = None
        self._claims.close()

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.stop()

    def _output(self) -> AbstractContextManager[BinaryIO | None]:
        if self.log is None:
            return nullcontext()
        try:
            self.log.parent.mkdir(parents=True, exist_ok=True)
            return self.log.open('wb')
        except OSError as error:
            raise SetupError(f'{self.log} cannot be written: {error.strerror}') from error

    def _refuse_a_taken_port(self) -> None:
        family = socket.AF_INET6 if ':' in self.command.host else socket.AF_INET
        with socket.socket(family) as trial:
            trial.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                trial.bind((self.command.host, self.command.port))
            except (OSError, OverflowError) as error:
                where = f'{self.command.host}:{self.command.port}'
                reason = error.strerror if isinstance(error, OSError) else 'there is no such port'
                raise SetupError(f'cannot listen on {where}: {reason}; choose another by --port') from error


def _is_well(client: httpx.Client) -> bool:
    try:
        return client.get('/health').is_success
    except httpx.HTTPError:
        return False
