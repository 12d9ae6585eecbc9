"""What a store's folder says of itself: which files belong to it, how large they are, and what their bits mean."""

import json
import os
import zlib
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from pathlib import Path

from ipa_agents.errors import MapMissing
from ipa_agents.travel.places.attributes import Attributes
from ipa_agents.travel.places.kinds import Kinds

__all__ = ['CURE', 'Manifest', 'catalogue_ids', 'publish', 'read_manifest', 'sums_of']

CURE = 'make the map again with `ipa town`, or import its file again with `ipa places import`'
_FILE = 'store.json'
_FORMAT = 'ipa places'
_VERSION = 2
_PIECE = 1 << 22


@dataclass(frozen=True, slots=True)
class Manifest:
    """One state of a store: `data` is the folder with its files, `files` their sizes and CRC-32."""

    data: str
    count: int
    source: str
    kinds: tuple[str, ...]
    cuisines: tuple[str, ...]
    attributes: tuple[str, ...]
    files: Mapping[str, tuple[int, int]]
    format: str = _FORMAT
    version: int = _VERSION

    def check(self, folder: Path, kinds: Kinds, attributes: Attributes) -> None:
        """Raises MapMissing where the files are not those that were written, or the catalogues are others.

        Looks at the sizes alone: a store may be larger than memory.
        """
        for name, (size, _) in self.files.items():
            file = folder / self.data / name
            found = file.stat().st_size if file.is_file() else None
            if found != size:
                fault = 'is missing' if found is None else f'has {found} bytes instead of {size}'
                raise MapMissing(f'{file}: the store of places is damaged, this file {fault}; {CURE}')
        if (self.kinds, self.cuisines, self.attributes) != catalogue_ids(kinds, attributes):
            raise MapMissing(f'{folder}: the places were written with other kinds or attributes; {CURE}')

    def damaged(self, folder: Path) -> tuple[str, ...]:
        """The files whose content is not what was written; reads all of them."""
        return tuple(name for name, sums in self.files.items() if _sums(folder / self.data / name) != tuple(sums))


def catalogue_ids(kinds: Kinds, attributes: Attributes) -> tuple[tuple[str, ...], tuple[str, ...], tuple[str, ...]]:
    """The ids whose numbers are in the files: of kinds, cuisines and attributes."""
    return (
        tuple(kind.id for kind in kinds.kinds),
        tuple(cuisine.id for cuisine in kinds.cuisines),
        attributes.ids,
    )


def read_manifest(folder: Path) -> Manifest:
    """The manifest of the store in `folder`; raises MapMissing where there is none, or one of another kind."""
    file = folder / _FILE
    try:
        said = json.loads(file.read_text(encoding='utf-8'))
        if (said['format'], said['version']) != (_FORMAT, _VERSION):
            raise MapMissing(f'{file}: places of another version ({said["format"]!r} {said["version"]}); {CURE}')
        files = {name: (int(size), int(crc)) for name, (size, crc) in said['files'].items()}
        ids = {key: tuple(said[key]) for key in ('kinds', 'cuisines', 'attributes')}
        return Manifest(**{**said, **ids, 'files': files})
    except FileNotFoundError:
        raise MapMissing(f'{folder}: no places there; {CURE}') from None
    except (OSError, ValueError, TypeError, KeyError, AttributeError) as error:
        raise MapMissing(f'{file}: this is no store of places ({error}); {CURE}') from error


def sums_of(data: Path) -> dict[str, tuple[int, int]]:
    """Size and CRC-32 of each file in a folder."""
    return {file.name: _sums(file) for file in sorted(data.iterdir())}


def publish(folder: Path, manifest: Manifest) -> None:
    """Put a manifest in place of the one before, at once: who opens the store finds all of one or all of the other."""
    new = folder / f'{_FILE}.new'
    with new.open('w', encoding='utf-8') as file:
        json.dump(asdict(manifest), file, ensure_ascii=False)
        file.flush()
        os.fsync(file.fileno())
    new.replace(folder / _FILE)


def _sums(file: Path) -> tuple[int, int]:
    size, crc = 0, 0
    with file.open('rb') as opened:
        while piece := opened.read(_PIECE):
            size, crc = size + len(piece), zlib.crc32(piece, crc)
    return size, crc
