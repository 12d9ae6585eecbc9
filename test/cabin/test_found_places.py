from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from ipa_agents.cabin.events import Stage
from ipa_agents.cabin.found_places import FoundPlace, found_places, is_of_view
from ipa_agents.language import Words

CAFE = {'name': 'Beacon Coffee', 'name_zh': '灯标咖啡', 'latitude': 31.2, 'longitude': 165.4, 'kind': 'cafe'}


def searched(**detail: Any) -> Stage:
    return Stage('t', 'assistant', 'search', detail, 1.0, 0.0)


def test_places_are_numbered_as_they_are_listed() -> None:
    nameless = {**CAFE, 'name_zh': ''}
    assert found_places(searched(places=[CAFE, nameless])) == (
        FoundPlace(1, Words('Beacon Coffee', '灯标咖啡'), 31.2, 165.4),
        FoundPlace(2, Words('Beacon Coffee', 'Beacon Coffee'), 31.2, 165.4),
    )


def test_a_search_that_found_nothing_is_not_the_same_as_no_search() -> None:
    assert found_places(searched(found=0)) == ()
    assert found_places(Stage('t', 'assistant', 'said', {'places': [CAFE]}, 1.0, 0.0)) is None


def test_what_is_no_place_is_left_out_and_the_others_keep_their_numbers() -> None:
    far = {**CAFE, 'latitude': 91.0}
    found = found_places(searched(places=['x', None, far, {**CAFE, 'longitude': True}, CAFE]))
    assert found is not None
    assert [place.number for place in found] == [5]


JSON = st.recursive(
    st.none() | st.booleans() | st.floats() | st.text(), lambda some: st.lists(some) | st.dictionaries(st.text(), some)
)


@given(JSON)
def test_any_detail_is_read(places: Any) -> None:
    assert isinstance(found_places(searched(places=places)), tuple)


def test_why_a_place_was_chosen_is_told_in_both_languages() -> None:
    told = {**CAFE, 'reasons': ['2 min detour', 'rated 4.6', 7], 'reasons_zh': ['绕路2分钟', '评分4.6', '七']}
    found = found_places(searched(places=[told, {**CAFE, 'reasons': 'many', 'reasons_zh': ['多']}]))
    assert found is not None
    assert found[0].why == (Words('2 min detour', '绕路2分钟'), Words('rated 4.6', '评分4.6'), Words('7', '七'))
    assert found[1].why == ()


def test_reasons_without_end_are_cut() -> None:
    many = {**CAFE, 'reasons': ['x' * 500] * 90, 'reasons_zh': ['很' * 500] * 90}
    found = found_places(searched(places=[many]))
    assert found is not None
    assert len(found[0].why) < 10
    assert max(len(why.en) for why in found[0].why) < 100


def test_a_search_says_whether_it_looked_only_at_what_is_seen() -> None:
    assert is_of_view(searched(where='view'))
    assert not is_of_view(searched(where='near'))
    assert not is_of_view(searched())
