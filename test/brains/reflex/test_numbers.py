import pytest

from ipa_agents.brains.reflex.numbers import find_numbers
from ipa_agents.language import Language


@pytest.mark.parametrize(
    ('text', 'language', 'values'),
    [
        ('twenty three degrees', 'en', [23]),
        ('two and a half', 'en', [2.5]),
        ('one hundred and five', 'en', [105]),
        ('a hundred', 'en', [100]),
        ('twenty point five degrees', 'en', [20.5]),
        ('20.5 and 7', 'en', [20.5, 7]),
        ('the other one', 'en', []),
        ('one degree', 'en', [1]),
        ('someone often weighs things', 'en', []),
        ('二十三度', 'zh', [23]),
        ('十八', 'zh', [18]),
        ('一百二', 'zh', [120]),
        ('一百零五', 'zh', [105]),
        ('二三点五', 'zh', [23.5]),
        ('两度', 'zh', [2]),
        ('三成', 'zh', [30]),
        ('百分之五十', 'zh', [50]),
        ('开一点', 'zh', []),
        ('一些', 'zh', []),
    ],
)
def test_numbers_are_found(text: str, language: Language, values: list[float]) -> None:
    assert [found.value for found in find_numbers(text, language)] == values


def test_percent_is_part_of_the_words() -> None:
    (found,) = find_numbers('调到百分之三十', 'zh')
    assert (found.percent, found.start, found.end) == (True, 2, 7)
