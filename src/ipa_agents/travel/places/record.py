"""What people read of a place, as text: the part of a store that only the places found are looked up in."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import blake2b
from pathlib import Path

import numpy as np

from ipa_agents.travel.places.layout import ENDS, RECORDS, mapped
from ipa_agents.travel.places.place import NamedPlace, Place, Seen

__all__ = ['RecordNames', 'cut', 'id_key', 'names_in', 'place_in', 'record_of', 'record_of_id']

_decode = json.JSONDecoder().raw_decode  # json.loads takes twice as long for what is so short


def record_of(named: NamedPlace) -> bytes:
    """The record of a place; empty for one that has no name."""
    place = named.place
    names = [name for name in named.names if name and name not in (place.name, place.name_zh)]
    if not (place.name or place.name_zh or names):
        return b''
    parts = [
        place.place_id,
        place.name,
        place.name_zh,
        place.address,
        place.address_zh,
        place.cuisine,
        place.attributes,
        names,
    ]
    return json.dumps(parts, ensure_ascii=False, separators=(',', ':')).encode('utf-8', 'replace')


def record_of_id(place_id: str) -> bytes:
    """The record of a place of which no text is known."""
    return json.dumps([place_id, '', '', '', '', '', [], []]).encode()


def place_in(
    record: bytes, kind: str, latitude: float, longitude: float, rating: float, price: int, seen: Seen
) -> Place:
    """The place of a record, with what the columns know of it and what a search makes of it."""
    place_id, name, name_zh, address, address_zh, cuisine, attributes, _ = _decode(record.decode())[0]
    return Place(
        place_id,
        name,
        name_zh,
        kind,
        latitude,
        longitude,
        address,
        address_zh,
        cuisine,
        rating,
        seen.distance,
        (*attributes, *seen.known),
        seen.detour,
        price,
    )


def names_in(record: bytes) -> tuple[str, ...]:
    """All names in a record, each once."""
    if not record:
        return ()
    _, name, name_zh, *_, others = json.loads(record)
    return tuple(dict.fromkeys(filter(None, (name, name_zh, *others))))


def id_key(place_id: str) -> int:
    """64 bits that stand for an id."""
    return int.from_bytes(blake2b(place_id.encode('utf-8', 'replace'), digest_size=8).digest(), 'little')


@dataclass(frozen=True, slots=True)
class RecordNames:
    """The names of places by their numbers, out of a store's files; can be given to another process."""

    data: Path

    def __call__(self, start: int, end: int) -> list[str]:
        """For each place from number `start` to before `end` its names, one a line."""
        ends = mapped(self.data / ENDS, np.dtype('<u8'))
        first = int(ends[start - 1]) if start else 0
        stops = (ends[start:end] - np.uint64(first)).tolist()
        blob = mapped(self.data / RECORDS, np.dtype('u1'))[first : int(ends[end - 1])].tobytes() if stops else b''
        return ['\n'.join(names_in(record)) for record in cut(blob, stops)]


def cut(blob: bytes, stops: Sequence[int]) -> list[bytes]:
    """The pieces of `blob` that end where `stops` says."""
    return [blob[first:stop] for first, stop in zip([0, *stops[:-1]], stops, strict=True)]
