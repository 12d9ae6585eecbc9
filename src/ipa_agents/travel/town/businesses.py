"""What stands along the streets: places with names, addresses and what is known about them."""

import zlib
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from ipa_agents.language import Words
from ipa_agents.travel.town.sketch import Floats
from ipa_agents.travel.town.ways import Way, name_tags

__all__ = ['Site', 'place_businesses', 'place_landmarks']

_SETBACK = 14.0
"""m from the middle of the street to a building."""
_PLOT = 12.0
"""m of street for one house number on a side."""


@dataclass(frozen=True, eq=False)
class Site:
    """Something on the map: where it is, its tags, and the side of its square outline in m, 0 for a point."""

    point: Floats
    tags: Mapping[str, str]
    area: float = 0.0


@dataclass(frozen=True, eq=False)
class _Spot:
    point: Floats
    way: Way
    house_number: int


class _Frontage:
    """Where along the streets of a zone something can stand, anywhere with equal chance."""

    def __init__(self, points: Floats, ways: Sequence[Way]) -> None:
        pieces = defaultdict(list)
        for way in ways:
            if (
                way.name is not None
                and 'bridge' not in way.tags
                and way.tags['highway'] not in ('motorway', 'motorway_link', 'trunk')
            ):
                line = points[list(way.nodes)]
                steps = np.hypot(*np.diff(line, axis=0).T)
                before = np.cumsum(steps) - steps
                for start, end, done, step in zip(line[:-1], line[1:], before, steps, strict=True):
                    pieces[way.zone].append((start, end, float(done), float(step), way))
        self._pieces = dict(pieces)
        self._totals = {zone: np.cumsum([piece[3] for piece in group]) for zone, group in pieces.items()}

    def length(self, zone: str) -> float:
        return float(self._totals[zone][-1]) if zone in self._totals else 0.0

    def spot(self, zone: str, setback: float, rng: np.random.Generator) -> _Spot:
        at = rng.uniform(0, self.length(zone))
        start, end, before, length, way = self._pieces[zone][int(np.searchsorted(self._totals[zone], at))]
        share, side = rng.uniform(0.1, 0.9), rng.choice([-1, 1])
        along = (end - start) / length
        across = side * setback * np.array([along[1], -along[0]])
        number = 2 * int((before + share * length) / _PLOT) + (2 if side > 0 else 1)
        return _Spot(start + share * (end - start) + across, way, number)


def place_businesses(
    points: Floats, ways: Sequence[Way], data: Mapping[str, Any], words: Mapping[str, Any], rng: np.random.Generator
) -> Iterator[Site]:
    """All businesses of config/town/businesses.yaml along the streets."""
    frontage = _Frontage(points, ways)
    taken: set[str] = set()
    for business in data['businesses']:
        zones = sorted(zone for zone in business['zones'] if frontage.length(zone) > 0)
        weights = np.array([business['zones'][zone] * frontage.length(zone) for zone in zones])
        for zone in rng.choice(zones, business['count'], p=weights / weights.sum()):
            area = float(business.get('area', 0))
            spot = frontage.spot(str(zone), _SETBACK + area / 2, rng)
            name = _name(business['names'], spot.way, words, taken, rng)
            tags = {**business['tags'], **name_tags(name), **_address(spot), **_knowledge(business, rng)}
            yield Site(spot.point, tags | _details(business, name, tags), area)


def place_landmarks(landmarks: Sequence[Mapping[str, Any]]) -> Iterator[Site]:
    """The places that everybody knows, where the plan has them."""
    for landmark in landmarks:
        point = np.array([landmark['east'], landmark['north']], float)
        yield Site(point, {**landmark['tags'], **name_tags(Words(*landmark['name']))}, float(landmark.get('area', 0)))


def _name(
    patterns: Sequence[Sequence[str]], way: Way, words: Mapping[str, Any], taken: set[str], rng: np.random.Generator
) -> Words:
    """A name not given before in either language; the street tells branches apart, and a number what is left."""
    assert way.name is not None
    quarter = way.quarter or way.name
    for attempt in range(100):
        pattern, pattern_zh = patterns[int(rng.integers(len(patterns)))]
        chosen = {slot: words[group][int(rng.integers(len(words[group])))] for slot, group in _SLOTS.items()}
        known = {slot: pair[0] for slot, pair in chosen.items()} | {'street': way.name.en, 'quarter': quarter.en}
        known_zh = {slot: pair[1] for slot, pair in chosen.items()} | {'street': way.name.zh, 'quarter': quarter.zh}
        name = Words(pattern.format(**known), pattern_zh.format(**known_zh))
        if attempt > 3 and '{street}' not in pattern:
            name = Words(f'{name.en} ({way.name.en})', f'{name.zh}（{way.name.zh}店）')
        elif attempt > 6:
            name = Words(f'{name.en} {attempt - 5}', f'{name.zh}{attempt - 5}号')
        if name.en not in taken and name.zh not in taken:
            taken |= {name.en, name.zh}
            return name
    raise ValueError(f'config/town/businesses.yaml: too few names like {patterns[0][0]!r}')


_SLOTS = {'stem': 'stems', 'person': 'people', 'house': 'houses'}


def _address(spot: _Spot) -> dict[str, str]:
    assert spot.way.name is not None
    address = {'addr:street': spot.way.name.en, 'addr:housenumber': str(spot.house_number)}
    return address | ({'addr:suburb': spot.way.quarter.en} if spot.way.quarter else {})


def _knowledge(business: Mapping[str, Any], rng: np.random.Generator) -> dict[str, str]:
    """What is known about one business; most of what could be known is not."""
    known = {key: str(rng.integers(low, high + 1)) for key, (low, high) in business.get('numbers', {}).items()}
    known |= _drawn(business.get('chance', {}), rng)
    hours = business.get('hours', {'unknown': 1})
    weights = np.array(list(hours.values()), float)
    opening = str(rng.choice(list(hours), p=weights / weights.sum()))
    if opening != 'unknown':
        known['opening_hours'] = opening
    if rng.random() < business.get('rating', 0):
        known['rating'] = f'{min(5.0, max(2.4, rng.normal(4.05, 0.45))):.1f}'
    return known


def _details(business: Mapping[str, Any], name: Words, tags: Mapping[str, str]) -> dict[str, str]:
    """What else is known, by the place's own name: more of it changes no other place."""
    rng = np.random.default_rng(zlib.crc32(name.en.encode()))
    known: dict[str, str] = {}
    for detail in business.get('details', ()):
        key, _, value = detail.get('when', '').partition('=')
        if not key or tags.get(key) == value:
            known |= _drawn(detail['chance'], rng)
    return known


def _drawn(chances: Mapping[str, Mapping[str, float]], rng: np.random.Generator) -> dict[str, str]:
    """One value, or none, for each key, by how often it has which."""
    known = {}
    for key, values in chances.items():
        drawn = rng.random()
        for value, chance in values.items():
            drawn -= chance
            if drawn < 0:
                known[key] = str(value)
                break
    return known
