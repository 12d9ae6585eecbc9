"""What a name is found by, each as one number that keeps the order of its letters.

Words, pairs of neighbouring characters where words have no spaces between them, pairs of syllables in pinyin, and
pinyin's initials. A range of numbers is a beginning: all words with `star`, all pairs with 店 first.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

import numpy as np
from numpy.typing import NDArray

from ipa_agents.language import simplified
from ipa_agents.travel.places.naming.folding import DIGITS, LETTERS, UNSPACED, folded
from ipa_agents.travel.places.naming.pinyin import readings

__all__ = [
    'LETTERS_KEPT',
    'Codes',
    'Keys',
    'Letters',
    'Terms',
    'characters_of',
    'codes_of',
    'initials_keys',
    'most',
    'pair_keys',
    'sound_keys',
    'terms_of',
    'word_keys',
]

Codes = NDArray[np.uint8]
Keys = NDArray[np.uint64]
Letters = NDArray[np.uint32]

LETTERS_KEPT = 10
"""Letters of a word that its number holds, 6 bits each; longer words are found by their beginning."""
_WORD, _PAIR, _SOUND, _INITIALS = (np.uint64(number << 60) for number in range(4))
_WEIGHTS = np.array([1 << 6 * place for place in reversed(range(LETTERS_KEPT))], np.uint64)
_BREAK, _LETTER, _DIGIT, _UNSPACED = range(4)
_KNOWN = 0x20000
"""Characters from here on are all taken for rare Han characters."""
_PLACE, _NAME = 0, ord('\n')
_LONG = 15


@dataclass(frozen=True, eq=False)
class Terms:
    """The terms of some places: `owners[i]` is the place that has `keys[i]`; twice where its names have it twice.

    `words` and `signs`: how many words, and characters without spaces, each place's shortest name has of them, 0..15.
    """

    keys: Keys
    owners: NDArray[np.int64]
    words: NDArray[np.uint8]
    signs: NDArray[np.uint8]


def terms_of(names: Sequence[str]) -> Terms:
    """The terms of places; `names` has one string a place, its names separated by newlines."""
    letters = characters_of(folded(_joined(names)))
    owners = np.cumsum(letters == _PLACE, dtype=np.int32) - 1
    name_of = np.cumsum((letters == _PLACE) | (letters == _NAME), dtype=np.int32) - 1
    classes = _classes()[letters]
    starts = np.flatnonzero(np.diff(classes, prepend=_BREAK))
    ends = np.append(starts[1:], len(letters))
    worded = (classes[starts] == _LETTER) | (classes[starts] == _DIGIT)
    starts, ends = starts[worded], ends[worded]
    unspaced = classes == _UNSPACED
    found = [(word_keys(_windows(_letter_codes()[letters], starts, ends)), starts)]
    if unspaced.any():
        found.extend(_unspaced_terms(letters, unspaced))
    places = np.flatnonzero(unspaced)
    firsts = name_of[letters == _PLACE]
    sizes = (_fewest(np.bincount(name_of[places], minlength=name_of[-1] + 1), firsts) for places in (starts, places))
    return Terms(
        np.concatenate([keys for keys, _ in found]), np.concatenate([owners[places] for _, places in found]), *sizes
    )


def codes_of(word: str) -> Codes:
    """Six bits for each letter of a normalised word, 1..63; those of a-z and 0-9 are their own."""
    return _letter_codes()[characters_of(word)]


def word_keys(codes: Codes) -> Keys:
    """The number of each word: a row of codes, 0 after its end."""
    return _packed(codes) | _WORD


def initials_keys(codes: Codes) -> Keys:
    """The number of each row of initials."""
    return _packed(codes) | _INITIALS


def pair_keys(first: Letters, second: Letters) -> Keys:
    """The number of neighbouring characters; the second is 0 at the end of a run."""
    return _PAIR | first.astype(np.uint64) << np.uint64(21) | second.astype(np.uint64)


def sound_keys(first: NDArray[np.uint16], second: NDArray[np.uint16]) -> Keys:
    """The number of neighbouring syllables; the second is 0 at the end of a run."""
    return _SOUND | first.astype(np.uint64) << np.uint64(21) | second.astype(np.uint64)


def most(keys: Keys, letters: int) -> Keys:
    """The highest numbers that begin as words of so many `letters` do."""
    return keys | np.uint64((1 << 6 * (LETTERS_KEPT - min(letters, LETTERS_KEPT))) - 1)


def _unspaced_terms(letters: Letters, unspaced: NDArray[np.bool_]) -> list[tuple[Keys, NDArray[np.intp]]]:
    """Pairs, syllables and initials of the characters marked `unspaced`, and where each is."""
    kept = unspaced.copy()
    kept[1:] |= unspaced[:-1]  # what ends each run stays, as 0
    places = np.flatnonzero(kept)
    letters = np.where(unspaced[places], letters[places], 0).astype(np.uint32)
    signs = np.flatnonzero(letters)
    syllables = readings().of(letters)
    read = np.flatnonzero(syllables)
    starts = read[np.diff(read, prepend=-2) != 1]
    ends = read[np.diff(read, append=len(letters) + 1) != 1] + 1
    starts, ends = starts[ends - starts > 1], ends[ends - starts > 1]
    initials = _windows(_letter_codes()[readings().initials[syllables]], starts, ends)
    return [
        (pair_keys(letters[signs], _next(letters, signs)), places[signs]),
        (sound_keys(syllables[read], _next(syllables, read)), places[read]),
        (initials_keys(initials), places[starts]),
    ]


def _joined(names: Sequence[str]) -> str:
    """All names in one text, each place after a mark."""
    text = '\0'.join(['', *names])
    # A name of a stranger may hold that mark.
    return text if text.count('\0') == len(names) else '\0'.join(['', *(name.replace('\0', ' ') for name in names)])


def characters_of(text: str) -> Letters:
    """The characters of folded text, simplified; rare Han characters are all the same."""
    letters = np.frombuffer(text.encode('utf-32-le', 'replace'), np.uint32)
    return _simplified()[np.minimum(letters, _KNOWN)]


def _windows(codes: Codes, starts: NDArray[np.intp], ends: NDArray[np.intp]) -> Codes:
    """The first codes of each run, one row a run, 0 beyond its end."""
    places = starts[:, None] + np.arange(LETTERS_KEPT)
    return np.where(places < ends[:, None], codes[np.minimum(places, len(codes) - 1)], 0).astype(np.uint8)


def _packed(codes: Codes) -> Keys:
    kept = codes[:, :LETTERS_KEPT]
    keys: Keys = np.einsum('ij,j->i', kept, _WEIGHTS[: kept.shape[1]])
    return keys


def _next[T: (np.uint16, np.uint32)](values: NDArray[T], places: NDArray[np.intp]) -> NDArray[T]:
    return np.append(values, values.dtype.type(0))[places + 1]


def _fewest(counts: NDArray[np.intp], firsts: NDArray[np.intp]) -> NDArray[np.uint8]:
    """Of each place's names the least count that is not 0."""
    fewest = np.minimum.reduceat(np.where(counts, np.minimum(counts, _LONG), _LONG + 1), firsts)
    return np.where(fewest > _LONG, 0, fewest).astype(np.uint8)


@cache
def _simplified() -> Letters:
    han = ''.join(map(chr, range(0x3400, 0xA000)))
    table = np.arange(_KNOWN + 1, dtype=np.uint32)
    table[0x3400:0xA000] = np.frombuffer(simplified(han).encode('utf-32-le'), np.uint32)
    return table


@cache
def _classes() -> NDArray[np.uint8]:
    every = ''.join(' ' if 0xD800 <= number < 0xE000 else chr(number) for number in range(_KNOWN + 1))
    classes = np.zeros(len(every), np.uint8)
    for kind, members in ((_LETTER, LETTERS), (_DIGIT, DIGITS), (_UNSPACED, f'[{UNSPACED}]')):
        for found in re.finditer(rf'{members}+', every):
            classes[found.start() : found.end()] = kind
    return classes


@cache
def _letter_codes() -> Codes:
    codes = (37 + np.arange(_KNOWN + 1) % 27).astype(np.uint8)
    codes[ord('0') : ord('9') + 1] = np.arange(1, 11)
    codes[ord('a') : ord('z') + 1] = np.arange(11, 37)
    return codes
