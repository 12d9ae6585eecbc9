"""How much a name is like what somebody said."""

from collections.abc import Iterable
from functools import lru_cache

import numpy as np
from rapidfuzz import fuzz

from ipa_agents.travel.places.naming.folding import UNSPACED_RUN, normalised
from ipa_agents.travel.places.naming.pinyin import readings

__all__ = ['FILLERS', 'likeness', 'spelt']

FILLERS = frozenset({'the', 'a', 'an', 'of', 'at', 'to', 'in', 'on'})
_BY_EAR = 0.88
"""What sounds the same, at most."""


def likeness(text: str, names: Iterable[str]) -> float:
    """How much the likest of `names` is like `text`, 0..1.

    1 is the same, more than 0.9 a part that is whole words or neighbouring characters, less what is misspelt.
    """
    wanted = normalised(text)
    return max((_alike(wanted, normalised(name)) for name in names), default=0.0)


@lru_cache(maxsize=256)
def spelt(text: str) -> str:
    """Normalised text in pinyin, without spaces; what is not Chinese stays."""
    table = readings()
    sounds = table.of(np.array([*map(ord, text)], np.uint32)).tolist()
    return ''.join(
        table.syllables[sound - 1] if sound else letter for letter, sound in zip(text, sounds, strict=True)
    ).replace(' ', '')


def _alike(wanted: str, name: str) -> float:
    if not wanted or not name:
        return 0.0
    if wanted == name:
        return 1.0
    unspaced = UNSPACED_RUN.search(wanted) is not None
    if f' {wanted} ' in f' {name} ' or (unspaced and wanted in name):
        return 0.93 + 0.05 * len(wanted) / len(name)
    if not unspaced and not UNSPACED_RUN.search(name):
        return _by_words(wanted, name)
    by_ear = fuzz.partial_ratio(spelt(wanted), spelt(name)) / 100 * _BY_EAR
    return max(by_ear, fuzz.partial_ratio(wanted, name) / 100 * 0.9 if unspaced else _by_words(wanted, name))


def _by_words(wanted: str, name: str) -> float:
    words = [word for word in wanted.split() if word not in FILLERS] or wanted.split()
    parts = name.split()
    each = [max(fuzz.ratio(word, part, score_cutoff=55) for part in parts) / 100 for word in words]
    # Squared, so that one word that is wrong weighs more than two that are a little misspelt.
    return 0.9 * sum(like**2 for like in each) / len(each) * (0.95 + 0.05 * min(1.0, len(words) / len(parts)))
