"""What a node would need to go on after its process died: one small JSON file, whole or not there."""

import json
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any

from ipa_agents.errors import SnapshotError

__all__ = ['Snapshot']

_LARGEST = 2**20


class Snapshot:
    """The file `name`.json of a folder that lives as long as one run of the car."""

    def __init__(self, folder: Path, name: str) -> None:
        self._file = folder / f'{name}.json'
        self._written = ''

    def read(self) -> Mapping[str, Any] | None:
        """What was kept; None when nothing was. Raises SnapshotError for a file that is broken."""
        try:
            with self._file.open(encoding='utf-8') as stream:
                text = stream.read(_LARGEST + 1)
            data = json.loads(text, parse_constant=_refuse)
        except FileNotFoundError:
            return None
        except (OSError, ValueError, RecursionError) as error:
            raise SnapshotError(f'{self._file.name} cannot be used: {error}') from error
        if not isinstance(data, dict) or len(text) > _LARGEST:
            raise SnapshotError(f'{self._file.name} cannot be used: it holds no state')
        return data

    def keep(self, state: Mapping[str, Any]) -> None:
        """Replace what was kept, unless it is the same; raises SnapshotError, and then the old one is still there."""
        try:
            text = json.dumps(state, ensure_ascii=False, allow_nan=False)
        except ValueError as error:
            raise SnapshotError(f'{self._file.name}: the state cannot be written: {error}') from error
        if text == self._written:
            return
        draft = self._file.with_suffix('.new')
        try:
            draft.write_text(text, encoding='utf-8')
            draft.replace(self._file)
        except OSError as error:
            with suppress(OSError):
                draft.unlink(missing_ok=True)
            raise SnapshotError(f'{self._file.name} cannot be written: {error.strerror}') from error
        self._written = text


def _refuse(constant: str) -> float:
    raise ValueError(f'{constant} is no number')
