"""Clauses of a sentence that were not understood: which of them wanted something, so that it must be said."""

from collections.abc import Iterator

from ipa_agents.brains.interface import Act, Domain, Step
from ipa_agents.brains.reflex.lexicon import Lexicon
from ipa_agents.brains.reflex.normalise import without_politeness
from ipa_agents.brains.reflex.words import Words

__all__ = ['cut_at_separators', 'leftover', 'unexplained', 'wants_something']

_KNOWN = frozenset({'function', 'value', 'number', 'zone', 'amount', 'sensor', 'pronoun'})
_SHORTEST = {'en': 8, 'zh': 4}


def leftover(text: str) -> Step:
    """The step that says that `text` was not understood, while other parts of the sentence were."""
    return Step(Domain.NONE, Act.INFORM, topic='not_understood', slots={'text': text}, text=text)


def cut_at_separators(text: str, words: Words) -> tuple[str, ...]:
    """`text` at every word that may separate commands, although it is not clear that one begins there."""
    pieces, start = [], 0
    for separator in words.separators.finditer(text):
        pieces.append(text[start : separator.start()])
        start = separator.end()
    return tuple(piece.strip(' ,|') for piece in (*pieces, text[start:]) if piece.strip(' ,|'))


def unexplained(text: str, lexicon: Lexicon, words: Words) -> Iterator[str]:
    """The clauses of `text` after a word such as "and", of which no word is known, and which are no remark."""
    separators = list(words.separators.finditer(text))
    ends = [*(separator.start() for separator in separators[1:]), len(text)]
    for separator, end in zip(separators, ends, strict=False):
        said = without_politeness(text[separator.end() : end], words)
        tags = [tag for tag in lexicon.tags(said) if _KNOWN & set(tag.readings)]
        if separator[0] not in ',|' and not tags and wants_something(said, words):
            yield said


def wants_something(text: str, words: Words) -> bool:
    """Whether `text` may be a wish: not a remark ("it is so hot"), a story, a reason or a word of politeness."""
    if sum(map(str.isalnum, text)) < _SHORTEST[words.language] or words.narrators.match(text.lower()):
        return False
    if words.language == 'en' and ' ' not in text or words.politeness_before.fullmatch(text):
        return False
    remark = any(words.patterns[name].search(text) for name in ('no_name', 'story', 'fragment'))
    return not remark
