"""What somebody asks for by a name, taken apart into the terms of the index."""

from dataclasses import dataclass
from functools import cached_property, lru_cache

import numpy as np
from numpy.typing import NDArray

from ipa_agents.travel.places.naming.folding import UNSPACED_RUN, normalised, runs_of
from ipa_agents.travel.places.naming.likeness import FILLERS
from ipa_agents.travel.places.naming.misspelling import alike, near_words
from ipa_agents.travel.places.naming.pinyin import readings
from ipa_agents.travel.places.naming.terms import (
    LETTERS_KEPT,
    Keys,
    Letters,
    characters_of,
    codes_of,
    initials_keys,
    most,
    pair_keys,
    sound_keys,
    word_keys,
)

__all__ = ['AskedName', 'Clause', 'Part', 'asked_name']

_NEXT = np.uint64(1)
_ANY = np.uint64((1 << 21) - 1)
"""Whatever the second character or syllable of a pair is."""
_BEGINNING = 2
"""From so many letters on a word is also taken for the beginning of a longer one."""
_MISSPELLABLE = 3


@dataclass(frozen=True, eq=False)
class Clause:
    """Ranges of terms, first and last, each of which a name must have one of.

    `words` and `signs` are how many words and characters without spaces the text has; `beginnings` marks ranges of
    which the first term is the word itself, and the others longer words.
    """

    lows: Keys
    highs: Keys
    beginnings: NDArray[np.bool_]
    words: int
    signs: int
    by_sound: bool = False

    @cached_property
    def edges(self) -> Keys:
        """For each range its first term, the one after that, and the one after its last."""
        return np.array([self.lows, self.lows + _NEXT, self.highs + _NEXT])


@dataclass(frozen=True, eq=False)
class Part:
    """A part of the text, for names that have only some of them: ranges of terms; `word` where it may be misspelt."""

    lows: Keys
    highs: Keys
    word: str = ''

    def degree(self, key: np.uint64) -> float:
        """How much the term `key` is what was meant, 0..1."""
        return alike(self.word, key) if self.word else 1.0


@dataclass(frozen=True, eq=False)
class AskedName:
    """A name that is looked for: `words` and `runs` without spaces, normalised."""

    text: str
    words: tuple[str, ...]
    runs: tuple[str, ...]
    clauses: tuple[Clause, ...]

    def abbreviated(self) -> tuple[Clause, ...]:
        """The text as the initials of a Chinese name: xbk is 星巴克."""
        if self.runs or len(self.words) != 1 or not 1 < len(self.words[0]) <= LETTERS_KEPT:
            return ()
        key = initials_keys(codes_of(self.words[0])[None])
        return (Clause(key, most(key, len(self.words[0])), np.array([True]), 0, len(self.words[0]), True),)

    def parts(self) -> tuple[Part, ...]:
        """The parts of the text, as they stand, misspelt and by their sound."""
        parts = [Part(*near_words(word), word) for word in self.words if len(word) >= _MISSPELLABLE]
        parts += [Part(key, key) for key in map(_word_key, self.words) if not parts]
        for run in self.runs:
            letters = characters_of(run)
            pairs = _pairs(letters)
            parts += [Part(pairs[at : at + 1], pairs[at : at + 1]) for at in range(len(run) - 1)]
            single = pair_keys(letters, np.zeros_like(letters))
            parts += [Part(single[at : at + 1], single[at : at + 1] | _ANY) for at in range(len(run))]
            parts += _sounding(readings().of(letters))
        if not self.runs:
            for way in readings().spelt(self.words)[:1]:
                parts += _sounding(np.array(way, np.uint16))
        return tuple(parts)


@lru_cache(maxsize=256)
def asked_name(text: str) -> AskedName | None:
    """What `text` asks for; None when there is no word in it."""
    plain = normalised(text)
    found = runs_of(plain)
    runs = tuple(run for run in found if UNSPACED_RUN.match(run))
    words = tuple(run for run in found if not UNSPACED_RUN.match(run))
    words = tuple(word for word in words if word not in FILLERS) or (() if runs else words)
    if not words and not runs:
        return None
    clauses = [_as_written(words, runs)]
    if not runs:
        clauses += [_as_sound(np.array(way, np.uint16)) for way in readings().spelt(words)]
    return AskedName(plain, words, runs, tuple(clauses))


def _as_written(words: tuple[str, ...], runs: tuple[str, ...]) -> Clause:
    lows = [_word_key(word) for word in words]
    highs = [most(key, len(word)) if len(word) >= _BEGINNING else key for key, word in zip(lows, words, strict=True)]
    for run in runs:
        pairs = _pairs(characters_of(run))
        lows.append(pairs)
        highs.append(pairs if len(run) > 1 else pairs | _ANY)
    low, high = np.concatenate(lows), np.concatenate(highs)
    return Clause(low, high, np.arange(len(low)) < len(words), len(words), sum(map(len, runs)))


def _as_sound(syllables: NDArray[np.uint16]) -> Clause:
    if len(syllables) > 1:
        lows = highs = sound_keys(syllables[:-1], syllables[1:])
    else:
        lows = sound_keys(syllables, np.zeros_like(syllables))
        highs = lows | _ANY
    return Clause(lows, highs, np.zeros(len(lows), bool), 0, len(syllables), True)


def _sounding(syllables: NDArray[np.uint16]) -> list[Part]:
    keys = sound_keys(syllables[:-1], syllables[1:])
    return [Part(keys[at : at + 1], keys[at : at + 1]) for at in range(len(keys)) if syllables[at : at + 2].all()]


def _pairs(letters: Letters) -> Keys:
    """Pairs of neighbours; of a single character the pair with nothing."""
    return pair_keys(letters[:-1], letters[1:]) if len(letters) > 1 else pair_keys(letters, np.zeros_like(letters))


def _word_key(word: str) -> Keys:
    return word_keys(codes_of(word)[None, :LETTERS_KEPT])
