""" "The closer one", "the one with parking": which of the places that were offered that is, as far as it is known."""

import math
from collections.abc import Callable, Mapping, Sequence

from ipa_agents.travel.places.attributes import load_attributes
from ipa_agents.travel.places.found import Found

__all__ = ['FACTS', 'compared']

Fact = Callable[[Found], float]
"""The less the better; NaN: not known."""


def compared(found: Sequence[Found], by: str) -> tuple[int, ...]:
    """The numbers, from 0, of the places that `by` may mean: one where it settles it, none where no place is so.

    `by` is one of FACTS or the id of an attribute. A place of which it is not known may be cheaper than all others,
    but for what is free of charge, and it is not the one that is said to have something.
    """
    facts = [_fact(item, by) for item in found]
    best = min((fact for fact in facts if not math.isnan(fact)), default=math.inf)
    meant = [number for number, fact in enumerate(facts) if fact == best < math.inf]
    may_be_better = by in FACTS and not (by == 'price' and best == 0.0)
    unknown = [number for number, fact in enumerate(facts) if math.isnan(fact) and (may_be_better or not meant)]
    return tuple(sorted((*meant, *unknown)))


def _fact(item: Found, by: str) -> float:
    return FACTS[by](item) if by in FACTS else _lack(item, by)


def _lack(item: Found, attribute: str) -> float:
    """0 where a place has what is asked for; NaN where nobody knows, infinite where it has not."""
    attributes = load_attributes()
    known = attributes.known(attribute, attributes.of(item.place.attributes))
    return math.nan if known is None else 0.0 if known else math.inf


def _price(item: Found) -> float:
    """The fee an hour where there is one, free of charge at first, else the level of its prices."""
    codes = {reason.code: reason.number for reason in item.reasons}
    if 'no_fee' in codes:
        return 0.0
    return codes.get('fee', float(item.place.price) or math.nan)


def _way(item: Found) -> float:
    """What tells best how near it is, in s where that is known of all: the walk, the drive, or the distance in m."""
    codes = {reason.code: reason.number for reason in item.reasons}
    return next((codes[code] for code in ('walk', 'walk_about', 'drive') if code in codes), item.place.distance)


def _closing(item: Found) -> float:
    """Minus the minute of the day at which it closes; what never closes is open longest."""
    codes = {reason.code: reason.number for reason in item.reasons}
    return -math.inf if 'open_always' in codes else -codes.get('open_until', math.nan)


FACTS: Mapping[str, Fact] = {
    'distance': _way,
    'detour': lambda item: item.place.detour,
    'price': _price,
    'rating': lambda item: -item.place.rating,
    'open': _closing,
}
