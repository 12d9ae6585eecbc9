"""What a search needs of a store, wherever that lies: places in Z-order, and which of them lie where."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import repeat
from typing import Protocol

import numpy as np

from ipa_agents.travel.places.layout import BLOCK
from ipa_agents.travel.places.naming.index import Matches
from ipa_agents.travel.places.place import UNSEEN, Place, Seen
from ipa_agents.travel.places.rows import Numbers, Rows
from ipa_agents.travel.places.wish import Wish
from ipa_agents.travel.places.zorder import Boxes, Codes, covering

__all__ = ['Part', 'RowSource', 'part_of']


@dataclass(frozen=True, eq=False)
class Part:
    """Boxes, and runs of numbers (first, end), ascending, that hold all places in them, and some that lie around."""

    boxes: Boxes
    runs: Numbers

    @property
    def size(self) -> int:
        """How many places it has at most."""
        return int((self.runs[:, 1] - self.runs[:, 0]).sum())


class RowSource(Protocol):
    """A store whose places are numbered in Z-order, so that all stores are searched and ranked alike."""

    def part(self, boxes: Boxes) -> Part:
        """The part of the store in which the boxes lie."""
        ...

    def near(self, part: Part, wish: Wish) -> Rows:
        """All places in the boxes that are of the wanted kinds and fit; others of these kinds may be among them."""
        ...

    def named(self, text: str, part: Part, wish: Wish) -> tuple[Rows, Matches]:
        """The places in the runs that are of the wanted kinds and have a name like `text`."""
        ...

    def about(self, text: str, part: Part) -> int:
        """About how many places in the runs may have a name with all of `text`, at most."""
        ...

    def places(self, numbers: Sequence[int], seen: Iterable[Seen] = repeat(UNSEEN)) -> Sequence[Place]:
        """The places with these numbers, each with what a search makes of it."""
        ...

    def number_of(self, place_id: str) -> int | None:
        """The number of the place with this id, None where there is none."""
        ...


def part_of(boxes: Boxes, block_codes: Codes, count: int) -> Part:
    """The part in which boxes lie, of `count` places, of which every BLOCK-th has one of the codes."""
    runs = covering(boxes)
    first = np.maximum(block_codes.searchsorted(runs[:, 0]) - 1, 0)
    end = block_codes.searchsorted(runs[:, 1], side='right')
    # Two runs may begin and end in the same block.
    first[1:] = np.maximum(first[1:], end[:-1])
    return Part(boxes, np.minimum(np.array([first, end]).T[first < end] * BLOCK, count))
