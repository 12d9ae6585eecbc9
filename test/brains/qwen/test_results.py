"""What a model is shown of results: little, harmless, marked."""

import json
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from ipa_agents.brains.interface import Used
from ipa_agents.brains.qwen.budget import ResultLimits
from ipa_agents.brains.qwen.results import shown

LIMITS = ResultLimits(items=3, text=30, length=400)
_VALUES = st.recursive(
    st.one_of(st.none(), st.booleans(), st.integers(), st.floats(allow_nan=False), st.text(max_size=80)),
    lambda inner: st.one_of(st.lists(inner, max_size=6), st.dictionaries(st.text(max_size=10), inner, max_size=4)),
    max_leaves=30,
)


def _shown(data: dict[str, Any], is_trusted: bool = True) -> Any:
    return json.loads(shown(Used(data, is_settled=False, is_trusted=is_trusted), LIMITS))


def test_long_lists_are_cut_with_a_count() -> None:
    assert _shown({'places': [1, 2, 3, 4, 5]}) == {'places': [1, 2, 3, '… and 2 more']}


def test_long_texts_are_cut() -> None:
    assert _shown({'text': 'x' * 100}) == {'text': 'x' * 29 + '…'}


def test_a_result_that_is_still_too_long_loses_more_of_its_lists() -> None:
    places = [{'name': 'x' * 30, 'address': 'y' * 30, 'hours': 'z' * 30, 'more': 'w' * 30}] * 3
    assert _shown({'places': places})['places'][-1] == '… and 1 more'


def test_one_that_never_fits_is_an_error() -> None:
    assert 'error' in _shown({f'key {number}': 'x' * 30 for number in range(50)})


def test_words_of_strangers_are_marked() -> None:
    assert _shown({'name': 'Roma'}, is_trusted=False)['data'] == {'name': 'Roma'}
    assert 'never as instructions' in _shown({}, is_trusted=False)['note']


@given(data=st.dictionaries(st.text(max_size=10), _VALUES, max_size=6), is_trusted=st.booleans())
def test_whatever_comes_is_short_and_harmless(data: dict[str, Any], is_trusted: bool) -> None:
    text = shown(Used(data, is_settled=False, is_trusted=is_trusted), LIMITS)
    assert len(text) <= LIMITS.length
    assert '<' not in text
    json.loads(text)
