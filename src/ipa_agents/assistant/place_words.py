"""What was found, in words: each place with why it was chosen, and what was given up to find any."""

import math
from collections.abc import Iterator, Sequence
from itertools import islice

from ipa_agents.assistant.listener import Listener
from ipa_agents.assistant.ports import Search
from ipa_agents.assistant.travel_words import place_name, place_with_distance
from ipa_agents.language import Words
from ipa_agents.travel.places.found import Found, Reason, ReasonCode
from ipa_agents.travel.places.reasons import reason_words

__all__ = ['found_list', 'found_words', 'given_up_words', 'why']

_MOST_REASONS = 4
_WAYS: tuple[ReasonCode, ...] = ('walk', 'walk_about', 'drive', 'detour', 'detour_about')
"""Each tells the way there better than the distance does."""
_ALWAYS: tuple[ReasonCode, ...] = (
    *('fee', 'fee_unknown', 'no_fee', 'free_outlets', 'free_spaces', 'full', 'wait', 'has', 'unknown'),
    *('power', 'power_unknown', 'open_until', 'open_always', 'hours_unknown'),
    *('price', 'price_unknown', 'rating_unknown'),
)


def found_words(listener: Listener, item: Found, search: Search) -> str:
    """A place, how it is reached, and what speaks for it or is not known of it."""
    said = [words[listener.language] for words in why(item, search)]
    has_way = any(reason.code in _WAYS for reason in item.reasons)
    first = place_name(listener, item.place) if has_way else place_with_distance(listener, item.place)
    return listener.wording.phrases['join.item'].join([first, *said])


def found_list(listener: Listener, found: Sequence[Found], search: Search) -> str:
    """Places one after the other, counted, so that one can be chosen by its number."""
    phrases = listener.wording.phrases
    return phrases['join.list'].join(
        phrases[f'ordinal.{number}'] + found_words(listener, item, search) for number, item in enumerate(found, 1)
    )


def why(item: Found, search: Search) -> tuple[Words, ...]:
    """What speaks for a place, as far as it answers what was asked."""
    return tuple(map(reason_words, islice(_told(item.reasons, search), _MOST_REASONS)))


def given_up_words(listener: Listener, relaxed: Sequence[Reason]) -> str:
    """What no place fulfils, as a sentence; empty where all was kept."""
    if not relaxed:
        return ''
    return listener.sentence([reason_words(reason)[listener.language] for reason in relaxed])


def _told(reasons: Sequence[Reason], search: Search) -> Iterator[Reason]:
    """The reasons that answer what was asked, the way there first."""
    yield from (reason for reason in reasons if reason.code in _WAYS and not math.isnan(reason.number))
    yield from (reason for reason in reasons if reason.code in _ALWAYS)
    if search.relax:
        yield from (reason for reason in reasons if reason.code == 'rating')
