import os
import subprocess
import sys

import pytest

from ipa_agents.brains.interface import Call, Dialogue
from ipa_agents.brains.qwen.prompt.slice import Slicer
from ipa_agents.language import LANGUAGES
from ipa_agents.vehicle.catalogue import load_catalogue


@pytest.fixture(scope='module')
def slicer() -> Slicer:
    return Slicer(load_catalogue())


def ids(found: object) -> list[str]:
    return [function.id for function in found.functions]  # type: ignore[attr-defined]


def test_what_the_words_name_comes_first_in_their_order(slicer: Slicer) -> None:
    found = slicer.find('open the sunroof and switch the seat heating on', 'en')
    assert ids(found).index('sunroof.position') < ids(found).index('seat.heating')
    assert found.named >= {'sunroof.position', 'seat.heating'}


def test_chinese_needs_no_word_between(slicer: Slicer) -> None:
    assert {'climate.air_conditioning', 'seat.ventilation'} <= slicer.find('打开空调打开座椅通风', 'zh').named


@pytest.mark.parametrize('language', LANGUAGES)
def test_every_function_is_found_by_every_name(slicer: Slicer, language: str) -> None:
    missed = [
        (function.id, name)
        for function in load_catalogue().functions.values()
        for name in function.names[language]  # type: ignore[index]
        if function.id not in slicer.find(name, language).named  # type: ignore[arg-type]
    ]
    assert missed == []


def test_an_unfamiliar_wording_finds_what_is_alike(slicer: Slicer) -> None:
    found = slicer.find('heating for the steering wheel please', 'en')
    assert 'steering_wheel.heating' in ids(found)


def test_a_vague_wish_is_marked_as_such(slicer: Slicer) -> None:
    found = slicer.find("i'm freezing", 'en')
    assert 'climate.temperature' in found.wished
    assert found.named == frozenset()


def test_a_follow_up_speaks_of_what_was_done_last(slicer: Slicer) -> None:
    path = 'Vehicle.Cabin.Sunroof.Position'
    found = slicer.find('a bit more', 'en', Dialogue(focus=(Call('set_signals', {'signals': {path: 50}}),)))
    assert 'sunroof.position' in found.spoken_of


def test_a_path_of_the_past_that_is_unknown_now_does_no_harm(slicer: Slicer) -> None:
    found = slicer.find('more', 'en', Dialogue(asked=('Vehicle.Nowhere',)))
    assert found.spoken_of == frozenset()


def test_a_sentence_that_names_nothing_shows_the_common_functions_as_nobodys_wish(slicer: Slicer) -> None:
    found = slicer.find('how are you doing', 'en')
    assert ids(found)
    assert not found.named | found.wished | found.spoken_of


def test_a_sensor_is_for_reading(slicer: Slicer) -> None:
    found = slicer.find('what is the outside temperature', 'en')
    assert 'Vehicle.Exterior.AirTemperature' in [spec.path for spec in found.sensors]


def test_a_slice_is_small_whatever_is_said(slicer: Slicer) -> None:
    names = [function.names['en'][0] for function in load_catalogue().functions.values()]
    assert len(slicer.find(' and '.join(names), 'en').functions) == 8


def test_an_open_question_tells_what_a_yes_may_mean(slicer: Slicer) -> None:
    found = slicer.find('yes please', 'en', question='Shall I switch on the seat massage?')
    assert 'seat.massage' in found.spoken_of


def test_a_question_takes_the_place_of_what_was_done_before_it(slicer: Slicer) -> None:
    done = Dialogue(focus=(Call('set_signals', {'signals': {'Vehicle.Cabin.Refrigerator.IsOn': True}}),))
    assert slicer.find('yes please', 'en', done).spoken_of
    found = slicer.find('yes please', 'en', done, 'Shall I make it warmer?')
    assert not found.spoken_of
    assert 'climate.temperature' in ids(found)


def test_the_slice_is_the_same_in_every_process() -> None:
    code = (
        'from ipa_agents.brains.qwen.prompt.slice import Slicer\n'
        'from ipa_agents.vehicle.catalogue import load_catalogue\n'
        "found = Slicer(load_catalogue()).find('something for the side of the rear passenger seat light', 'en')\n"
        'print([function.id for function in found.functions])'
    )
    said = {
        subprocess.run(
            [sys.executable, '-c', code],
            env={**os.environ, 'PYTHONHASHSEED': seed},
            check=True,
            stdout=subprocess.PIPE,
            text=True,
        ).stdout
        for seed in ('1', '2', '3')
    }
    assert len(said) == 1, said
