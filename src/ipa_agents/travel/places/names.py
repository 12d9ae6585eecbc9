"""Finds names by what people say: parts of them, misspelt, in English or Chinese."""

import re
import unicodedata
from collections.abc import Iterable, Sequence

import numpy as np
from numpy.typing import NDArray
from rapidfuzz import fuzz

__all__ = ['NameIndex', 'normalised', 'pairs_of']

_CANDIDATES = 300
"""How many of the best names by common pairs are compared letter by letter."""
_WORD = re.compile(r'[\w]+')
_HAN = re.compile(r'[\u3400-\u9fff]')
_FILLERS = frozenset({'the', 'a', 'an', 'of', 'at', 'to', 'in', 'on'})


def normalised(text: str) -> str:
    """Text without case, accents and signs: what remains are words with single spaces."""
    plain = unicodedata.normalize('NFKD', text).casefold()
    return ' '.join(_WORD.findall(''.join(letter for letter in plain if not unicodedata.combining(letter))))


def pairs_of(text: str) -> set[str]:
    """All pairs of neighbouring characters in normalised text, each word with its first letter marked.

    A Chinese character is marked as a word of its own, so that a single one can be looked for.
    """
    pairs = set()
    for word in text.split():
        if _HAN.search(word):
            pairs |= set(word) | {word[i : i + 2] for i in range(len(word) - 1)}
        else:
            pairs |= {f'^{word[0]}'} | {word[i : i + 2] for i in range(len(word) - 1)}
    return pairs


class NameIndex:
    """From pairs of characters to the places whose names hold them."""

    def __init__(self, names: Sequence[Sequence[str]]) -> None:
        """`names`: for each place all of its names."""
        self._names = [tuple(dict.fromkeys(filter(None, map(normalised, group)))) for group in names]
        found: dict[str, list[int]] = {}
        for number, group in enumerate(self._names):
            for pair in set[str]().union(*map(pairs_of, group)):
                found.setdefault(pair, []).append(number)
        self._places = {pair: np.array(numbers, np.int32) for pair, numbers in found.items()}

    def find(self, text: str, among: NDArray[np.bool_] | None = None) -> tuple[NDArray[np.intp], NDArray[np.float64]]:
        """Places whose names are like `text`, and how much, 0..1. `among` marks the places that are wanted."""
        wanted = normalised(text)
        pairs = pairs_of(wanted)
        hits = [self._places[pair] for pair in pairs if pair in self._places]
        if not hits:
            return np.empty(0, np.intp), np.empty(0)
        # A rare pair tells more than a common one.
        weights = np.concatenate([np.full(len(hit), 1 / np.log(2 + len(hit))) for hit in hits])
        common = np.bincount(np.concatenate(hits), weights, minlength=len(self._names))
        if among is not None:
            common = np.where(among, common, 0)
        best = np.argsort(-common, kind='stable')[:_CANDIDATES]
        best = best[common[best] > 0.35 * common[best[0]]] if common[best[0]] > 0 else best[:0]
        return best, np.array([_likeness(wanted, self._names[place]) for place in best])


def _likeness(wanted: str, names: Iterable[str]) -> float:
    return max((_alike(wanted, name) for name in names), default=0.0)


def _alike(wanted: str, name: str) -> float:
    """1 for the same, more than 0.9 for a part at the start of words, less for what is misspelt."""
    if wanted == name:
        return 1.0
    if f' {wanted} ' in f' {name} ' or (_HAN.search(wanted) and wanted in name):
        return 0.93 + 0.05 * len(wanted) / len(name)
    if _HAN.search(wanted):
        return fuzz.partial_ratio(wanted, name) / 100 * 0.9
    words = [word for word in wanted.split() if word not in _FILLERS] or wanted.split()
    parts = name.split()
    each = [max(fuzz.ratio(word, part, score_cutoff=55) for part in parts) / 100 for word in words]
    # Squared, so that one word that is wrong weighs more than two that are a little misspelt.
    return 0.9 * sum(likeness**2 for likeness in each) / len(each) * (0.95 + 0.05 * min(1.0, len(words) / len(parts)))
