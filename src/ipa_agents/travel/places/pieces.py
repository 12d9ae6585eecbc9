"""What an import has read so far, kept on disk, so that one that was cut short goes on where it was."""

import hashlib
import json
import os
import shutil
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass, field, fields
from pathlib import Path
from typing import Any, BinaryIO

import numpy as np

from ipa_agents.config_files import config_folder
from ipa_agents.travel.places.batch import Batch
from ipa_agents.travel.places.record import cut

__all__ = ['Pieces', 'State', 'key_of']

_STATE = 'state.json'
_COLUMNS = tuple(column.name for column in fields(Batch) if column.name != 'records')


@dataclass(slots=True)
class State:
    """How far an import is: of which file (`key`), `read` of what is in it, in `pieces`; what was refused, for what."""

    key: str
    file: str
    read: int = 0
    pieces: int = 0
    refused: dict[str, int] = field(default_factory=dict)
    samples: list[str] = field(default_factory=list)


class Pieces:
    """Batches of places in a folder. `state` is what was done when the last one was added."""

    def __init__(self, folder: Path, key: str, file: Path) -> None:
        """Goes on with what is there of the same key; what is there of another is removed."""
        self._folder = folder
        found = _read(folder)
        self.given_up = found.file if found and found.key != key else ''
        """The file of an import that was cut short and is given up now."""
        if found is None or self.given_up:
            shutil.rmtree(folder, ignore_errors=True)
        self.state = State(key, str(file)) if found is None or self.given_up else found
        folder.mkdir(parents=True, exist_ok=True)

    def add(self, batch: Batch) -> None:
        """Keep a batch and the state, whole or not at all; raises OSError."""
        arrays: dict[str, Any] = {name: getattr(batch, name) for name in _COLUMNS}
        arrays['blob'] = np.frombuffer(b''.join(batch.records), np.uint8)
        arrays['ends'] = np.cumsum([len(record) for record in batch.records], dtype=np.int64)
        _write(self._folder / f'{self.state.pieces}.npz', lambda file: np.savez(file, **arrays))
        self.state.pieces += 1
        text = json.dumps(asdict(self.state), ensure_ascii=False)
        _write(self._folder / _STATE, lambda file: file.write(text.encode()))

    def batches(self) -> Iterator[Batch]:
        """All that were added, in their order."""
        for number in range(self.state.pieces):
            with np.load(self._folder / f'{number}.npz') as kept:
                records = cut(kept['blob'].tobytes(), kept['ends'].tolist())
                yield Batch(**{name: kept[name] for name in _COLUMNS}, records=records)

    def remove(self) -> None:
        """Forget all."""
        shutil.rmtree(self._folder, ignore_errors=True)


def key_of(file: Path) -> str:
    """Changes with a file's name, size and time, and with all that decides what becomes of what is in it."""
    status = file.stat()
    digest = hashlib.sha256(f'{file.resolve()} {status.st_size} {status.st_mtime_ns}'.encode())
    sources = (config_folder() / 'places').glob('*.yaml'), Path(__file__).parent.glob('*.py')
    for source in sorted(path for paths in sources for path in paths):
        digest.update(source.read_bytes())
    return digest.hexdigest()


def _read(folder: Path) -> State | None:
    try:
        said = json.loads((folder / _STATE).read_text(encoding='utf-8'))
        return State(**said)
    except (OSError, ValueError, TypeError):
        return None


def _write(file: Path, write: Callable[[BinaryIO], object]) -> None:
    new = file.with_name(f'{file.name}.new')
    with new.open('wb') as opened:
        write(opened)
        opened.flush()
        os.fsync(opened.fileno())
    new.replace(file)
