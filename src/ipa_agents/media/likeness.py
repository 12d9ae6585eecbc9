"""How like a name is to what people say of it."""

import re
import unicodedata
from collections.abc import Iterator

from rapidfuzz import fuzz

from ipa_agents.language import simplified

__all__ = ['LEAST_SCORE', 'normal', 'score', 'spellings']

LEAST_SCORE = 75.0
_PART_SCORE = 80.0
_FILLERS = re.compile(
    r'\b(?:the|something|anything|some|a|an|any|my|music|songs?|tracks?|station|playlist|by|of|from|with)\b'
)
_FILLERS_ZH = re.compile(r'一首|一些|一点|那首|这首|首|音乐|歌曲|歌单|电台|的歌|的')
_HAN = re.compile(r'[\u3400-\u9fff]')
_NUMBER = re.compile(r'\d+(?:\.\d+)?')
_NO_WORD = re.compile(r'(?<!\d)\.|\.(?!\d)|[^\w\s.]|_')
_BRACKETS = re.compile(r'\s*(?:\([^()]*\)|\[[^][]*\]|（[^（）]*）|【[^【】]*】)')
_TOGETHER = re.compile(r'\s*(?:[;/,，、&×]|\b(?:feat|ft|featuring)\b\.?)\s*', re.IGNORECASE)
_OF_ONE_SCRIPT = re.compile(r'[\u3400-\u9fff][\u3400-\u9fff·\d\s]*|[^\u3400-\u9fff()\[\]（）【】]+')


def spellings(name: str) -> tuple[str, ...]:
    """What people may say for `name`, in the form of `normal`: all of it first, never none.

    "晴天 (Sunny Day) [Live]" is also 晴天, "A feat. B" also A, and B.
    """
    return tuple(dict.fromkeys(filter(None, map(normal, dict.fromkeys(_parts(name)))))) or ('',)


def _parts(name: str) -> Iterator[str]:
    yield name
    bare = _BRACKETS.sub('', name)
    yield bare
    yield from _TOGETHER.split(bare)
    if _HAN.search(name) and len(parts := _OF_ONE_SCRIPT.findall(name)) > 1:
        yield from (part for part in parts if len(normal(part)) > 1)


def normal(text: str) -> str:
    """What is left of a name without case, accents, punctuation and words that say nothing about it."""
    folded = text.casefold()
    if not folded.isascii():
        apart = unicodedata.normalize('NFKD', simplified(folded))
        folded = ''.join(char for char in apart if not unicodedata.combining(char))
    plain = _NO_WORD.sub(' ', folded)
    words = ' '.join(_FILLERS_ZH.sub('', _FILLERS.sub(' ', plain)).split())
    words = words or ' '.join(plain.split())
    return words.replace(' ', '') if _HAN.search(words) else words


def score(wanted: str, name: str) -> float:
    """Likeness, 0..100. A whole part of a name (one of its words, half of its characters) is enough to find it.

    Numbers are never merely alike: a near frequency is another station.
    """
    if wanted == name:
        return 100.0
    if _NUMBER.findall(wanted) != _NUMBER.findall(name):
        return 0.0
    likeness = float(fuzz.ratio(wanted, name))
    if _HAN.search(wanted):
        is_part = wanted in name and 2 * len(wanted) >= len(name)
    else:
        is_part = len(wanted) >= 4 and set(wanted.split()) <= set(name.split())
    return max(likeness, _PART_SCORE) if is_part else likeness
