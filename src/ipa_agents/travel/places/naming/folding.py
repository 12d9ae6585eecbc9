"""One form for all ways to write a name: without case, accents and signs, Chinese in simplified characters."""

import re
import unicodedata
from functools import cache

from ipa_agents.language import simplified

__all__ = ['DIGITS', 'LETTERS', 'UNSPACED', 'UNSPACED_RUN', 'folded', 'normalised', 'runs_of']

UNSPACED = (
    '\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3005-\u3007\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff'
)
"""Characters of scripts without spaces between words (a range for a regular expression): Han, kana, Thai, ..."""
DIGITS = r'\d'
LETTERS = rf'[^\W\d_{UNSPACED}]'

UNSPACED_RUN = re.compile(f'[{UNSPACED}]+')
_WORD = re.compile(r'\w+')
_RUN = re.compile(rf'[{UNSPACED}]+|{DIGITS}+|{LETTERS}+')
_POSSESSIVE = re.compile(r"['’ʼ](?=s\b)")


def folded(text: str) -> str:
    """Text without case, accents and the apostrophe of a possessive."""
    plain = text.lower()
    if not text.isascii():
        plain = _combining().sub('', unicodedata.normalize('NFKD', text).casefold())
    return _POSSESSIVE.sub('', plain)


def normalised(text: str) -> str:
    """Folded text without signs, in simplified characters: what remains are words with single spaces."""
    return ' '.join(_WORD.findall(simplified(folded(text))))


def runs_of(text: str) -> list[str]:
    """The words of normalised text; digits are words of their own, as is what is written without spaces."""
    return _RUN.findall(text)


@cache
def _combining() -> re.Pattern[str]:
    marks = [chr(number) for number in range(0x300, 0x10000) if unicodedata.combining(chr(number))]
    return re.compile(f'[{"".join(marks)}]+')
