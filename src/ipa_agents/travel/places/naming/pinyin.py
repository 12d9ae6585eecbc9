"""How Chinese characters are read, in pinyin without tones: as numbers of syllables, for whole arrays at once."""

import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from itertools import islice, product

import numpy as np
from numpy.typing import NDArray

__all__ = ['Readings', 'readings']

_LAST = 0x9FFF
"""The last character that has a reading here; rarer ones lie beyond."""
_LONGEST = 6
"""Letters of the longest syllable, zhuang."""
_WAYS = 4
"""In so many ways a word is cut into syllables: xian is xian or xi an."""
_VOWELS = frozenset('aeiou')


@dataclass(frozen=True, eq=False)
class Readings:
    """Syllables are numbered from 1 in alphabetical order; 0 is a character without a reading."""

    syllables: tuple[str, ...]
    numbers: Mapping[str, int]
    initials: NDArray[np.uint32]
    _usual: NDArray[np.uint16]
    _pairs: NDArray[np.uint64]
    _in_pairs: NDArray[np.uint16]

    def of(self, characters: NDArray[np.uint32]) -> NDArray[np.uint16]:
        """The syllable of each character, as it is read beside its neighbours (银行 is yin hang, 行人 xing ren)."""
        read = self._usual[np.minimum(characters, len(self._usual) - 1)]
        if len(characters) > 1:
            pairs = _pair(characters[:-1], characters[1:])
            place = np.minimum(np.searchsorted(self._pairs, pairs), len(self._pairs) - 1)
            known = np.flatnonzero(self._pairs[place] == pairs)
            read[known + 1] = self._in_pairs[place[known], 1]
            read[known] = self._in_pairs[place[known], 0]
        return read

    def spelt(self, words: tuple[str, ...]) -> tuple[tuple[int, ...], ...]:
        """The ways to read words as syllables, each word by itself; empty when one is no pinyin."""
        ways = [tuple(islice(self._cut(word.replace('v', 'u')), _WAYS)) for word in words]
        return tuple(sum(way, ()) for way in islice(product(*ways), _WAYS))

    def _cut(self, letters: str) -> Iterator[tuple[int, ...]]:
        whole = {len(letters)}  # from where the rest can be cut, so that no dead end is tried twice
        for start in range(len(letters) - 1, -1, -1):
            if any(letters[start:end] in self.numbers for end in whole if end - start <= _LONGEST):
                whole.add(start)

        def rest(start: int) -> Iterator[tuple[int, ...]]:
            if start == len(letters):
                yield ()
            for end in range(min(start + _LONGEST, len(letters)), start, -1):
                number = self.numbers.get(letters[start:end])
                if number is not None and end in whole:
                    yield from ((number, *others) for others in rest(end))

        return rest(0) if letters and 0 in whole else iter(())


@cache
def readings() -> Readings:
    """The readings that pypinyin knows: the usual one of each character, and of pairs that are read otherwise."""
    # Imported when the first Chinese name is met: its tables take a quarter of a second.
    from pypinyin.constants import PHRASES_DICT, PINYIN_DICT

    plain = {number: _plain(sounds.partition(',')[0]) for number, sounds in PINYIN_DICT.items() if number <= _LAST}
    syllables = tuple(sorted({sound for sound in plain.values() if _VOWELS & set(sound)}))
    numbers = {sound: number for number, sound in enumerate(syllables, 1)}
    usual = np.zeros(_LAST + 2, np.uint16)
    for character, sound in plain.items():
        usual[character] = numbers.get(sound, 0)
    unusual = []
    for phrase, sounds in PHRASES_DICT.items():
        if len(phrase) == 2 and max(phrase) <= chr(_LAST):
            read = [numbers.get(_plain(sound[0]), 0) for sound in sounds]
            if all(read) and read != [usual[ord(character)] for character in phrase]:
                unusual.append((int(_pair(*(np.array(ord(character)) for character in phrase))), *read))
    table = np.array(sorted(unusual), np.uint64)
    initials = np.array([0, *(ord(sound[0]) for sound in syllables)], np.uint32)
    return Readings(syllables, numbers, initials, usual, table[:, 0].copy(), table[:, 1:].astype(np.uint16))


def _plain(sound: str) -> str:
    return ''.join(letter for letter in unicodedata.normalize('NFKD', sound) if not unicodedata.combining(letter))


def _pair(first: NDArray[np.uint32], second: NDArray[np.uint32]) -> NDArray[np.uint64]:
    return (first.astype(np.uint64) << np.uint64(21)) | second.astype(np.uint64)
