"""Places of a world that does not exist, as many as wanted: thick in cities, which are many small and few large."""

import json
import math
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from ipa_agents.travel.geodesy import Frame, Line
from ipa_agents.travel.places.attributes import load_attributes
from ipa_agents.travel.places.batch import Batch
from ipa_agents.travel.places.kinds import load_kinds

__all__ = ['CITY', 'Question', 'batches', 'name_of', 'questions', 'text_of']

CITY = 10_000
"""Places in a city, on average: more places are more cities, of which the largest grow, too."""
_AT_ONCE = 200_000
_SPREAD_KM, _USUAL, _GROWTH = 1.3, 10_000, 0.4
"""Half of a city of the usual size lies within so many km of its middle; larger ones are wider and denser."""
_COMMON = {'restaurant': 14, 'convenience': 8, 'cafe': 6, 'fast_food': 6, 'clothes': 6, 'parking': 5, 'bank': 3}
_RARE = {'airport': 0.01, 'hospital': 0.2, 'cinema': 0.1, 'charging_station': 0.8, 'fuel': 0.8, 'street': 0.0}
_ASKED = ('cafe', 'restaurant', 'parking', 'pharmacy', 'charging_station', 'fuel', 'hotel')
_SHARES = {'wifi': (0.08, 0.02), 'wheelchair': (0.15, 0.05)}
_WORDS = """
Amber Birch Blue Bright Cedar Copper Coral Crystal Dawn Delta Eagle Ember Falcon Fern Garden Golden Harbour Hazel Iris
Ivory Jade Juniper Kestrel Lantern Lark Linden Lotus Maple Marble Meadow Mill Moon Nimbus North Oak Ocean Olive Opal
Orchid Osprey Anchor Arbour Arch Bell Bridge Brook Castle Chapel Cliff Corner Court Crane Cross Dragon Field Forge
Fountain Fox Gate Glen Grove Haven Hill House Island Key Lake Lane Lion Market Orchard Palace Phoenix Pier Point Pond
Quarter Ridge River Road
"""
_FIRST, _SECOND = _WORDS.split()[:40], _WORDS.split()[40:]
_FIRST_ZH = '金银玉龙凤松竹梅兰菊春夏秋冬东西南北天海江河湖山云星月日风雪花果福禄寿喜和平安康'
_SECOND_ZH = '门桥楼阁园亭台轩堂坊苑湾岛港泉林谷峰溪田街巷里村镇城关渡口塔寺宫廊岸洲滩岭坡塘'


@dataclass(frozen=True, eq=False)
class Question:
    """What is asked near a point, and a way of 30 km from there."""

    latitude: float
    longitude: float
    kind: str
    attribute: str
    text: str
    line: Line


def batches(count: int, seed: int = 1) -> Iterator[Batch]:
    """All places, some 200,000 at once."""
    rng = np.random.default_rng(seed)
    cities = _cities(count)
    weights = np.array([_COMMON.get(kind.id, _RARE.get(kind.id, 1.0)) for kind in load_kinds().kinds])
    weights[[number for number, kind in enumerate(load_kinds().kinds) if kind.includes]] = 0
    for start in range(0, count, _AT_ONCE):
        size = min(_AT_ONCE, count - start)
        latitudes, longitudes = _points(rng, cities, size)
        yield Batch(
            latitudes,
            longitudes,
            rng.choice(len(weights), size, p=weights / weights.sum()).astype(np.uint8),
            np.uint64(1) << rng.integers(0, len(load_kinds().cuisines), size).astype(np.uint64),
            _attributes(rng, size),
            np.where(rng.random(size) < 0.5, np.clip(rng.normal(4.0, 0.5, size), 1, 5), np.nan).astype(np.float32),
            rng.integers(0, 5, size).astype(np.uint8),
            _mixed(np.arange(start, start + size, dtype=np.uint64)),
            [_record(number) for number in range(start, start + size)],
        )


def questions(count: int, places: int) -> list[Question]:
    """Questions from where places are thick, as people are; the first ones are the same whatever the count."""
    cities = _cities(places)
    return [_question(np.random.default_rng((2, number)), cities, places) for number in range(count)]


def _question(rng: np.random.Generator, cities: NDArray[np.float64], places: int) -> Question:
    (latitude,), (longitude,) = (values.tolist() for values in _points(rng, cities, 1))
    kind, attribute = str(rng.choice(_ASKED)), str(rng.choice(list(_SHARES)))
    text = text_of(int(rng.integers(places)), is_zh=bool(rng.random() < 0.5))
    return Question(latitude, longitude, kind, attribute, text, _way(rng, latitude, longitude))


def name_of(number: int) -> tuple[str, str]:
    """The names of a place in both languages."""
    first, second, third = (number * factor for factor in (7919, 104729, 1299709))
    name = f'{_FIRST[first % 40]} {_SECOND[second % 40]} {number % 997}'
    signs = (_FIRST_ZH[third % len(_FIRST_ZH)], _SECOND_ZH[first // 40 % len(_SECOND_ZH)])
    return name, f'{"".join(signs)}{_FIRST_ZH[number % 37]}{_SECOND_ZH[number % 31]}店'


def text_of(number: int, *, is_zh: bool) -> str:
    """What people say of the name of a place."""
    name, name_zh = name_of(number)
    return name_zh[:3] if is_zh else ' '.join(name.split()[:2])


def _record(number: int) -> bytes:
    name, name_zh = name_of(number)
    return json.dumps([f'n{number}', name, name_zh, '', '', '', [], []], ensure_ascii=False).encode()


def _cities(places: int) -> NDArray[np.float64]:
    """Latitude, longitude, share of the places and spread in degrees of each city; the sizes after Zipf."""
    rng = np.random.default_rng(0)
    count = max(1, places // CITY)
    shares = 1 / np.arange(1, count + 1)
    shares /= shares.sum()
    spread = _SPREAD_KM / 111 * (shares * places / _USUAL) ** _GROWTH
    return np.stack([rng.uniform(-35, 60, count), rng.uniform(-120, 150, count), shares, spread], axis=1)


def _points(
    rng: np.random.Generator, cities: NDArray[np.float64], size: int
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    city = cities[rng.choice(len(cities), size, p=cities[:, 2])]
    latitudes = np.clip(city[:, 0] + rng.normal(size=size) * city[:, 3], -89, 89)
    longitudes = city[:, 1] + rng.normal(size=size) * city[:, 3] / np.cos(np.radians(latitudes))
    return latitudes, longitudes


def _attributes(rng: np.random.Generator, size: int) -> NDArray[np.uint64]:
    bits = np.zeros(size, np.uint64)
    for attribute, (yes, no) in _SHARES.items():
        drawn, bit = rng.random(size), np.uint64(load_attributes().yes(attribute))
        bits |= np.where(drawn < yes, bit, np.where(drawn < yes + no, bit << np.uint64(1), np.uint64(0)))
    return bits


def _mixed(numbers: NDArray[np.uint64]) -> NDArray[np.uint64]:
    """Numbers spread over 64 bits (SplitMix64, G. Steele et al., 2014)."""
    numbers = (numbers + np.uint64(1)) * np.uint64(0x9E3779B97F4A7C15)
    numbers = (numbers ^ (numbers >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
    numbers = (numbers ^ (numbers >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    return numbers ^ (numbers >> np.uint64(31))


def _way(rng: np.random.Generator, latitude: float, longitude: float) -> Line:
    """About 30 km with bends, in steps of 100 m."""
    heading = rng.uniform(0, 2 * math.pi) + np.cumsum(rng.normal(0, 0.12, 300))
    steps = 100 * np.stack([np.sin(heading), np.cos(heading)], axis=1)
    latitudes, longitudes = Frame(latitude, longitude).to_degrees(np.cumsum(steps, axis=0))
    return Line(latitudes.tolist(), longitudes.tolist())
