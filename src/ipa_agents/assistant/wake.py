"""Wake phrases: found whatever the case, punctuation and spaces, at the beginning or the end of what was said."""

import unicodedata
from collections.abc import Iterable
from typing import NamedTuple

__all__ = ['Woken', 'squash', 'wake']


class Woken(NamedTuple):
    """Whether a wake phrase was there, and what is left of the text without it."""

    is_called: bool
    text: str


def squash(text: str) -> str:
    """Only the letters and digits of `text`, folded."""
    return ''.join(letter for letter, _ in _letters(text))


def wake(text: str, phrases: Iterable[str]) -> Woken:
    """Take the longest of `phrases` from the beginning or the end of `text`."""
    letters = _letters(text)
    folded = ''.join(letter for letter, _ in letters)
    for phrase in sorted(map(squash, phrases), key=len, reverse=True):
        if folded.startswith(phrase) and _ends(letters, len(phrase), text):
            rest = text[letters[len(phrase)][1] :] if len(letters) > len(phrase) else ''
            return Woken(True, rest.strip())
        if folded.endswith(phrase) and _ends(letters, len(letters) - len(phrase), text):
            return Woken(True, text[: letters[-len(phrase)][1]].rstrip(' ,，、;；'))
    return Woken(False, text.strip())


def _letters(text: str) -> list[tuple[str, int]]:
    """The folded letters and digits with where each stands in `text`."""
    return [
        (letter, index)
        for index, character in enumerate(text)
        for letter in unicodedata.normalize('NFKC', character).casefold()
        if letter.isalnum()
    ]


def _ends(letters: list[tuple[str, int]], cut: int, text: str) -> bool:
    """Whether `cut` does not fall inside a word of an alphabet: "nova" does not call in "Novak"."""
    if not 0 < cut < len(letters):
        return True
    (before, left), (after, right) = letters[cut - 1], letters[cut]
    return right - left > 1 or not (before.isascii() and after.isascii())
