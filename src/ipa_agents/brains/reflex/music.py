"""What people want to hear, as arguments of the tool control_media."""

import re
from collections.abc import Mapping
from functools import cache
from typing import Any

from ipa_agents.brains.reflex.words import load_words
from ipa_agents.language import Language
from ipa_agents.media.vocabulary import Term, Vocabulary, load_vocabulary

__all__ = ['play_arguments']

_BY = re.compile(r'^(?P<query>.+) by (?P<artist>.+)$', re.IGNORECASE)


def play_arguments(arguments: Mapping[str, Any], language: Language) -> dict[str, Any]:
    """`arguments` with the kind of what is asked for: a known genre or mood by its id, else as it was."""
    result = dict(arguments)
    query = _trimmed(str(result.get('query', '')), language)
    result['query'] = query
    split = _BY.match(query) if not result.get('artist') else None
    if split:
        result |= {'query': split['query'], 'artist': split['artist'], 'kind': 'track'}
    vocabulary = _vocabulary()
    for kind, terms in (('genre', vocabulary.genres), ('mood', vocabulary.moods)):
        term = _named(terms, result['query'])
        if term is not None and result.get('kind') in (None, '', 'any', kind):
            result |= {'query': term.id, 'kind': kind}
            break
    if not result.get('kind'):
        result['kind'] = 'track' if result.get('artist') else 'any'
    if not result.get('artist'):
        result.pop('artist', None)
    return result


@cache
def _vocabulary() -> Vocabulary:
    return load_vocabulary()


def _named(terms: Mapping[str, Term], text: str) -> Term | None:
    wanted = text.casefold()
    for term in terms.values():
        if wanted == term.id or any(wanted == name.casefold() for names in term.names.values() for name in names):
            return term
    return None


def _trimmed(text: str, language: Language) -> str:
    shorter = load_words(language).patterns['around_music'].sub('', text).strip()
    return shorter or text
