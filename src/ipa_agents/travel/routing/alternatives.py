"""The best way and others, also over stops."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from ipa_agents.travel.routing.polyline import decode

__all__ = ['Leg', 'Legs', 'find_ways']

Leg = Mapping[str, Any]
Legs = Sequence[Leg]
_Ask = Callable[[Mapping[str, Any]], Any]


def find_ways(ask: _Ask, legs: Sequence[Sequence[Mapping[str, Any]]], others: int) -> list[Legs]:
    """The legs of the best way first, then those of up to `others` more, the quickest first.

    A leg is given by the places from its start over those that are passed to its end. The engine knows other ways only
    between two places: with stops, one leg is driven another way.
    """
    places = [*legs[0], *(place for leg in legs[1:] for place in leg[1:])]
    answer = ask({'locations': places, 'alternates': others if len(places) == 2 else 0})
    best: Legs = answer['trip']['legs']
    if len(legs) > 1 and others:
        return [best, *_one_leg_changed(ask, legs, best, others)]
    return [best, *(other['trip']['legs'] for other in answer.get('alternates', ()))]


def _one_leg_changed(ask: _Ask, legs: Sequence[Sequence[Mapping[str, Any]]], best: Legs, others: int) -> Sequence[Legs]:
    ways: list[Legs] = []
    for number, leg in enumerate(legs):
        if len(leg) == 2:
            answer = ask({'locations': leg, 'alternates': others})
            for trip in (answer['trip'], *(other['trip'] for other in answer.get('alternates', ()))):
                (changed,) = trip['legs']
                if changed['shape'] != best[number]['shape'] and _ends(changed) == _ends(best[number]):
                    ways.append([*best[:number], changed, *best[number + 1 :]])
    return sorted(ways, key=lambda way: sum(leg['summary']['time'] for leg in way))[:others]


def _ends(leg: Leg) -> tuple[tuple[float, float], tuple[float, float]]:
    shape = decode(leg['shape'])
    return shape[0], shape[-1]
