from collections.abc import Sequence

import numpy as np

from ipa_agents.travel.places.naming.asked import asked_name
from ipa_agents.travel.places.naming.block import BLOCK
from ipa_agents.travel.places.naming.blocks import Area, Ranges
from ipa_agents.travel.places.naming.build import make_block
from ipa_agents.travel.places.naming.hits import Hits, hits_of

BLOCKS = (
    ('Harbour Bar', 'Blue Door', 'Harbour Barber', 'Bar Harbour Street'),
    ('Barber Harbour', 'Harbours Barge'),
    ('Bar', 'Harbour'),
)


def hits(text: str, rows: Sequence[tuple[int, int]] | None = None) -> Hits | None:
    where = Ranges.of(None if rows is None else np.array(rows), len(BLOCKS) * BLOCK)
    areas = [Area(make_block(names), number * BLOCK, where) for number, names in enumerate(BLOCKS)]
    asked = asked_name(text)
    assert asked is not None
    return hits_of(areas, asked.clauses[0], where)


def test_places_of_all_blocks_have_all_of_it_and_words_are_told_from_beginnings() -> None:
    found = hits('harbour bar')
    assert found is not None
    assert found.numbers.tolist() == [0, 2, 3, BLOCK, BLOCK + 1]
    assert found.rough.tolist() == [False, True, False, True, True]


def test_the_size_of_a_name_is_that_of_its_own_block() -> None:
    found = hits('harbour')
    assert found is not None
    assert dict(zip(found.numbers.tolist(), (found.sizes >> 4).tolist(), strict=True)) == {
        0: 2,
        2: 2,
        3: 3,
        BLOCK: 2,
        BLOCK + 1: 2,
        2 * BLOCK + 1: 1,
    }


def test_places_outside_of_the_ranges_are_not_found() -> None:
    found = hits('harbour bar', [(1, 3), (3, 4), (BLOCK + 1, BLOCK + 2)])
    assert found is not None
    assert found.numbers.tolist() == [2, 3, BLOCK + 1]
    assert hits('harbour bar', [(1, 2), (2 * BLOCK, 3 * BLOCK)]) is None


def test_what_no_block_has_as_a_whole_is_not_found() -> None:
    assert hits('blue harbour') is None
    assert hits('heron') is None
