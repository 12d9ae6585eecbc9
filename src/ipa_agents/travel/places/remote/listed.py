"""Some places in memory as a source for searches, so that what a provider gave is ranked and explained as our own."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from itertools import repeat

import numpy as np

from ipa_agents.travel.places.attributes import Attributes
from ipa_agents.travel.places.batch import batch_of
from ipa_agents.travel.places.kinds import Kinds
from ipa_agents.travel.places.naming.blocks import Area, Ranges, directory_of
from ipa_agents.travel.places.naming.build import make_block
from ipa_agents.travel.places.naming.index import How, Matches, NameIndex
from ipa_agents.travel.places.naming.terms import Keys
from ipa_agents.travel.places.part import Part
from ipa_agents.travel.places.place import UNSEEN, NamedPlace, Place, Seen
from ipa_agents.travel.places.rows import Rows
from ipa_agents.travel.places.search import LEAST_LIKENESS, LIKENESS_SPREAD
from ipa_agents.travel.places.wish import Wish
from ipa_agents.travel.places.zorder import Boxes

__all__ = ['ListedSource']


class ListedSource:
    """Places in a list, at most as many as a block of names has. Implements RowSource."""

    def __init__(self, places: Sequence[Place], kinds: Kinds, attributes: Attributes) -> None:
        self._places = places
        batch = batch_of([NamedPlace(place, ()) for place in places], kinds, attributes)
        self._kinds = batch.kinds
        prices = np.array([place.price for place in places], np.uint8)
        self._rows = Rows(
            np.arange(len(places)),
            batch.latitudes,
            batch.longitudes,
            batch.cuisines,
            batch.attributes,
            batch.ratings,
            np.where(prices == 0, batch.prices, prices),
        )
        self._names = NameIndex(_OneBlock(list(map(_names, places))), self._names_of)

    def part(self, boxes: Boxes) -> Part:
        """All of them."""
        return Part(boxes, np.array([(0, len(self._places))]))

    def near(self, part: Part, wish: Wish) -> Rows:
        """Those of the wanted kinds."""
        return self._rows[wish.kinds[self._kinds]]

    def named(self, text: str, part: Part, wish: Wish) -> tuple[Rows, Matches]:
        """Those of the wanted kinds: all, since the provider may know other names than it tells."""
        rows = self.near(part, wish)
        seen = self._names.find(text)
        least = max(LEAST_LIKENESS, float(seen.likeness.max(initial=0)) - LIKENESS_SPREAD)
        likeness = np.full(len(self._places), least)
        how = np.full(len(self._places), How.MISSPELT, np.uint8)
        likeness[seen.numbers], how[seen.numbers] = np.maximum(seen.likeness, least), seen.how
        return rows, Matches(rows.numbers, likeness[rows.numbers], how[rows.numbers])

    def about(self, text: str, part: Part) -> int:
        """About how many may be called so."""
        return self._names.about(text, part.runs)

    def places(self, numbers: Sequence[int], seen: Iterable[Seen] = repeat(UNSEEN)) -> Sequence[Place]:
        """The places with these numbers, each with what a search makes of it."""
        return [
            replace(place, distance=each.distance, detour=each.detour, attributes=place.attributes + each.known)
            for place, each in zip(map(self._places.__getitem__, numbers), seen, strict=False)
        ]

    def number_of(self, place_id: str) -> int | None:
        """The number of the place with this id."""
        return next((number for number, place in enumerate(self._places) if place.place_id == place_id), None)

    def _names_of(self, numbers: Sequence[int]) -> Sequence[Sequence[str]]:
        return [_names(self._places[number]).split('\n') for number in numbers]


class _OneBlock:
    """The index of a few names. Implements Blocks."""

    def __init__(self, names: Sequence[str]) -> None:
        self.count = len(names)
        self._block = make_block(names)

    def directory(self, lows: Keys, highs: Keys) -> Area:
        return directory_of(self._block.keys, self._block.starts, self._block.places)

    def areas(self, numbers: Sequence[int], ranges: Ranges, lows: Keys, highs: Keys) -> Iterable[Area]:
        return [Area(self._block, 0, ranges) for _ in numbers]


def _names(place: Place) -> str:
    return '\n'.join(filter(None, (place.name, place.name_zh)))
