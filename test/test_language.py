import pytest

from ipa_agents.language import LANGUAGES, Words, language_of, primary_language


@pytest.mark.parametrize(
    ('text', 'language'),
    [
        ('open the window', 'en'),
        ('打开车窗', 'zh'),
        ('打开 WiFi', 'zh'),
        ('打開車窗', 'zh'),
        ('play something by 周杰伦 please my friend', 'en'),
        ('AC', 'en'),
        ('Größe', 'en'),
    ],
)
def test_language_of_a_sentence(text: str, language: str) -> None:
    assert language_of(text) == language


@pytest.mark.parametrize('text', ['', '   ', '22', '🙂👍', '?!'])
def test_what_has_no_language_has_the_default(text: str) -> None:
    assert language_of(text) == 'en'
    assert language_of(text, 'zh') == 'zh'


@pytest.mark.parametrize(
    ('locale', 'language'),
    [('en', 'en'), ('en-GB', 'en'), ('EN_us', 'en'), ('zh', 'zh'), ('zh-CN', 'zh'), ('zh_Hant_TW', 'zh')],
)
def test_language_of_a_locale(locale: str, language: str) -> None:
    assert primary_language(locale) == language


@pytest.mark.parametrize('locale', ['', 'de-DE', 'zhx', '-'])
def test_a_locale_that_is_not_spoken_here(locale: str) -> None:
    assert primary_language(locale, 'zh') == 'zh'
    assert primary_language(locale, 'en') == 'en'


def test_words_answer_in_each_language() -> None:
    words = Words('window', '车窗')
    assert [words[language] for language in LANGUAGES] == ['window', '车窗']
