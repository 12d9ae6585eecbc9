"""What people say of a place, as the argument of a tool: its name, or its kind and cuisine, the nearest."""

import re
from typing import Any

from ipa_agents.brains.reflex.words import load_words
from ipa_agents.language import Language
from ipa_agents.travel.places.kinds import Cuisine, PlaceKind, load_kinds

__all__ = ['near_argument', 'place_argument', 'search_arguments']


def place_argument(text: str, language: Language) -> dict[str, Any]:
    """The "place" of the tool navigate: {"query"}, or {"kind", "cuisine", "nearest"} for any of a kind."""
    patterns = load_words(language).patterns
    if patterns['home'].match(text):
        return {'query': 'home'}
    if patterns['work'].match(text):
        return {'query': 'work'}
    name, kind, cuisine = _resolved(text, language)
    place: dict[str, Any] = {}
    if kind is not None:
        place['kind'] = kind.id
    elif cuisine is not None:
        place['kind'] = 'restaurant'
    if cuisine is not None:
        place['cuisine'] = cuisine.id
    if not place:
        place['query'] = name or text
    if 'kind' in place or name != text and patterns['nearest'].search(text):
        place['nearest'] = True
    return place


def search_arguments(text: str, language: Language) -> dict[str, Any]:
    """The arguments of the tool search_places: {"kind", "cuisine"}, or {"text"} for a name."""
    place = place_argument(text, language)
    place.pop('nearest', None)
    if 'query' in place:
        return {'text': place['query']}
    return place


def near_argument(text: str, language: Language) -> dict[str, Any]:
    """The argument "near" of the tool search_places for another place; none for where the car is."""
    patterns = load_words(language).patterns
    own = next((place for place in ('home', 'work') if patterns[place].match(text)), None)
    if own is None and (not text or patterns['around_here'].match(text)):
        return {}
    return {'near': own or _bare(text, patterns['around_place'])}


def _resolved(text: str, language: Language) -> tuple[str, PlaceKind | None, Cuisine | None]:
    patterns = load_words(language).patterns
    name = _bare(patterns['nearest'].sub(' ', text), patterns['around_place'])
    shorter = patterns['after_kind'].sub('', name)
    kinds = load_kinds()
    for said in (name, shorter, name.rpartition(' ')[2]):
        kind, cuisine = kinds.named(said), kinds.cuisine_named(said)
        if kind is not None or cuisine is not None:
            first = kinds.cuisine_named(name.rpartition(' ')[0]) if cuisine is None else cuisine
            if first is not None or said in (name, shorter):
                return name, kind, first
    return name, None, None


def _bare(text: str, pattern: re.Pattern[str]) -> str:
    text = ' '.join(text.split())
    while (shorter := pattern.sub('', text).strip()) != text and shorter:
        text = shorter
    return text
