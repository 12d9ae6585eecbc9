"""The embedded store of places: files on this machine, read where they are looked at."""

from collections.abc import Iterable, Sequence
from itertools import repeat
from pathlib import Path

from ipa_agents.travel.places.attributes import load_attributes
from ipa_agents.travel.places.interface import Detours, PlacesInfo
from ipa_agents.travel.places.kinds import load_kinds
from ipa_agents.travel.places.naming.index import Matches, NameIndex
from ipa_agents.travel.places.part import Part
from ipa_agents.travel.places.place import UNSEEN, Place, Seen
from ipa_agents.travel.places.ranked import RankedPlaces
from ipa_agents.travel.places.rows import Rows
from ipa_agents.travel.places.store import PlaceStore
from ipa_agents.travel.places.wish import Wish
from ipa_agents.travel.places.zorder import Boxes

__all__ = ['EmbeddedPlaces']


class EmbeddedPlaces(RankedPlaces):
    """Places out of a folder. Implements Places."""

    def __init__(self, folder: Path, detours: Detours | None = None) -> None:
        """Raises MapMissing, with the cure, where there is no whole store. `detours` knows the roads."""
        self.store = PlaceStore(folder, load_kinds(), load_attributes())
        super().__init__(_Mapped(self.store), self.store.kinds, self.store.attributes, detours)

    def __len__(self) -> int:
        return len(self.store)

    @property
    def info(self) -> PlacesInfo:
        """What it is."""
        return PlacesInfo('embedded', self.store.manifest.source, len(self))


class _Mapped:
    """The files of a store as a source. Implements RowSource."""

    def __init__(self, store: PlaceStore) -> None:
        self._store = store
        self._names = NameIndex.open(store.data, store.names)

    def part(self, boxes: Boxes) -> Part:
        return self._store.part(boxes)

    def near(self, part: Part, wish: Wish) -> Rows:
        return self._store.rows(self._store.of_kinds(part.runs, wish.kinds))

    def named(self, text: str, part: Part, wish: Wish) -> tuple[Rows, Matches]:
        matches = self._names.find(text, part.runs)
        if not wish.kinds[: len(self._store.kinds.kinds)].all():
            matches = matches[wish.kinds[self._store.kinds_of(matches.numbers)]]
        return self._store.rows(matches.numbers), matches

    def about(self, text: str, part: Part) -> int:
        return self._names.about(text, part.runs)

    def places(self, numbers: Sequence[int], seen: Iterable[Seen] = repeat(UNSEEN)) -> Sequence[Place]:
        return list(map(self._store.place, numbers, seen))

    def number_of(self, place_id: str) -> int | None:
        return self._store.number_of(place_id)
