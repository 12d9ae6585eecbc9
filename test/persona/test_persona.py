from pathlib import Path

import pytest

from ipa_agents.errors import ConfigError
from ipa_agents.persona.persona import load_persona

GOOD = """\
names: {en: Test, zh: 测试}
languages: [zh]
wake: {zh: [你好测试], en: [hey test]}
voice: {manner: {en: plain, zh: 平实}}
"""


def written(folder: Path, text: str) -> Path:
    file = folder / 'test.yaml'
    file.write_text(text)
    return file


@pytest.mark.parametrize('name', ['juno', 'finch'])
def test_the_personas_that_are_shipped_speak_both_languages(name: str) -> None:
    persona = load_persona(name)
    assert persona.languages == ('en', 'zh')
    assert persona.names['zh'] in ''.join(persona.wake)
    assert persona.names['en'] in persona.wording('en')('smalltalk.who')


def test_a_persona_words_phrases_otherwise_and_keeps_the_rest() -> None:
    finch, juno = load_persona('finch').wording('en'), load_persona('juno').wording('en')
    assert finch('ask.confirm', reason='It may rain.') == 'If I may ask: It may rain.'
    assert juno('ask.confirm', reason='It may rain.') == 'It may rain.'
    assert finch('guard_gone') == juno('guard_gone')


def test_a_persona_of_one_language_answers_in_it(tmp_path: Path) -> None:
    persona = load_persona(written(tmp_path, GOOD))
    assert persona.wording('en').language == 'zh'
    assert persona.wake == ('你好测试',)


@pytest.mark.parametrize(
    ('more', 'reason'),
    [
        ('phrases: {en: {no_such_phrase: hello}}', 'test.yaml:5: there is no phrase no_such_phrase'),
        ("phrases: {en: {wake: 'Hello {stranger}'}}", 'test.yaml:5: wake: nobody fills the slot stranger'),
        ("phrases: {en: {wake: 'Hello {'}}", 'test.yaml:5: wake: '),
        ('colour: red', 'colour'),
    ],
)
def test_a_mistake_is_named_with_its_line(tmp_path: Path, more: str, reason: str) -> None:
    with pytest.raises(ConfigError, match=reason):
        load_persona(written(tmp_path, GOOD + more))


def test_an_unknown_persona_names_those_there_are() -> None:
    with pytest.raises(ConfigError, match='finch, juno'):
        load_persona('nobody')
