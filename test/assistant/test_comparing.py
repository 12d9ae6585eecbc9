import math

import pytest
from rehearsal import place

from ipa_agents.assistant.comparing import FACTS, compared
from ipa_agents.travel.places.found import Found, Reason


def found(name: str, distance: float = math.nan, *reasons: Reason, **fields: object) -> Found:
    return Found(place(name, distance, **fields), 0.0, reasons)  # type: ignore[arg-type]


def test_the_closer_one_is_that_with_the_shorter_way() -> None:
    assert compared([found('a', 900), found('b', 400), found('c', 500)], 'distance') == (1,)
    walked = [found('a', 100, Reason('walk', 400)), found('b', 900, Reason('walk', 120))]
    assert compared(walked, 'distance') == (1,)


def test_the_cheaper_one_is_told_by_its_fee_or_the_level_of_its_prices() -> None:
    assert compared([found('a', price=3), found('b', price=1)], 'price') == (1,)
    assert compared([found('a', 1, Reason('fee', 4.0)), found('b', 1, Reason('no_fee'))], 'price') == (1,)


def test_the_better_one_has_more_stars_and_the_later_one_closes_later() -> None:
    assert compared([found('a', rating=4.6), found('b', rating=4.1)], 'rating') == (0,)
    closing = [found('a', 1, Reason('open_until', 1320)), found('b', 1, Reason('open_always'))]
    assert compared(closing, 'open') == (1,)


def test_two_that_are_alike_are_not_settled() -> None:
    assert compared([found('a', price=1), found('b', price=2), found('c', price=1)], 'price') == (0, 2)


def test_what_nobody_knows_may_be_cheaper_so_it_is_not_settled() -> None:
    assert compared([found('a', price=1), found('b')], 'price') == (0, 1)
    assert compared([found('a'), found('b')], 'price') == (0, 1)


def test_nothing_is_cheaper_than_what_is_free_of_charge() -> None:
    assert compared([found('a', 1, Reason('no_fee')), found('b'), found('c', price=1)], 'price') == (0,)


def test_the_one_with_parking_is_that_which_is_known_to_have_it() -> None:
    has, lacks, silent = (
        found(name, attributes=tags) for name, tags in (('h', ('parking=yes',)), ('l', ('parking=no',)), ('s', ()))
    )
    assert compared([silent, lacks, has], 'parking') == (2,)
    assert compared([silent, lacks], 'parking') == (0,)
    assert compared([lacks, lacks], 'parking') == ()


@pytest.mark.parametrize('by', [*FACTS, 'parking'])
def test_of_nothing_there_is_none(by: str) -> None:
    assert compared([], by) == ()
