"""What only one server of a machine may use at a time: a port, a GPU. The claim ends with the process that made it."""

import fcntl
import os
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from pathlib import Path

from ipa_agents.errors import SetupError
from ipa_agents.serving.command_line import ModelCommand

__all__ = ['claimed', 'things_of']


def things_of(command: ModelCommand, variables: Mapping[str, str] = os.environ) -> tuple[str, ...]:
    """What a server of `command` uses alone; CUDA_VISIBLE_DEVICES of `variables` says which GPUs come first."""
    visible = variables.get('CUDA_VISIBLE_DEVICES') or ','.join(map(str, range(command.gpus)))
    gpus = visible.split(',')[: command.gpus] if command.gpus else []
    return f'port {command.port}', *(f'GPU {gpu.strip()}' for gpu in gpus)


@contextmanager
def claimed(command: ModelCommand, folder: Path | None = None) -> Iterator[None]:
    """Hold all that `command` uses while this lasts; raises SetupError, naming who has it, where that is taken.

    `folder` is the same for all that share a machine (default: one of this user's in the folder for temporary files).
    """
    folder = folder or Path(tempfile.gettempdir()) / f'ipa_agents-{os.getuid()}'
    with ExitStack() as claims:
        for thing in things_of(command):
            claims.enter_context(_held(folder / f'{thing.replace(" ", "_").replace("/", "_")}.lock', thing, command))
        yield


@contextmanager
def _held(file: Path, thing: str, command: ModelCommand) -> Iterator[None]:
    try:
        file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        lock = file.open('a+', encoding='utf-8')
    except OSError as error:
        raise SetupError(f'{file} cannot be written: {error.strerror}') from error
    with lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
            lock.seek(0)
            cure = (
                'choose another by --port'
                if thing.startswith('port')
                else ('choose another by CUDA_VISIBLE_DEVICES, or say by --gpu-share how much of it this one takes')
            )
            raise SetupError(
                f'{thing} is taken by {lock.read() or "another server"}; end that one, or {cure}'
            ) from error
        lock.truncate(0)
        lock.write(f'the server of {command.model} at {command.address} (process {os.getpid()})')
        lock.flush()
        yield
