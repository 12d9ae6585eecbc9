"""What a misspelt word may have been meant to be."""

from functools import lru_cache

import numpy as np
from rapidfuzz import fuzz

from ipa_agents.travel.places.naming.terms import LETTERS_KEPT, Codes, Keys, codes_of, most, word_keys

__all__ = ['alike', 'near_words']

_HEAD = 5
"""Letters at the beginning of a word of which one may be wrong; of the rest of the word all may be."""
_ALPHABET = codes_of('abcdefghijklmnopqrstuvwxyz')
_SPELT = ''.join('?0123456789abcdefghijklmnopqrstuvwxyz'.ljust(64, '?'))
_LEAST = 70.0


@lru_cache(maxsize=256)
def near_words(word: str) -> tuple[Keys, Keys]:
    """Ranges of the numbers of words, first and last, that differ little from a normalised word."""
    codes = _variants(codes_of(word[:_HEAD]))
    keys = word_keys(codes)
    if len(word) <= _HEAD:
        return keys, keys
    letters = np.count_nonzero(codes, axis=1)
    return keys, np.array([most(key, int(count)) for key, count in zip(keys, letters, strict=True)])


def alike(word: str, key: np.uint64) -> float:
    """How much the word with number `key` is like a normalised word, 0..1; 0 when it is not meant."""
    number = int(key)
    letters = (number >> 6 * place & 63 for place in range(LETTERS_KEPT - 1, -1, -1))
    spelt = ''.join(_SPELT[letter] for letter in letters if letter)
    return fuzz.ratio(word[:LETTERS_KEPT], spelt, score_cutoff=_LEAST) / 100


def _variants(codes: Codes) -> Codes:
    """The word itself, and all words with a letter left out, two exchanged, one changed or one added; a row each."""
    size = len(codes)
    word = np.append(codes, np.uint8(0))
    rows = [word]
    rows.extend(np.append(np.delete(word, place), np.uint8(0)) for place in range(size))
    for place in range(size - 1):
        order = np.arange(size + 1)
        order[[place, place + 1]] = place + 1, place
        rows.append(word[order])
    for place in range(size + 1):
        changed, added = np.tile(word, (2, len(_ALPHABET), 1))
        changed[:, place] = _ALPHABET
        added[:, place + 1 :] = word[place:-1]
        added[:, place] = _ALPHABET
        rows.extend((*changed, *added))
    return np.unique(np.array(rows), axis=0)
