"""The same places in SQLite (R*Tree and FTS5) and in DuckDB (a table in the order of the ground), asked the same."""

import math
import sqlite3
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any, Protocol

import numpy as np
from place_world import Question, name_of

from ipa_agents.travel.geodesy import EARTH_RADIUS
from ipa_agents.travel.places.attributes import load_attributes
from ipa_agents.travel.places.batch import Batch
from ipa_agents.travel.places.corridor import Corridor
from ipa_agents.travel.places.kinds import load_kinds
from ipa_agents.travel.places.zorder import boxes_around, codes, units

__all__ = ['Duck', 'Rival', 'Sqlite']

_LIMIT = 10
_KINDS = {kind.id: number for number, kind in enumerate(load_kinds().kinds)}


class Rival(Protocol):
    """Another store of the same places; what it finds are distances in m, or how many it found."""

    def near(self, question: Question, radius: float) -> list[float]:
        """The nearest of a kind that are not known to lack an attribute."""
        ...

    def named(self, question: Question, radius: float) -> int:
        """How many of the nearest have words in their name."""
        ...

    def along(self, question: Question, reach: float) -> int:
        """How many of a kind lie in the boxes beside a way."""
        ...


class Sqlite:
    """An R*Tree with the columns beside it, and an index of names; Chinese as pairs of characters."""

    def __init__(self, file: Path) -> None:
        self._db = sqlite3.connect(file)

    @staticmethod
    def build(file: Path, places: Iterable[Batch]) -> 'Sqlite':
        made = Sqlite(file)
        made._db.executescript(
            'pragma journal_mode = off; pragma synchronous = off;'
            'create virtual table tree using rtree(id, south, north, west, east, +kind, +attributes, +lat, +lon);'
            'create virtual table names using fts5(name, content="", tokenize="unicode61");'
            'create table spots(id integer primary key, lat real, lon real);'
        )
        first = 0
        for batch in places:
            rows = _rows(batch, first)
            made._db.executemany(
                'insert into tree values (?, ?, ?, ?, ?, ?, ?, ?, ?)',
                [(number, lat, lat, lon, lon, kind, bits, lat, lon) for number, lat, lon, kind, bits in rows],
            )
            made._db.executemany('insert into spots values (?, ?, ?)', [row[:3] for row in rows])
            made._db.executemany(
                'insert into names(rowid, name) values (?, ?)',
                [(number, _paired(' '.join(name_of(number)))) for number in range(first, first + len(batch))],
            )
            made._db.commit()
            first += len(batch)
        return made

    def near(self, question: Question, radius: float) -> list[float]:
        found = self._db.execute(
            f'select {_PLANE} m from tree where {_TREE} and kind = ? and attributes & ? = 0 and m <= ?'
            ' order by m limit ?',
            (*_plane(question), *_edges(question, radius), *_wanted(question), radius**2, _LIMIT),
        )
        return [math.sqrt(square) for (square,) in found]

    def named(self, question: Question, radius: float) -> int:
        found = self._db.execute(
            f'select {_PLANE} m from names join spots on spots.id = names.rowid'
            ' where names match ? and m <= ? order by m limit ?',
            (*_plane(question), _phrase(question.text), radius**2, _LIMIT),
        )
        return len(found.fetchall())

    def along(self, question: Question, reach: float) -> int:
        found: set[int] = set()
        for south, west, north, east in Corridor(question.line, 0.0).boxes(reach).tolist():
            found |= {
                number
                for (number,) in self._db.execute(
                    f'select id from tree where {_TREE} and kind = ? and attributes & ? = 0',
                    (south, north, west, east, *_wanted(question)),
                )
            }
        return len(found)


class Duck:
    """A table in Z-order, whose zone maps tell which parts of it to read."""

    def __init__(self, file: Path) -> None:
        import duckdb

        self._db = duckdb.connect(str(file))

    @staticmethod
    def build(file: Path, places: Iterable[Batch]) -> 'Duck':
        import pyarrow as pa

        made = Duck(file)
        made._db.execute(
            'create table loose(id ubigint, lat double, lon double, kind utinyint, attributes ubigint, code ubigint,'
            ' name varchar)'
        )
        first = 0
        for batch in places:
            table = pa.table(
                {
                    'id': np.arange(first, first + len(batch), dtype=np.uint64),
                    'lat': batch.latitudes,
                    'lon': batch.longitudes,
                    'kind': batch.kinds,
                    'attributes': batch.attributes,
                    'code': codes(units(batch.latitudes), units(batch.longitudes)),
                    'name': [' '.join(name_of(number)) for number in range(first, first + len(batch))],
                }
            )
            made._db.from_arrow(table).insert_into('loose')
            first += len(batch)
        made._db.execute('create table spots as select * exclude code from loose order by code; drop table loose')
        return made

    def near(self, question: Question, radius: float) -> list[float]:
        found = self._db.execute(
            f'select {_HAVERSINE} m from spots where {_TABLE} and kind = ? and attributes & ? = 0 and m <= ?'
            ' order by m limit ?',
            (*_point(question), *_edges(question, radius), *_wanted(question), radius, _LIMIT),
        ).fetchall()
        return [metres for (metres,) in found]

    def named(self, question: Question, radius: float) -> int:
        found = self._db.execute(
            f'select {_HAVERSINE} m from spots where {_TABLE} and contains(name, ?) and m <= ? order by m limit ?',
            (*_point(question), *_edges(question, radius), question.text, radius, _LIMIT),
        ).fetchall()
        return len(found)

    def along(self, question: Question, reach: float) -> int:
        boxes = Corridor(question.line, 0.0).boxes(reach).tolist()
        inside = ' or '.join(f'({_TABLE})' for _ in boxes)
        edges = [edge for south, west, north, east in boxes for edge in (south, north, west, east)]
        (row,) = self._db.execute(
            f'select count(*) from spots where ({inside}) and kind = ? and attributes & ? = 0',
            (*edges, *_wanted(question)),
        ).fetchall()
        return int(row[0])


_TREE = 'north >= ? and south <= ? and east >= ? and west <= ?'
_TABLE = 'lat >= ? and lat <= ? and lon >= ? and lon <= ?'
_PLANE = '((lat - ?) * ?) * ((lat - ?) * ?) + ((lon - ?) * ?) * ((lon - ?) * ?)'
"""m squared on a flat earth, since not every SQLite has sines."""
_HAVERSINE = (
    '2 * 6371008.8 * asin(sqrt(pow(sin(radians(lat - ?) / 2), 2)'
    ' + cos(radians(?)) * cos(radians(lat)) * pow(sin(radians(lon - ?) / 2), 2)))'
)


def _rows(batch: Batch, first: int) -> list[tuple[Any, ...]]:
    # SQLite's integers have a sign; the bits are kept.
    attributes = batch.attributes.astype(np.int64)
    columns = (batch.latitudes, batch.longitudes, batch.kinds, attributes)
    return list(zip(range(first, first + len(batch)), *(column.tolist() for column in columns), strict=True))


def _edges(question: Question, radius: float) -> Sequence[float]:
    south, west, north, east = boxes_around(question.latitude, question.longitude, radius)[0].tolist()
    return south, north, west, east


def _wanted(question: Question) -> tuple[int, int]:
    return _KINDS[question.kind], load_attributes().yes(question.attribute) << 1


def _plane(question: Question) -> Sequence[float]:
    north = math.radians(1) * EARTH_RADIUS
    east = north * math.cos(math.radians(question.latitude))
    return (question.latitude, north) * 2 + (question.longitude, east) * 2


def _point(question: Question) -> tuple[float, float, float]:
    return question.latitude, question.latitude, question.longitude


def _paired(text: str) -> str:
    """Words as they are, and Chinese as pairs of neighbouring characters."""
    words = []
    for word in text.split():
        is_zh = word[0] > '\u3000'
        words += [word[at : at + 2] for at in range(len(word) - 1)] if is_zh else [word]
    return ' '.join(words)


def _phrase(text: str) -> str:
    return f'"{_paired(text)}"'
