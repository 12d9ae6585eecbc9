"""A function in its place, as people name both: "the passenger's seat heating", "副驾的座椅加热"."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from random import Random
from typing import Any

from ipa_agents.brains.reflex.zones import seats_for
from ipa_agents.config_files import config_folder, load_yaml
from ipa_agents.language import Language
from ipa_agents.vehicle.function import Function
from ipa_agents.vehicle.seats import Seat, is_seat

__all__ = ['Thing', 'ZoneWords', 'load_zone_words']

_PLACED = 0.6
"""How often the place is said of a function that has several."""
_NAMES_A_PLACE = ('rear', 'back', 'front', 'side', 'all', '后', '前', '侧', '全', '左', '右')


@dataclass(frozen=True, slots=True)
class Thing:
    """A function as it is called where it is wanted, and the paths that are meant.

    `name` is its name alone, `where` the place alone ("" where none is said), as it stands behind or, in Chinese,
    before; `seat` is the seat that is meant ("the passenger seat").
    """

    function: Function
    text: str
    name: str
    where: str
    seat: str
    paths: tuple[str, ...]


class ZoneWords:
    """Names functions in their places, by the words of config/training/zones.yaml."""

    def __init__(self, words: Mapping[str, Any]) -> None:
        self._zones: Sequence[Mapping[str, Any]] = words['zones']
        self._plurals: Mapping[str, str] = words['plurals']
        self._bare = frozenset(words['bare'])

    def thing(self, function: Function, language: Language, speaker: Seat, rng: Random, is_placed: bool) -> Thing:
        """`function` by one of its names; in one of its places, or in none unless `is_placed`."""
        name = _name(function, language, rng)
        zone = self._zone(function, name, language, speaker, rng) if is_placed else None
        many = zone is not None and self._is_many(function, zone, language)
        seats = seats_for(function, zone['zones'] if zone else (), speaker, many)
        paths = tuple(function.path_of(seat) for seat in seats)
        if zone is None:
            text = self._with_article(name, rng) if language == 'en' else name
            return Thing(function, text, name, '', 'my seat', paths)
        if language == 'zh':
            before = rng.choice(zone['zh']['before'])
            where = rng.choice(zone['zh'].get('after', [before.removesuffix('的')]))
            return Thing(function, f'{before}{name}', name, where, '', paths)
        words = zone['en']
        placed = _placed(self._plurals[function.id] if many else name, words, many, rng)
        return Thing(function, placed, name, rng.choice(words['after']), _seat(words, len(seats), rng), paths)

    def elsewhere(
        self, function: Function, paths: Sequence[str], language: Language, speaker: Seat, rng: Random
    ) -> Thing | None:
        """`function` in places that `paths` leave out; None where there is none or the one that was picked is not."""
        if not function.zones:
            return None
        zone = rng.choice(self._zones)
        others = tuple(function.path_of(seat) for seat in seats_for(function, zone['zones'], speaker))
        if not others or zone['zones'] == ['here'] or not set(paths).isdisjoint(others):
            return None
        where = (
            rng.choice(zone['zh']['before']).removesuffix('的') if language == 'zh' else rng.choice(zone['en']['after'])
        )
        return Thing(function, '', '', where, '', others)

    def nowhere(self, function: Function, language: Language, rng: Random) -> str:
        """`function`, which must not be everywhere, at a seat where it is not."""
        zones = [zone for zone in self._zones if is_seat(zone['zones'][0]) and zone['zones'][0] not in function.zones]
        zone, name = rng.choice(zones), function.names[language][0]
        if language == 'zh':
            return f'{rng.choice(zone["zh"]["before"])}{name}'
        return f'the {name} {rng.choice(zone["en"]["after"])}'

    def paths_here(self, function: Function, speaker: Seat) -> tuple[str, ...]:
        """The paths of `function` that are meant when nobody says where."""
        return tuple(function.path_of(seat) for seat in seats_for(function, (), speaker))

    def _zone(
        self, function: Function, name: str, language: Language, speaker: Seat, rng: Random
    ) -> Mapping[str, Any] | None:
        if not function.zones or rng.random() > _PLACED or any(part in name.lower() for part in _NAMES_A_PLACE):
            return None
        zone: Mapping[str, Any] = rng.choice(self._zones)
        return zone if seats_for(function, zone['zones'], speaker, self._is_many(function, zone, language)) else None

    def _is_many(self, function: Function, zone: Mapping[str, Any], language: Language) -> bool:
        return language == 'en' and zone.get('many', False) and function.id in self._plurals

    def _with_article(self, name: str, rng: Random) -> str:
        if name in self._bare or rng.random() < (0.7 if name.endswith('mode') else 0.25):
            return name
        return f'the {name}'


@cache
def load_zone_words() -> ZoneWords:
    """The words of config/training/zones.yaml; raises ConfigError."""
    return ZoneWords(load_yaml(config_folder() / 'training' / 'zones.yaml', 'training_zones').data)


def _placed(name: str, words: Mapping[str, Sequence[str]], many: bool, rng: Random) -> str:
    if many and 'every' in words:
        return f'{rng.choice(words["every"])} {name}'
    article = rng.choice(('the ', 'the ', ''))
    if words['before'] and rng.random() < 0.6:
        place = rng.choice(words['before'])
        return f'{place} {name}' if place == 'my' else f'{article}{place} {name}'
    return f'{article}{name} {rng.choice(words["after"])}'


def _seat(words: Mapping[str, Sequence[str]], count: int, rng: Random) -> str:
    if not words['before']:
        return 'all seats'
    place = rng.choice(words['before'])
    seat = 'seats' if count > 1 else 'seat'
    return f'{place} {seat}' if place == 'my' else f'the {place} {seat}'


def _name(function: Function, language: Language, rng: Random) -> str:
    names = function.names[language]
    return names[0] if rng.random() < 0.3 else rng.choice(names)
