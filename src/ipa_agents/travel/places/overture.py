"""Reads places out of GeoParquet as the Overture Maps Foundation gives them out.

The columns: https://docs.overturemaps.org/schema/reference/places/place/
"""

import math
import struct
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from ipa_agents.config_files import config_folder, load_yaml
from ipa_agents.errors import ImportFailed
from ipa_agents.travel.places.kinds import Kinds, load_kinds
from ipa_agents.travel.places.place import NamedPlace, Place
from ipa_agents.travel.places.source import Refused

__all__ = ['Categories', 'OvertureFile', 'load_categories']

_NEEDED = ('id', 'geometry', 'names', 'categories')
_TOLD = ('addresses', 'brand', 'confidence', 'phones', 'websites')
_AT_ONCE = 20_000
_CHINESE = ('zh', 'zh-Hans', 'zh-CN')
_POINT = struct.Struct('<BIdd'), struct.Struct('>BIdd')
_WKB_POINT = 1

Row = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Categories:
    """What Overture's categories mean: kinds by category, and kinds by how a category ends that begins with a cuisine.

    Places with less than `least_confidence`, 0..1, may not exist.
    """

    kinds: Mapping[str, str]
    endings: Mapping[str, str]
    least_confidence: float

    def meaning(self, categories: Sequence[str], kinds: Kinds) -> tuple[str, str] | None:
        """The ids of the kind and of the cuisines (with ; between) of a place with these categories."""
        kind, cuisines = '', []
        for category in categories:
            ending = next((ending for ending in self.endings if category.endswith(f'_{ending}')), '')
            kind = kind or self.kinds.get(category) or self.endings.get(ending, '')
            if ending and (cuisine := kinds.cuisine(category.removesuffix(f'_{ending}'))):
                cuisines.append(cuisine.id)
        return (kind, ';'.join(dict.fromkeys(cuisines))) if kind else None


@cache
def load_categories(file: Path | None = None) -> Categories:
    """Read config/places/overture.yaml; raises ConfigError."""
    document = load_yaml(file or config_folder() / 'places' / 'overture.yaml', 'overture')
    data, known = document.data, load_kinds()
    for group, ids in (('kinds', data['kinds']), ('endings', data['endings'].values())):
        for kind in ids:
            if known.expand(kind) != (kind,):
                raise document.error(f'{kind} is no kind of place that has places', group)
    kinds = {category: kind for kind, categories in data['kinds'].items() for category in categories}
    return Categories(kinds, data['endings'], data['least_confidence'])


class OvertureFile:
    """A GeoParquet file as a source of places."""

    def __init__(self, file: Path, kinds: Kinds, categories: Categories | None = None) -> None:
        """Raises ImportFailed when it is not Parquet, or lacks a column that is needed."""
        self._file = file
        self._categories = categories or load_categories()
        self._meaning = cache(lambda every: self._categories.meaning(every, kinds))
        self._kept = {kind.id: frozenset(kind.attributes) for kind in kinds.kinds}
        try:
            self._table = pq.ParquetFile(file)
        except (pa.ArrowException, OSError) as error:
            raise ImportFailed(f'{file}: cannot be read as Parquet: {error}') from error
        names = self._table.schema_arrow.names
        if missing := [name for name in _NEEDED if name not in names]:
            raise ImportFailed(f'{file}: lacks {", ".join(missing)}; it needs the columns of Overture places')
        self._columns = [name for name in (*_NEEDED, *_TOLD) if name in names]

    def survey(self) -> int:
        """How many rows there are."""
        return int(self._table.metadata.num_rows)

    def places(self, step: Callable[[], None] = lambda: None) -> Iterator[NamedPlace | Refused]:
        """Row by row what is in it; raises ImportFailed when it is damaged."""
        try:
            for batch in self._table.iter_batches(_AT_ONCE, columns=self._columns):
                columns = [column.to_pylist() for column in batch.columns]
                for values in zip(*columns, strict=True):
                    step()
                    yield self._place(dict(zip(self._columns, values, strict=True)))
        except (pa.ArrowException, OSError) as error:
            raise ImportFailed(f'{self._file}: the Parquet file is damaged: {error}') from error

    def _place(self, row: Row) -> NamedPlace | Refused:
        place_id = str(row['id'])
        categories = row['categories'] or {}
        every = (categories.get('primary'), *(categories.get('alternate') or ()))
        meaning = self._meaning(tuple(filter(None, every)))
        if meaning is None:
            return Refused(place_id, 'of no known kind')
        confidence = row.get('confidence')
        if confidence is not None and confidence < self._categories.least_confidence:
            return Refused(place_id, 'doubtful')
        kind, cuisine = meaning
        longitude, latitude = _point(row['geometry'])
        own, english, chinese, names = _names(row)
        address = _address(row)
        place = Place(
            place_id,
            english or own,
            chinese or own,
            kind,
            latitude,
            longitude,
            address,
            address,
            cuisine,
            attributes=self._attributes(row, kind),
        )
        return NamedPlace(place, names)

    def _attributes(self, row: Row, kind: str) -> tuple[str, ...]:
        firsts = (
            (key, (row.get(column) or ('',))[0]) for key, column in (('website', 'websites'), ('phone', 'phones'))
        )
        known = (*firsts, ('brand', _primary(row.get('brand'))))
        return tuple(f'{key}={value}' for key, value in known if value and key in self._kept[kind])


def _names(row: Row) -> tuple[str, str, str, tuple[str, ...]]:
    """The name on the spot, those in English and Chinese, and all there are."""
    names = row['names'] or {}
    own = names.get('primary') or ''
    common = dict(names.get('common') or ())
    others = (rule.get('value') for rule in names.get('rules') or ())
    chinese = next(filter(None, map(common.get, _CHINESE)), '')
    every = (own, *common.values(), *others, _primary(row.get('brand')) if own else '')
    return own, common.get('en') or '', chinese, tuple(dict.fromkeys(filter(None, every)))


def _primary(named: Mapping[str, Any] | None) -> str:
    return str(((named or {}).get('names') or {}).get('primary') or '')


def _address(row: Row) -> str:
    first: Row = (row.get('addresses') or ({},))[0] or {}
    return ', '.join(filter(None, (first.get('freeform'), first.get('locality'))))


def _point(geometry: bytes | None) -> tuple[float, float]:
    """Longitude and latitude of a point in WKB; NaN where it is none."""
    if geometry is not None and len(geometry) == _POINT[0].size:
        order, kind, longitude, latitude = _POINT[0 if geometry[0] else 1].unpack(geometry)
        if kind == _WKB_POINT and order in (0, 1):
            return longitude, latitude
    return math.nan, math.nan
