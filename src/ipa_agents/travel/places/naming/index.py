"""Finds places by what people call them: parts of names, in pinyin, misspelt, in any language."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import IntEnum
from functools import cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from ipa_agents.travel.places.naming.asked import AskedName, Clause, Part, asked_name
from ipa_agents.travel.places.naming.block import BLOCK
from ipa_agents.travel.places.naming.blocks import Area, Blocks, MappedBlocks, Ranges
from ipa_agents.travel.places.naming.hits import Hits, among, hits_of
from ipa_agents.travel.places.naming.likeness import likeness
from ipa_agents.travel.places.naming.pinyin import readings

__all__ = ['How', 'Matches', 'NameIndex']

_CANDIDATES = 60
"""How many of the likest places are compared letter by letter where no name has all that was asked for."""
_BLOCKS = 8
"""Where more blocks are asked for, the directory tells which of them are worth a look."""
_TERMS = 200
"""How many words of a block are compared with one that may be misspelt."""
_LEAST = 0.6
_SPOKEN, _PART, _ROUGH = 0.98, 0.93, 0.85
"""The likeness of names that sound the same; have all that was asked for; have words that begin like it."""
_FULLER = 0.05
"""How much likelier a name is meant that has nothing else."""
_COUNTED = 15
"""Sizes of names are told up to this."""
_SIZES = 256
"""What there is of sizes: the words and the signs of a name in one byte."""


NamesOf = Callable[[Sequence[int]], Sequence[Sequence[str]]]
"""Gives all names of each of some places."""


class How(IntEnum):
    """In what way a name is like the text."""

    SAME = 0
    PART = 1
    PINYIN = 2
    MISSPELT = 3


@dataclass(frozen=True, eq=False)
class Matches:
    """Places by their numbers, ascending; how much the likest name of each is like the text, 0..1; and How."""

    numbers: NDArray[np.int64]
    likeness: NDArray[np.float64]
    how: NDArray[np.uint8]

    def __getitem__(self, chosen: NDArray[np.bool_]) -> 'Matches':
        """Those that are chosen."""
        return Matches(self.numbers[chosen], self.likeness[chosen], self.how[chosen])


@dataclass(frozen=True, eq=False)
class NameIndex:
    """The names of the places of a store."""

    blocks: Blocks
    names: NamesOf

    @staticmethod
    def open(folder: Path, names: NamesOf) -> 'NameIndex':
        """The index in `folder`, mapped into memory.

        Raises MapMissing when there is none, or it is broken or of another version.
        """
        readings()  # takes a moment: now rather than at the first question
        return NameIndex(MappedBlocks.open(folder), names)

    def find(self, text: str, ranges: NDArray[np.int64] | None = None, most: int = 50_000) -> Matches:
        """The places whose names are like `text`: the `most` likest, none with a likeness below 0.6.

        `ranges` are rows of place numbers, start and end, ascending and apart; None is everywhere. From 0.93 on a name
        has all that was asked for; 1 is the same name. Below, it is misspelt or only begins like it.
        """
        asked = asked_name(text)
        if asked is None:
            return _NOTHING
        where = Ranges.of(ranges, self.blocks.count)
        for clauses in (asked.clauses, asked.abbreviated()):
            found = [matches for clause in clauses if (matches := self._having_all(clause, where))]
            if found:
                return _best(found, most)
        return self._misspelt(asked, where)

    def about(self, text: str, ranges: NDArray[np.int64]) -> int:
        """About how many places in `ranges` may have a name with all of `text`, at most: as many as in their middle."""
        asked = asked_name(text)
        where = Ranges.of(ranges, self.blocks.count)
        blocks = where.blocks
        if asked is None or not blocks:
            return 0
        clause, middle = asked.clauses[0], blocks[len(blocks) // 2]
        areas = self.blocks.areas([middle], where, clause.lows, clause.highs)
        found = sum(area.fewest(clause.lows, clause.highs) for area in areas)
        return found * where.size // min(BLOCK, self.blocks.count - middle * BLOCK)

    def _having_all(self, clause: Clause, ranges: Ranges) -> Matches | None:
        areas = self.blocks.areas(self._having(clause, ranges.blocks), ranges, clause.lows, clause.highs)
        hits = hits_of(areas, clause, ranges)
        return None if hits is None else _rated(clause, hits)

    def _having(self, clause: Clause, blocks: Sequence[int]) -> Sequence[int]:
        """Those of many blocks in which all that is asked for occurs."""
        if len(blocks) <= _BLOCKS:
            return blocks
        directory = self.blocks.directory(clause.lows, clause.highs)
        having = np.array(blocks)
        for start, end in zip(*directory.positions(clause.lows, clause.highs), strict=True):
            having = having[among(having, directory.everywhere(start, end).astype(np.int64))]
        return list(having.tolist())

    def _misspelt(self, asked: AskedName, ranges: Ranges) -> Matches:
        parts = asked.parts()
        if not parts:
            return _NOTHING
        terms = np.concatenate([part.lows for part in parts]), np.concatenate([part.highs for part in parts])
        blocks = ranges.blocks
        if len(blocks) > _BLOCKS:
            likest = [number for _, number in _likest(self.blocks.directory(*terms), parts)]
            blocks = [number for number in likest if number in blocks][:_BLOCKS]
        areas = self.blocks.areas(blocks, ranges, *terms)
        rated = [(rating, area.offset + place) for area in areas for rating, place in _likest(area, parts)]
        numbers = np.array(sorted(number for _, number in sorted(rated, reverse=True)[:_CANDIDATES]), np.int64)
        alike = np.array([likeness(asked.text, names) for names in self.names(numbers.tolist())])
        kept = alike >= _LEAST
        return Matches(numbers[kept], alike[kept], np.full(np.count_nonzero(kept), How.MISSPELT, np.uint8))


_NOTHING = Matches(np.empty(0, np.int64), np.empty(0), np.empty(0, np.uint8))


def _rated(clause: Clause, hits: Hits) -> Matches:
    alike, how = _ratings(clause.words, clause.signs, clause.by_sound)
    which = hits.rough * np.intp(_SIZES) + hits.sizes
    return Matches(hits.numbers, alike.take(which), how.take(which))


@cache
def _ratings(words: int, signs: int, by_sound: bool) -> tuple[NDArray[np.float64], NDArray[np.uint8]]:
    """How much a name is like so many words and signs, and How: by its size, then the same for rough ones."""
    sizes, rough = np.tile(np.arange(_SIZES), 2), np.repeat([False, True], _SIZES)
    named = (sizes >> 4) * bool(words) + (sizes & _COUNTED) * bool(signs)
    size = words + signs
    same = (named <= size) & ~rough & (size < _COUNTED)
    alike = np.where(rough, _ROUGH, _PART) + _FULLER * np.minimum(1, size / np.maximum(named, 1))
    alike[same] = _SPOKEN if by_sound else 1
    how = np.where(same, How.SAME, How.PART)
    return alike, np.full_like(how, How.PINYIN, np.uint8) if by_sound else how.astype(np.uint8)


def _likest(area: Area, parts: Sequence[Part]) -> list[tuple[float, int]]:
    """The places that have most of the parts, rare ones first, each with its rating."""
    total, best = np.zeros(BLOCK), 0.0
    for part in parts:
        rating = np.zeros(BLOCK)
        starts, ends = area.positions(part.lows, part.highs)
        if part.word:
            terms = np.unique(np.concatenate([np.arange(*ends_of) for ends_of in zip(starts, ends, strict=True)]))
            degrees = {term: part.degree(area.block.keys[term]) for term in terms[:_TERMS].tolist()}
            for term in sorted(filter(degrees.get, degrees), key=degrees.__getitem__):
                rating[area.having(term, term + 1)] = degrees[term]
        else:
            rating[area.having(starts[0], ends[0])] = 1
        weight = 1 / np.log(2 + np.count_nonzero(rating))
        total += weight * rating
        best += weight
    places = np.flatnonzero(total)
    places = places[np.argsort(-total[places], kind='stable')[:_CANDIDATES]]
    return [(float(total[place] / best), place) for place in places.tolist()]


def _best(found: Sequence[Matches], most: int) -> Matches:
    """All in one, each place once, the `most` likest."""
    if len(found) == 1 and len(found[0].numbers) <= most:
        return found[0]
    numbers = np.concatenate([matches.numbers for matches in found])
    alike = np.concatenate([matches.likeness for matches in found])
    how = np.concatenate([matches.how for matches in found])
    if (numbers[1:] <= numbers[:-1]).any():
        order = np.lexsort((-alike, numbers))
        order = order[np.diff(numbers[order], prepend=-1) > 0]
        numbers, alike, how = numbers[order], alike[order], how[order]
    if len(numbers) > most:
        kept = np.sort(np.argpartition(-alike, most)[:most])
        numbers, alike, how = numbers[kept], alike[kept], how[kept]
    return Matches(numbers, alike, how)
