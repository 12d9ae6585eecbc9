import numpy as np
import pytest

from ipa_agents.travel.places.naming.block import BLOCK, Block
from ipa_agents.travel.places.naming.blocks import Area, Ranges


def ranges(*rows: tuple[int, int]) -> Ranges:
    return Ranges.of(np.array(rows, np.int64).reshape(-1, 2), 10 * BLOCK)


def area(offset: int, where: Ranges, places: list[int]) -> Area:
    starts = np.array([0, len(places)], np.uint32)
    return Area(Block(np.array([5], np.uint64), starts, np.array(places, np.uint16), np.empty(0)), offset, where)


@pytest.mark.parametrize(
    ('rows', 'blocks'),
    [
        (((0, 1),), [0]),
        (((0, BLOCK),), [0]),
        (((BLOCK - 1, BLOCK + 1),), [0, 1]),
        (((5, 6), (7, 8), (9, 2 * BLOCK + 1), (2 * BLOCK + 4, 3 * BLOCK)), [0, 1, 2]),
        (((3, 3), (4 * BLOCK, 4 * BLOCK + 1)), [4]),
        (((9 * BLOCK, 99 * BLOCK),), [9]),
        ((), []),
    ],
)
def test_each_block_with_a_part_of_a_range_is_named_once(rows: tuple[tuple[int, int], ...], blocks: list[int]) -> None:
    assert ranges(*rows).blocks == blocks


def test_all_places_are_one_range() -> None:
    assert Ranges.of(None, 70_000).size == 70_000
    assert Ranges.of(None, 70_000).blocks == [0, 1]


def test_what_lies_behind_an_odd_number_of_edges_is_in_a_range() -> None:
    where = ranges((2, 4), (4, 6), (9, 10))
    behind = where.edges.searchsorted(np.arange(12), 'right')
    assert np.flatnonzero(behind % 2).tolist() == [2, 3, 4, 5, 9]


@pytest.mark.parametrize('step', [1, 100])
def test_an_area_has_the_places_of_its_ranges_alone(step: int) -> None:
    rows = ((0, 7), (BLOCK - 50, BLOCK + 150), (BLOCK + 300, BLOCK + 301), (2 * BLOCK - 200, 3 * BLOCK))
    places = list(range(0, BLOCK, step))
    expected = [place for place in places if any(start <= BLOCK + place < end for start, end in rows)]
    assert area(BLOCK, ranges(*rows), places).having(0, 1).tolist() == expected


def test_many_places_are_trimmed_to_what_is_asked_for() -> None:
    middle = ranges((BLOCK + 300, BLOCK + 310), (BLOCK + 400, BLOCK + 500))
    places = np.arange(0, BLOCK, 10).astype(np.uint16)
    trimmed = area(BLOCK, middle, []).trimmed(places).tolist()
    assert trimmed == list(range(300, 500, 10))
    assert area(BLOCK, ranges((5, 3 * BLOCK)), []).trimmed(places).tolist() == places.tolist()
