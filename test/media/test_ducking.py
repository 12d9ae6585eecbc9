from itertools import pairwise

import pytest

from ipa_agents.media.ducking import Ducking, Speaking, speaking_time


def test_speaking_takes_time() -> None:
    assert speaking_time(' ') == 0
    assert 2 < speaking_time('The temperature is 21 degrees now.') < 4
    assert 2 < speaking_time('好的，温度已经调到二十一度了。') < 5


def test_the_last_sentence_ends_the_speech() -> None:
    speaking = Speaking()
    assert not speaking.is_on(0.0)
    speaking.hear('A short answer.', 1, True, 10.0)
    ends = 10.0 + speaking_time('A short answer.')
    assert speaking.is_on(ends - 0.01)
    assert not speaking.is_on(ends)


def test_sentences_of_a_turn_are_said_one_after_the_other_without_a_gap() -> None:
    speaking = Speaking()
    one = speaking_time('One.')
    speaking.hear('One.', 1, False, 0.0)
    assert speaking.is_on(one + 1.9)
    assert not speaking.is_on(one + 2.1)
    speaking.hear('One.', 1, False, 10.0)
    speaking.hear('One.', 1, True, 10.0)
    assert speaking.is_on(10.0 + 2 * one - 0.01)
    assert not speaking.is_on(10.0 + 2 * one)


def test_the_parts_of_a_sentence_take_as_long_as_the_whole() -> None:
    whole, parts = Speaking(), Speaking()
    whole.hear('A heat pump moves warmth.', 1, True, 5.0)
    for text in ('A heat', ' pump', ' moves'):
        parts.hear(text, 1, False, 5.0, continues=text.startswith(' '))
    parts.hear(' warmth.', 1, True, 5.0, continues=True)
    ends = 5.0 + speaking_time('A heat pump moves warmth.')
    assert whole.is_on(ends - 0.01)
    assert parts.is_on(ends - 0.01)
    assert not parts.is_on(ends + 0.01)


def test_what_is_more_important_takes_the_place_of_what_was_being_said() -> None:
    speaking = Speaking()
    speaking.hear('A long story. ' * 20, 0, True, 0.0)
    speaking.hear('Brake!', 2, True, 1.0)
    assert not speaking.is_on(1.0 + speaking_time('Brake!'))


def test_music_comes_back_after_the_longest_text() -> None:
    speaking = Speaking()
    speaking.hear('la ' * 10_000, 1, True, 0.0)
    assert speaking.is_on(59.0)
    assert not speaking.is_on(60.0)


def test_music_goes_down_and_up_in_a_ramp() -> None:
    ducking = Ducking(12.0)
    down = []
    for step in range(10):
        ducking.step(True, 100.0 + 0.02 * step)
        down.append(ducking.down)
    assert down == sorted(down)
    assert max(after - before for before, after in pairwise(down)) <= 3.0
    assert ducking.is_there(True)
    assert ducking.down == 12.0
    for step in range(10):
        ducking.step(False, 101.0 + 0.02 * step)
    assert (ducking.down, ducking.is_there(False)) == (0.0, True)


def test_after_a_pause_of_the_machine_the_ramp_is_still_one() -> None:
    ducking = Ducking(12.0)
    ducking.step(True, 0.0)
    ducking.step(True, 500.0)
    assert ducking.down <= 6.0


@pytest.mark.parametrize('is_speaking', [True, False])
def test_no_depth_is_no_ducking(is_speaking: bool) -> None:
    ducking = Ducking(0.0)
    ducking.step(is_speaking, 1.0)
    assert (ducking.down, ducking.is_there(is_speaking)) == (0.0, True)
