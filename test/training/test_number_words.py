"""Numbers as people say them."""

import pytest

from ipa_agents.brains.reflex.numbers import find_numbers
from ipa_agents.language import LANGUAGES, Language
from ipa_agents.training.number_words import digits, in_words


@pytest.mark.parametrize(
    ('number', 'en', 'zh'),
    [
        (0, 'zero', '零'),
        (10, 'ten', '十'),
        (15, 'fifteen', '十五'),
        (20, 'twenty', '二十'),
        (22.5, 'twenty-two point five', '二十二点五'),
        (100, 'one hundred', '一百'),
        (105, 'one hundred and five', '一百零五'),
        (115, 'one hundred and fifteen', '一百一十五'),
        (-5, 'minus five', '零下五'),
    ],
)
def test_numbers_in_words(number: float, en: str, zh: str) -> None:
    assert in_words(number, 'en') == en
    assert in_words(number, 'zh') == zh


def test_two_of_something_is_another_word_in_chinese() -> None:
    assert in_words(2, 'zh') == '两'
    assert in_words(2, 'zh', counted=False) == '二'
    assert in_words(2.5, 'zh') == '二点五'
    assert in_words(22, 'zh') == '二十二'


@pytest.mark.parametrize('language', LANGUAGES)
def test_what_is_said_is_understood_again(language: Language) -> None:
    for number in (*range(281), 22.5, 19.5):
        unit = ' percent' if language == 'en' else '度'
        (found,) = find_numbers(f'{in_words(number, language)}{unit}', language)
        assert found.value == number


def test_digits_have_no_needless_fraction() -> None:
    assert (digits(22.0), digits(22.5)) == ('22', '22.5')
