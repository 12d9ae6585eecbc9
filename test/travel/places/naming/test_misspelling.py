import pytest

from ipa_agents.travel.places.naming.misspelling import alike, near_words
from ipa_agents.travel.places.naming.terms import codes_of, word_keys


def is_near(said: str, meant: str) -> bool:
    key = word_keys(codes_of(meant)[None])[0]
    lows, highs = near_words(said)
    return bool(((lows <= key) & (key <= highs)).any())


@pytest.mark.parametrize('said', ['hiltn', 'hiltton', 'hlton', 'hiltan', 'ihlton', 'hitlon', 'hilto', 'hilton'])
def test_a_word_with_a_letter_wrong_is_near(said: str) -> None:
    assert is_near(said, 'hilton')


def test_the_end_of_a_long_word_may_be_quite_wrong() -> None:
    assert is_near('restaurand', 'restaurante')
    assert is_near('starbuchse', 'starbucks')


@pytest.mark.parametrize(('said', 'meant'), [('bank', 'cafe'), ('hilton', 'milan'), ('cafe', 'cafeteria')])
def test_another_word_is_not_near(said: str, meant: str) -> None:
    assert not is_near(said, meant)


def test_alike_is_a_share_and_none_for_what_is_not_meant() -> None:
    starbucks, stargazer = (word_keys(codes_of(word)[None])[0] for word in ('starbucks', 'stargazer'))
    assert alike('starbucks', starbucks) == 1
    assert 0.9 < alike('starbuks', starbucks) < 1
    assert alike('starbuks', stargazer) == 0
