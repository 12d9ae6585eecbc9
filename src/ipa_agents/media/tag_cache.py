"""The tags of a folder kept in a file, so that a second start need not read them again."""

import json
import os
from collections.abc import Iterable, Mapping
from dataclasses import astuple
from hashlib import blake2b
from pathlib import Path
from typing import Any

from ipa_agents.media.tags import FAULTS, Tags
from ipa_agents.media.walk import Found

__all__ = ['cache_file', 'read_cache', 'write_cache']

_HEAD = {'ipa_agents': 'tags', 'version': 1}
_KINDS = tuple(type(value) for value in astuple(Tags()))


def cache_file(data: Path, folder: Path) -> Path:
    """Where the tags of `folder` are kept in the data folder `data`."""
    return data / 'music' / f'{blake2b(os.fsencode(folder.resolve()), digest_size=8).hexdigest()}.jsonl'


def read_cache(file: Path) -> Mapping[Found, Tags] | None:
    """What `write_cache` wrote: empty where there is nothing, None where it is broken or of another version."""
    if not file.exists():
        return {}
    try:
        with file.open(encoding='ascii') as lines:
            if json.loads(next(lines)) != _HEAD:
                return None
            return dict(_entry(json.loads(line)) for line in lines)
    except (OSError, ValueError, TypeError, StopIteration, RecursionError):
        return None


def write_cache(file: Path, entries: Iterable[tuple[Found, Tags]]) -> None:
    """Write all at once: a reader sees the old file or the new one. Raises OSError."""
    file.parent.mkdir(parents=True, exist_ok=True)
    # Two cars may read one folder at the same time.
    fresh = file.with_suffix(f'.{os.getpid()}.new')
    try:
        with fresh.open('w', encoding='ascii') as lines:
            lines.write(json.dumps(_HEAD) + '\n')
            lines.writelines(json.dumps([*astuple(found), *astuple(tags)]) + '\n' for found, tags in entries)
        fresh.replace(file)
    finally:
        fresh.unlink(missing_ok=True)


def _entry(line: Any) -> tuple[Found, Tags]:
    path, size, changed, *values = line
    tags = Tags(*values)
    if not isinstance(path, str) or not isinstance(size, int) or not isinstance(changed, int):
        raise ValueError('no entry of tags')
    if any(type(value) is not kind for value, kind in zip(values, _KINDS, strict=True)) or tags.fault not in FAULTS:
        raise ValueError('no entry of tags')
    return Found(path, size, changed), tags
