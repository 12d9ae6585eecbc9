"""The catalogue of place kinds and cuisines: what people call them and which OSM tags they have."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path

from ipa_agents.config_files import Document, config_folder, load_yaml
from ipa_agents.language import LANGUAGES, Language

__all__ = ['Cuisine', 'Kinds', 'PlaceKind', 'load_kinds']

Names = Mapping[Language, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class PlaceKind:
    """A kind of place. `names` starts with what it is usually called in each language.

    `tags` are OSM "key=value", any of which makes a map object this kind; `includes` are the kinds of a
    wider one, which has no tags of its own; `attributes` are the OSM keys worth keeping.
    """

    id: str
    names: Names
    tags: tuple[str, ...] = ()
    includes: tuple[str, ...] = ()
    attributes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Cuisine:
    """A cuisine: `id` is its value of the OSM key cuisine, `values` mean the same, `includes` are its regional ones."""

    id: str
    names: Names
    values: tuple[str, ...] = ()
    includes: tuple[str, ...] = ()


@dataclass(frozen=True)
class Kinds:
    """All kinds and cuisines, in the order of their file."""

    kinds: tuple[PlaceKind, ...]
    cuisines: tuple[Cuisine, ...]

    def kind(self, kind_id: str) -> PlaceKind | None:
        """The kind with this id, None when there is none."""
        return next((kind for kind in self.kinds if kind.id == kind_id), None)

    def cuisine(self, value: str) -> Cuisine | None:
        """The cuisine that the OSM value `value` means, None when it is none of the catalogue's."""
        return next((cuisine for cuisine in self.cuisines if value == cuisine.id or value in cuisine.values), None)

    def expand(self, kind_id: str) -> tuple[str, ...]:
        """The ids of the kinds that searching for `kind_id` means: itself, or what it includes; empty when unknown."""
        kind = self.kind(kind_id)
        return () if kind is None else kind.includes or (kind.id,)

    def numbers(self, kind_id: str) -> list[int]:
        """The places in `kinds` of those that searching for `kind_id` means; empty when unknown.

        A list, which picks those of an array: an empty tuple would pick all of it.
        """
        return self._numbers.get(kind_id, [])

    def cuisine_bits(self, cuisine_ids: Iterable[str]) -> int:
        """A bit for each cuisine of these, in the order of the catalogue."""
        wanted = set(cuisine_ids)
        return sum(1 << number for number, cuisine in enumerate(self.cuisines) if cuisine.id in wanted)

    def named(self, text: str) -> PlaceKind | None:
        """The kind that `text`, in either language, is a name of."""
        return self._kinds_by_name.get(_folded(text))

    def understand(self, text: str) -> tuple[str, str] | None:
        """The ids of the kind and the cuisine that `text` names ("Italian restaurant"); None if it names neither.

        Where it names only one of them, the other is empty.
        """
        if kind := self.named(text):
            return kind.id, ''
        if cuisine := self.cuisine_named(text):
            return '', cuisine.id
        wanted = _folded(text)
        for end in range(1, len(wanted)):
            cuisine = self._cuisines_by_name.get(wanted[:end])
            if cuisine and (kind := self.named(wanted[end:].removeprefix('的'))):
                return kind.id, cuisine.id
        return None

    def cuisine_named(self, text: str) -> Cuisine | None:
        """The cuisine that `text`, in either language, is a name of."""
        return self._cuisines_by_name.get(_folded(text))

    # Every search asks for these.
    @cached_property
    def _numbers(self) -> Mapping[str, list[int]]:
        own = {kind.id: number for number, kind in enumerate(self.kinds)}
        return {kind.id: [own[each] for each in self.expand(kind.id)] for kind in self.kinds}

    # Every search by a name asks whether it is one of these hundreds.
    @cached_property
    def _kinds_by_name(self) -> Mapping[str, PlaceKind]:
        return _by_name(self.kinds)

    @cached_property
    def _cuisines_by_name(self) -> Mapping[str, Cuisine]:
        return _by_name(self.cuisines)


def load_kinds(file: Path | None = None) -> Kinds:
    """Read the catalogue from `file`, or config/places/kinds.yaml; raises ConfigError."""
    return _load(file or config_folder() / 'places' / 'kinds.yaml')


@cache
def _load(file: Path) -> Kinds:
    document = load_yaml(file, 'place_kinds')
    kinds = tuple(
        PlaceKind(
            entry['id'],
            _names(entry['names']),
            tuple(entry.get('tags', ())),
            tuple(entry.get('includes', ())),
            (*document.data['attributes'], *entry.get('attributes', ())),
        )
        for entry in document.data['kinds']
    )
    cuisines = tuple(
        Cuisine(entry['id'], _names(entry['names']), tuple(entry.get('values', ())), tuple(entry.get('includes', ())))
        for entry in document.data['cuisines']
    )
    _check(document, kinds, cuisines)
    return Kinds(kinds, cuisines)


def _names(entry: Mapping[str, list[str]]) -> Names:
    return {language: tuple(entry[language]) for language in LANGUAGES}


def _check(document: Document, kinds: tuple[PlaceKind, ...], cuisines: tuple[Cuisine, ...]) -> None:
    known = {kind.id for kind in kinds if kind.tags}
    cuisine_ids = {cuisine.id for cuisine in cuisines}
    for index, cuisine in enumerate(cuisines):
        if not cuisine_ids.issuperset(cuisine.includes):
            raise document.error(f'{cuisine.id} includes a cuisine that is not in the file', 'cuisines', index)
    entries: tuple[tuple[str, tuple[PlaceKind | Cuisine, ...]], ...] = (('kinds', kinds), ('cuisines', cuisines))
    for group, members in entries:
        seen: dict[str, str] = {}
        for index, entry in enumerate(members):
            for name in {*_by_name((entry,)), f'id {entry.id}'}:
                if name in seen:
                    raise document.error(f'{name!r} is also {seen[name]}', group, index)
                seen[name] = entry.id
    for index, kind in enumerate(kinds):
        if bool(kind.tags) == bool(kind.includes):
            raise document.error(f'{kind.id} needs either tags or includes', 'kinds', index)
        unknown = set(kind.includes) - known
        if unknown:
            raise document.error(f'{kind.id} includes unknown {", ".join(sorted(unknown))}', 'kinds', index)


def _by_name[T: PlaceKind | Cuisine](entries: tuple[T, ...]) -> dict[str, T]:
    return {_folded(name): entry for entry in entries for names in entry.names.values() for name in names}


def _folded(text: str) -> str:
    return text.strip().casefold()
