from pathlib import Path

import pytest

from ipa_agents.errors import ConfigError
from ipa_agents.persona.wording import flatten, load_phrases, placeholders


def test_both_languages_have_the_same_phrases_with_the_same_slots() -> None:
    english, chinese = load_phrases()['en'].phrases, load_phrases()['zh'].phrases
    assert english.keys() == chinese.keys()
    for key, template in chinese.items():
        assert placeholders(template) <= placeholders(english[key]) | {'what', 'be'}, key


def test_a_slot_that_nobody_fills_leaves_nothing() -> None:
    assert load_phrases()['en']('media.playing_by', title='Moonrise') == 'Moonrise by  is playing'


def test_nested_phrases_become_dotted_keys() -> None:
    assert flatten({'a': {'b': {'c': 'x'}}, 'd': 'y'}) == {'a.b.c': 'x', 'd': 'y'}


def test_the_first_phrase_that_there_is() -> None:
    wording = load_phrases()['en']
    assert wording.first(('no_such', 'thanks')) == wording('thanks')
    assert wording.first(('no_such',)) == ''


@pytest.mark.parametrize(
    ('english', 'chinese', 'reason'),
    [
        ('a: x\nb: y\n', 'a: x\n', 'zh.yaml:.*lacks b'),
        ("a: '{x'\n", 'a: x\n', 'en.yaml:1: a: '),
        ('a: [1]\n', 'a: x\n', 'en.yaml:1'),
    ],
)
def test_a_mistake_is_named(tmp_path: Path, english: str, chinese: str, reason: str) -> None:
    (tmp_path / 'en.yaml').write_text(english)
    (tmp_path / 'zh.yaml').write_text(chinese)
    with pytest.raises(ConfigError, match=reason):
        load_phrases(tmp_path)
