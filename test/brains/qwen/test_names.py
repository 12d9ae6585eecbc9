"""Known names in a text."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ipa_agents.brains.qwen.names import Names

NAMES = Names(
    [
        ('seat', 'seat'),
        ('seat heating', 'heating'),
        ('车窗', 'window'),
        ('窗', 'pane'),
        ('Café', 'cafe'),
        ('seat', 'other'),
    ]
)


@pytest.mark.parametrize(
    ('text', 'found'),
    [
        ('the seat heating and the seat', ['heating', 'seat']),
        ('SEAT', ['seat']),
        ('seats, reseat, seat7', []),
        ('打开车窗和窗', ['window', 'pane']),
        ('打开seat窗', ['seat', 'pane']),
        ('a café?', ['cafe']),
        ('', []),
    ],
)
def test_the_longest_name_counts_and_none_within_a_word(text: str, found: list[str]) -> None:
    assert list(NAMES.find(text)) == found


@given(text=st.text())
def test_no_text_makes_it_fail(text: str) -> None:
    list(NAMES.find(text))
