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


def write(folder: Path, part: str, english: str, chinese: str) -> None:
    for language, text in (('en', english), ('zh', chinese)):
        (folder / language).mkdir(exist_ok=True)
        (folder / language / f'{part}.yaml').write_text(text)


def test_the_files_of_a_folder_are_read_as_one(tmp_path: Path) -> None:
    write(tmp_path, 'car', 'done: {open: opened}\n', 'done: {open: 已打开}\n')
    write(tmp_path, 'dialogue', 'wake: Hi\n', 'wake: 我在\n')
    assert load_phrases(tmp_path)['zh'].phrases == {'done.open': '已打开', 'wake': '我在'}


def test_a_file_that_one_language_lacks_is_named(tmp_path: Path) -> None:
    write(tmp_path, 'car', 'a: x\n', 'a: x\n')
    (tmp_path / 'zh' / 'trip.yaml').write_text('b: x\n')
    with pytest.raises(ConfigError, match=r'en/trip\.yaml'):
        load_phrases(tmp_path)


@pytest.mark.parametrize(
    ('english', 'chinese', 'reason'),
    [
        ('a: x\nb: y\n', 'a: x\n', 'zh/car.yaml:.*lacks b'),
        ("a: '{x'\n", 'a: x\n', 'en/car.yaml:1: a: '),
        ('a: [1]\n', 'a: x\n', 'en/car.yaml:1'),
        ('a: x\nwake: x\n', 'a: x\nwake: x\n', 'en/dialogue.yaml:1: wake stands in another file'),
    ],
)
def test_a_mistake_is_named(tmp_path: Path, english: str, chinese: str, reason: str) -> None:
    write(tmp_path, 'car', english, chinese)
    write(tmp_path, 'dialogue', 'wake: x\n', 'wake: x\n')
    with pytest.raises(ConfigError, match=reason):
        load_phrases(tmp_path)
