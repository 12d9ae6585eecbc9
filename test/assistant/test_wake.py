import pytest

from ipa_agents.assistant.wake import squash, wake

PHRASES = ('hey juno', 'juno', '你好朱诺', '朱诺')


@pytest.mark.parametrize(
    ('text', 'rest'),
    [
        ('Hey Juno, open the window', 'open the window'),
        ('hey  JUNO... open the window', 'open the window'),
        ('HeyJuno open the window', 'open the window'),
        ('Open the window, Juno!', 'Open the window'),
        ('你好，朱诺，打开车窗', '打开车窗'),
        ('朱诺打开车窗', '打开车窗'),
        ('Juno', ''),
        ('Ｊｕｎｏ 打开车窗', '打开车窗'),
    ],
)
def test_a_call_is_heard_whatever_the_punctuation(text: str, rest: str) -> None:
    assert wake(text, PHRASES) == (True, rest)


@pytest.mark.parametrize('text', ['Junory lives here', 'open the window', 'my friend Juno is nice', ''])
def test_a_word_that_only_begins_like_the_name_does_not_call(text: str) -> None:
    assert wake(text, PHRASES) == (False, text)


def test_squash_leaves_letters_and_digits() -> None:
    assert squash('  23 °C, 打开！') == '23c打开'
