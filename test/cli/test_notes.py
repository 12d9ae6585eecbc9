from string import Formatter

import pytest

from ipa_agents.cli.notes import note, notes
from ipa_agents.language import language_of


@pytest.mark.parametrize('key', notes())
def test_every_note_stands_in_both_languages(key: str) -> None:
    slots = {name for text in notes()[key].values() for _, name, *_ in Formatter().parse(text) if name}
    english, chinese = note(key, **dict.fromkeys(slots, ''))
    assert language_of(english) == 'en'
    assert language_of(chinese) == 'zh'


def test_slots_are_filled() -> None:
    assert all('media' in line for line in note('absent', names='media'))
