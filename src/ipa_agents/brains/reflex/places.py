"""What people say of a place, as the argument of a tool: its name, or its kind, cuisine, and that the nearest will do."""

import re
from typing import Any

from ipa_agents.language import Language
from ipa_agents.travel.kinds import Cuisine, PlaceKind, load_kinds

__all__ = ['place_argument', 'search_arguments']

_NEAREST = {
    'en': re.compile(r'\b(?:the |a |an )?(?:nearest|closest|next|nearby|local)\b|\b(?:nearby|near me|close by|around here|close to me|near here|in the area)\b', re.IGNORECASE),
    'zh': re.compile('离我最近的|离这最近的|最近的|附近的|就近的|附近|最近|周边的|周边|旁边的|旁边'),
}  # fmt: skip
_ARTICLE = re.compile(r'^(?:the|a|an|some|any|my|to|at|in|for|of|good|nice)\s+', re.IGNORECASE)
_ENDING = re.compile(r'\s+(?:place|places|near|close|around|please|now|there|restaurant|restaurants)$', re.IGNORECASE)
_MEASURE = re.compile('^(?:一家|一个|一间|一座|个|家|那个|这个|那家|一下|去|到|的|有)|(?:怎么走|的位置|吧|那里|那边|那儿|这里)$')
_HOME = frozenset({'home', 'my home', 'my house', 'house', '家', '我家', '回家', '家里', '我的家'})
_WORK = frozenset({'work', 'my work', 'the office', 'my office', 'office', 'workplace', '公司', '单位', '我公司', '我的公司', '我们公司'})


def place_argument(text: str, language: Language) -> dict[str, Any]:
    """The "place" of the tool navigate: {"query"}, or {"kind", "cuisine", "nearest"} for any of a kind."""
    if text.lower() in _HOME:
        return {'query': 'home'}
    if text.lower() in _WORK:
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
    if 'kind' in place or name != text and _NEAREST[language].search(text):
        place['nearest'] = True
    return place


def search_arguments(text: str, language: Language) -> dict[str, Any]:
    """The arguments of the tool search_places: {"kind", "cuisine"}, or {"text"} for a name."""
    place = place_argument(text, language)
    place.pop('nearest', None)
    if 'query' in place:
        return {'text': place['query']}
    return place


def _resolved(text: str, language: Language) -> tuple[str, PlaceKind | None, Cuisine | None]:
    name = _bare(_NEAREST[language].sub(' ', text), language)
    kinds = load_kinds()
    for said in (name, _ENDING.sub('', name), name.rpartition(' ')[2] if language == 'en' else name.removesuffix('店')):
        kind, cuisine = kinds.named(said), kinds.cuisine_named(said)
        if kind is not None or cuisine is not None:
            first = kinds.cuisine_named(name.rpartition(' ')[0]) if cuisine is None else cuisine
            if said == name or first is not None or said == _ENDING.sub('', name):
                return name, kind, first
    return name, None, None


def _bare(text: str, language: Language) -> str:
    text = ' '.join(text.split())
    pattern = _ARTICLE if language == 'en' else _MEASURE
    while (shorter := pattern.sub('', text).strip()) != text and shorter:
        text = shorter
    return text
