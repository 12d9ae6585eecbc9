import math

import pytest

from ipa_agents.bridges.transcript import (
    Transcript,
    live_speech,
    locale_from,
    seats_from,
    transcription,
    usable_confidence,
)
from ipa_agents.errors import SetupError


def test_voices_have_the_seats_that_they_are_given() -> None:
    assert seats_from(' mic_1=row1_driver, *=row2_passenger,') == {'mic_1': 'row1_driver', '*': 'row2_passenger'}
    assert seats_from('') == {}


@pytest.mark.parametrize(
    'wrong', ['mic_1', 'mic_1=', 'mic_1=boot', '=row1_driver', 'mic/1=row1_driver', 'bär=row1_driver', 'a=b=c']
)
def test_what_gives_no_seat_is_said(wrong: str) -> None:
    with pytest.raises(SetupError, match='row1_driver, row1_passenger'):
        seats_from(f'mic_2=row1_driver, {wrong}')


def test_a_final_text_comes_alone() -> None:
    assert live_speech('open  the window ', 'open the', 'en_GB', 0.8, 12.0) == Transcript(
        'open the window', True, 'en-GB', 0.8, 12.0
    )
    assert live_speech('', 'open the', 'zh-CN', 0.0, 0.0) == Transcript('open the', False, 'zh-CN', 0.0)


@pytest.mark.parametrize('nothing', ['', '   ', '\n\t'])
def test_an_empty_text_is_nothing(nothing: str) -> None:
    assert live_speech(nothing, nothing, 'en_GB', 1.0, 0.0) is None
    assert transcription(nothing, 'en', 0.0) is None


def test_an_endless_text_ends_where_it_can_still_be_seen_that_it_was_too_long() -> None:
    said = live_speech('open ' * 1_000_000, '', 'en', 1.0, 0.0)
    assert said is not None
    assert 2000 < len(said.text) <= 4000


@pytest.mark.parametrize('sound', ['[BLANK_AUDIO]', ' (music) ', '[Applause] (laughter).', '【音乐】', '（笑声）'])
def test_sounds_are_no_speech(sound: str) -> None:
    assert transcription(sound, '', 0.0) is None


def test_words_beside_a_sound_are_speech() -> None:
    assert transcription('(cough) open the window', 'en', 3.0) == Transcript(
        '(cough) open the window', True, 'en', 1.0, 3.0
    )


@pytest.mark.parametrize(
    ('tag', 'locale'),
    [
        ('en_GB', 'en-GB'),
        ('en-GB', 'en-GB'),
        ('ZH_cn', 'zh-cn'),
        ('zh', 'zh'),
        ('', ''),
        ('tlh', ''),
        ('fr_FR', ''),
        ('_', ''),
    ],
)
def test_a_locale_that_is_not_spoken_here_leaves_it_to_the_text(tag: str, locale: str) -> None:
    assert locale_from(tag) == locale


@pytest.mark.parametrize('wrong', [math.nan, math.inf, -0.1, 1.1, 85.0])
def test_what_is_no_confidence_is_none(wrong: float) -> None:
    assert usable_confidence(wrong) == 0.0
    assert usable_confidence(0.9) == 0.9
