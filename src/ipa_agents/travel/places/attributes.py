"""The catalogue of what people ask of a place: each is yes, no or unknown, two bits of one number."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path

from ipa_agents.config_files import config_folder, load_yaml
from ipa_agents.errors import InvalidQuery
from ipa_agents.language import LANGUAGES, Words

__all__ = ['Attribute', 'Attributes', 'load_attributes']

_ANY = '*'


@dataclass(frozen=True, slots=True)
class Attribute:
    """Something a place has or has not. `yes` and `no` are OSM "key=value" which say so, "key=*" any other value.

    `name` goes into "it has ..."; `aliases` are all that it is called; a silent one is not spoken of when unknown.
    """

    id: str
    name: Words
    aliases: tuple[str, ...]
    yes: tuple[str, ...]
    no: tuple[str, ...]
    is_silent: bool


@dataclass(frozen=True)
class Attributes:
    """All attributes in the order of their file, which is the order of their bits."""

    entries: tuple[Attribute, ...]

    @property
    def ids(self) -> tuple[str, ...]:
        """Their ids, in order."""
        return tuple(entry.id for entry in self.entries)

    def of(self, tags: Iterable[str]) -> int:
        """The bits of what "key=value" tags say: for attribute number n, bit 2n is yes and bit 2n + 1 is no.

        What is said both ways is unknown.
        """
        bits = 0
        for tag in tags:
            said = self._meanings.get(tag)
            bits |= self._meanings.get(f'{tag.partition("=")[0]}={_ANY}', 0) if said is None else said
        both = bits & (bits >> 1) & self._all_yes
        return bits & ~(both | (both << 1))

    def yes(self, attribute_id: str) -> int:
        """The bit that says that a place has it; the next higher one says that it has not. Raises InvalidQuery."""
        return 1 << (2 * self._numbers_of(attribute_id))

    def known(self, attribute_id: str, bits: int) -> bool | None:
        """What the bits of a place say of an attribute; None when it is not known."""
        pair = bits >> (2 * self._numbers_of(attribute_id)) & 3
        return None if pair == 0 else pair == 1

    def named(self, text: str) -> Attribute | None:
        """The attribute that `text`, in either language, is a name of."""
        wanted = text.strip().casefold()
        return next((entry for entry in self.entries if wanted == entry.id or wanted in entry.aliases), None)

    def __getitem__(self, attribute_id: str) -> Attribute:
        return self.entries[self._numbers_of(attribute_id)]

    def _numbers_of(self, attribute_id: str) -> int:
        try:
            return self._numbers[attribute_id]
        except KeyError:
            raise InvalidQuery(f'there is no attribute {attribute_id[:40]!r} of places') from None

    @cached_property
    def _numbers(self) -> Mapping[str, int]:
        return {entry.id: number for number, entry in enumerate(self.entries)}

    @cached_property
    def _all_yes(self) -> int:
        return sum(1 << (2 * number) for number in range(len(self.entries)))

    @cached_property
    def _meanings(self) -> Mapping[str, int]:
        """The bits of each tag; an exact tag says also what "key=*" says where it is not that attribute's own."""
        said: dict[str, int] = {}
        for number, entry in enumerate(self.entries):
            for shift, tags in ((0, entry.yes), (1, entry.no)):
                for tag in tags:
                    said[tag] = said.get(tag, 0) | 1 << (2 * number + shift)
        for tag in said:
            key, _, value = tag.partition('=')
            wide = said.get(f'{key}={_ANY}', 0) if value != _ANY else 0
            for number in range(len(self.entries)):
                if not said[tag] >> (2 * number) & 3:
                    said[tag] |= wide & (3 << (2 * number))
        return said


def load_attributes(file: Path | None = None) -> Attributes:
    """Read the catalogue from `file`, or config/places/attributes.yaml; raises ConfigError."""
    return _load(file or config_folder() / 'places' / 'attributes.yaml')


@cache
def _load(file: Path) -> Attributes:
    document = load_yaml(file, 'place_attributes')
    seen: dict[str, str] = {}
    for index, entry in enumerate(document.data['attributes']):
        for name in {entry['id'], *(name.casefold() for names in entry['names'].values() for name in names)}:
            if name in seen:
                raise document.error(f'{name!r} is also {seen[name]}', 'attributes', index)
            seen[name] = entry['id']
    return Attributes(
        tuple(
            Attribute(
                entry['id'],
                Words(*(entry['names'][language][0] for language in LANGUAGES)),
                tuple(name.casefold() for language in LANGUAGES for name in entry['names'][language]),
                tuple(entry['has']),
                tuple(entry['lacks']),
                entry.get('silent', False),
            )
            for entry in document.data['attributes']
        )
    )
