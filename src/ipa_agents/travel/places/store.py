"""All places of a map: where they are as arrays, what is known about them as text, both in one file."""

import json
import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ipa_agents.errors import MapMissing
from ipa_agents.travel.geodesy import distance
from ipa_agents.travel.places.kinds import Kinds
from ipa_agents.travel.places.names import NameIndex
from ipa_agents.travel.places.osm import NamedPlace
from ipa_agents.travel.places.place import Place

__all__ = ['PlaceStore']

_CELL = 0.01
"""degrees; places are sorted by cells of this size."""
_VERSION = 1


@dataclass(frozen=True, eq=False)
class PlaceStore:
    """Places sorted by cell, row by row from the south-west, so that a box is a few slices."""

    latitudes: NDArray[np.float64]
    longitudes: NDArray[np.float64]
    kinds: NDArray[np.int16]
    cuisines: NDArray[np.uint64]
    ratings: NDArray[np.float32]
    names: NameIndex
    catalogue: Kinds
    _cells: NDArray[np.int64]
    _records: NDArray[np.uint8]
    _ends: NDArray[np.int64]

    def __len__(self) -> int:
        return len(self.latitudes)

    def place(self, number: int) -> Place:
        """The place with this number in the arrays."""
        place_id, name, name_zh, address, address_zh, cuisine, attributes, _ = self._record(number)
        return Place(
            place_id=place_id,
            name=name,
            name_zh=name_zh,
            kind=self.catalogue.kinds[self.kinds[number]].id,
            latitude=float(self.latitudes[number]),
            longitude=float(self.longitudes[number]),
            address=address,
            address_zh=address_zh,
            cuisine=cuisine,
            rating=round(float(self.ratings[number]), 2),
            attributes=tuple(attributes),
        )

    def near(self, latitude: float, longitude: float, radius: float) -> tuple[NDArray[np.intp], NDArray[np.float64]]:
        """Numbers of the places within `radius` m of a point, and how far they are, in no order."""
        if not math.isfinite(radius):
            numbers = np.arange(len(self))
        else:
            north = math.degrees(radius / 6_300_000)
            east = north / max(0.01, math.cos(math.radians(latitude)))
            rows = range(_cell(latitude - north), _cell(latitude + north) + 1)
            columns = _cell(longitude - east), _cell(longitude + east) + 1
            bounds = np.searchsorted(self._cells, [[_key(row, column) for column in columns] for row in rows])
            numbers = np.concatenate([np.arange(start, end) for start, end in bounds])
        apart = np.asarray(distance(latitude, longitude, self.latitudes[numbers], self.longitudes[numbers]))
        close = apart <= radius
        return numbers[close], apart[close]

    def is_kind(self, kind_id: str) -> NDArray[np.bool_]:
        """For each kind of the catalogue whether it is meant by `kind_id`; index it with `kinds`."""
        meant = self.catalogue.expand(kind_id)
        return np.array([kind.id in meant for kind in self.catalogue.kinds])

    def cuisine_bits(self, cuisine_id: str) -> np.uint64:
        """The bits in `cuisines` of a cuisine and of those that it includes."""
        wanted = self.catalogue.cuisine(cuisine_id)
        ids = (wanted.id, *wanted.includes) if wanted else ()
        return _bits(ids, self.catalogue)

    def _record(self, number: int) -> Any:
        start = int(self._ends[number - 1]) if number else 0
        return json.loads(self._records[start : int(self._ends[number])].tobytes())

    @staticmethod
    def write(places: Iterable[NamedPlace], catalogue: Kinds, file: Path) -> int:
        """Write places to `file` (.npz); returns how many."""
        ordered = sorted(places, key=lambda named: _key(_cell(named.place.latitude), _cell(named.place.longitude)))
        kinds = {kind.id: number for number, kind in enumerate(catalogue.kinds)}
        records = [
            json.dumps(_as_record(named), ensure_ascii=False, separators=(',', ':')).encode() for named in ordered
        ]
        np.savez(
            file,
            version=np.array(_VERSION),
            kind_ids=np.array([kind.id for kind in catalogue.kinds]),
            latitudes=np.array([named.place.latitude for named in ordered]),
            longitudes=np.array([named.place.longitude for named in ordered]),
            kinds=np.array([kinds[named.place.kind] for named in ordered], np.int16),
            cuisines=np.array([_bits(named.place.cuisine.split(';'), catalogue) for named in ordered], np.uint64),
            ratings=np.array([named.place.rating for named in ordered], np.float32),
            records=np.frombuffer(b''.join(records), np.uint8),
            ends=np.cumsum([len(record) for record in records], dtype=np.int64),
        )
        return len(ordered)

    @staticmethod
    def read(file: Path, catalogue: Kinds) -> 'PlaceStore':
        """Read places from `file`; raises MapMissing when it is not there or was written by another version."""
        try:
            with np.load(file) as data:
                arrays = dict(data)
        except (OSError, ValueError) as error:
            raise MapMissing(f'{file}: no places there ({error}); run `ipa town`') from error
        if int(arrays['version']) != _VERSION or arrays['kind_ids'].tolist() != [kind.id for kind in catalogue.kinds]:
            raise MapMissing(f'{file}: the places are of another version; run `ipa town` again')
        latitudes, longitudes = arrays['latitudes'], arrays['longitudes']
        starts = np.concatenate([[0], arrays['ends'][:-1]]).tolist()
        blob = arrays['records'].tobytes()
        names = [json.loads(blob[start:end])[7] for start, end in zip(starts, arrays['ends'].tolist(), strict=True)]
        return PlaceStore(
            latitudes,
            longitudes,
            arrays['kinds'],
            arrays['cuisines'],
            arrays['ratings'],
            NameIndex(names),
            catalogue,
            _key(np.floor(latitudes / _CELL).astype(np.int64), np.floor(longitudes / _CELL).astype(np.int64)),
            arrays['records'],
            arrays['ends'],
        )


def _as_record(named: NamedPlace) -> list[Any]:
    place = named.place
    return [
        place.place_id,
        place.name,
        place.name_zh,
        place.address,
        place.address_zh,
        place.cuisine,
        place.attributes,
        named.names,
    ]


def _bits(cuisine_ids: Sequence[str], catalogue: Kinds) -> np.uint64:
    return np.uint64(sum(1 << number for number, cuisine in enumerate(catalogue.cuisines) if cuisine.id in cuisine_ids))


def _cell(degrees: float) -> int:
    return math.floor(degrees / _CELL)


def _key(row: Any, column: Any) -> Any:
    return row * 100_000 + column
