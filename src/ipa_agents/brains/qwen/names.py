"""Finds known names in a text: the longest win, and an English name is never found within a word."""

from collections import defaultdict
from collections.abc import Iterable, Iterator

from ipa_agents.brains.reflex.normalise import fold

__all__ = ['Names']


class Names[T]:
    """A dictionary of names in both languages; of two meanings of a name the first is kept."""

    def __init__(self, meanings: Iterable[tuple[str, T]]) -> None:
        self._meanings: dict[str, T] = {}
        lengths: dict[str, set[int]] = defaultdict(set)
        for name, meaning in meanings:
            folded = fold(name)
            self._meanings.setdefault(folded, meaning)
            lengths[folded[0]].add(len(folded))
        self._lengths = {first: sorted(found, reverse=True) for first, found in lengths.items()}

    def find(self, text: str) -> Iterator[T]:
        """What is named in `text`, in its order, without overlaps."""
        text = fold(text)
        start = 0
        while start < len(text):
            length = self._longest_at(text, start)
            if length:
                yield self._meanings[text[start : start + length]]
            start += length or 1

    def _longest_at(self, text: str, start: int) -> int:
        if _is_within_word(text, start):
            return 0
        for length in self._lengths.get(text[start], ()):
            end = start + length
            if text[start:end] in self._meanings and end <= len(text) and not _is_within_word(text, end):
                return length
        return 0


def _is_within_word(text: str, index: int) -> bool:
    return 0 < index < len(text) and all(char.isascii() and char.isalnum() for char in text[index - 1 : index + 1])
