"""The tables of places as a source for searches: the same numbers, rows and terms as the embedded store's."""

from collections.abc import Iterable, Sequence
from itertools import repeat
from typing import TYPE_CHECKING, Any, LiteralString

import numpy as np

from ipa_agents.travel.places.kinds import Kinds
from ipa_agents.travel.places.naming.index import Matches, NameIndex
from ipa_agents.travel.places.part import Part, part_of
from ipa_agents.travel.places.place import UNSEEN, Place, Seen
from ipa_agents.travel.places.postgis.postings import Postings
from ipa_agents.travel.places.postgis.schema import Contents
from ipa_agents.travel.places.record import id_key, names_in, place_in
from ipa_agents.travel.places.rows import Rows
from ipa_agents.travel.places.wish import Wish
from ipa_agents.travel.places.zorder import Boxes

if TYPE_CHECKING:
    from psycopg import Connection

__all__ = ['PostgisSource']

_ROW: LiteralString = 'number, latitude, longitude, cuisines, attributes, rating, price'
_NEAR: LiteralString = f"""
    SELECT {_ROW} FROM unnest(%s::float8[], %s::float8[], %s::float8[], %s::float8[]) box(south, west, north, east)
    JOIN ipa_places.place ON point && ST_MakeEnvelope(west, south, east, north, 4326)
    WHERE kind = ANY(%s) AND attributes & %s = 0 AND (%s = 0 OR cuisines & %s <> 0)"""
_NUMBERED: LiteralString = f'SELECT {_ROW} FROM ipa_places.place WHERE number = ANY(%s) AND kind = ANY(%s)'
_WHOLE: LiteralString = 'SELECT number, kind, latitude, longitude, rating, price, record FROM ipa_places.place'
_STEPS = 50
"""Ratings are kept in steps of 1 / 50."""


class PostgisSource:
    """One transaction's view of the tables. Implements RowSource."""

    def __init__(self, connection: 'Connection[Any]', contents: Contents, kinds: Kinds) -> None:
        self._connection = connection
        self._contents = contents
        self._kinds = kinds
        self._names = NameIndex(Postings(connection, contents.count), self._names_of)

    def part(self, boxes: Boxes) -> Part:
        """The part in which the boxes lie."""
        return part_of(boxes, self._contents.block_codes, self._contents.count)

    def near(self, part: Part, wish: Wish) -> Rows:
        """The places in the boxes that fit."""
        cuisines = _signed(wish.cuisines)
        rows = self._rows(_NEAR, (*part.boxes.T.tolist(), _wanted(wish), _signed(wish.no), cuisines, cuisines))
        # Boxes along a route overlap.
        _, first = np.unique(rows.numbers, return_index=True)
        return rows[first]

    def named(self, text: str, part: Part, wish: Wish) -> tuple[Rows, Matches]:
        """The places in the runs with a name like `text`."""
        matches = self._names.find(text, part.runs)
        rows = self._rows(_NUMBERED, (matches.numbers.tolist(), _wanted(wish)))
        rows = rows[np.argsort(rows.numbers)]
        return rows, matches[np.isin(matches.numbers, rows.numbers)]

    def about(self, text: str, part: Part) -> int:
        """About how many places in the runs may be called so."""
        return self._names.about(text, part.runs)

    def places(self, numbers: Sequence[int], seen: Iterable[Seen] = repeat(UNSEEN)) -> Sequence[Place]:
        """The places with these numbers, each with what a search makes of it."""
        found = {columns[0]: columns for columns in self._whole(numbers)}
        return [self._place(found[number], each) for number, each in zip(numbers, seen, strict=False)]

    def number_of(self, place_id: str) -> int | None:
        """The number of the place with this id."""
        key = _signed(np.uint64(id_key(place_id)))
        for (number,) in self._connection.execute('SELECT number FROM ipa_places.place WHERE key = %s', (key,)):
            if self.places([number])[0].place_id == place_id:
                return int(number)
        return None

    def _place(self, columns: tuple[Any, ...], seen: Seen) -> Place:
        _, kind, latitude, longitude, rating, price, record = columns
        stars = float('nan') if rating is None else round(rating * _STEPS) / _STEPS
        return place_in(record.encode(), self._kinds.kinds[kind].id, latitude, longitude, stars, price, seen)

    def _names_of(self, numbers: Sequence[int]) -> Sequence[Sequence[str]]:
        found = {number: names_in(record.encode()) for number, *_, record in self._whole(numbers)}
        return [found[number] for number in numbers]

    def _whole(self, numbers: Sequence[int]) -> list[tuple[Any, ...]]:
        return self._connection.execute(f'{_WHOLE} WHERE number = ANY(%s)', (list(numbers),)).fetchall()

    def _rows(self, question: LiteralString, values: tuple[object, ...]) -> Rows:
        found = self._connection.execute(question, values, binary=True).fetchall()
        columns = list(zip(*found, strict=True)) or [()] * 7
        numbers, latitudes, longitudes, cuisines, attributes, ratings, prices = columns
        return Rows(
            np.array(numbers, np.int64),
            np.array(latitudes, np.float64),
            np.array(longitudes, np.float64),
            np.array(cuisines, np.int64).view(np.uint64),
            np.array(attributes, np.int64).view(np.uint64),
            np.array(ratings, np.float32),  # None becomes NaN
            np.array(prices, np.uint8),
        )


def _wanted(wish: Wish) -> list[int]:
    return [number for number, is_wanted in enumerate(wish.kinds.tolist()) if is_wanted]


def _signed(bits: np.uint64) -> int:
    return int(bits.view(np.int64))
