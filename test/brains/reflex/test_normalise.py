import pytest

from ipa_agents.brains.reflex.normalise import MAXIMUM_LENGTH, fold, plain, without_politeness
from ipa_agents.brains.reflex.words import load_words
from ipa_agents.language import Language


@pytest.mark.parametrize(
    ('text', 'language', 'expected'),
    [
        ("What's  the   TEMPERATURE?", 'en', 'What is the TEMPERATURE'),
        ('Open it. Then close it!', 'en', 'Open it|Then close it'),
        ('set it to 20.5 degrees', 'en', 'set it to 20.5 degrees'),
        ('打开 空调 。 关闭车窗！', 'zh', '打开空调|关闭车窗'),
        ('請開啟車窗', 'zh', '请开启车窗'),
        ('ｏｐｅｎ the window 😀', 'en', 'open the window'),
        ('“play” «it»', 'en', 'play «it»'),
    ],
)
def test_one_plain_form(text: str, language: Language, expected: str) -> None:
    assert plain(text, language) == expected


def test_a_long_text_is_cut() -> None:
    assert len(plain('a b ' * 10_000, 'en')) <= MAXIMUM_LENGTH


@pytest.mark.parametrize(
    ('text', 'language', 'expected'),
    [
        ('could you please open the window for me', 'en', 'open the window'),
        ('uh well stop please', 'en', 'stop'),
        ('麻烦你帮我打开车窗好吗', 'zh', '打开车窗'),
        ('谢谢', 'zh', '谢谢'),
    ],
)
def test_politeness_goes(text: str, language: Language, expected: str) -> None:
    assert without_politeness(text, load_words(language)) == expected


def test_folding_keeps_every_place() -> None:
    assert fold('İSTANBUL') == 'İstanbul'
    assert fold('ÄB') == 'äb'
