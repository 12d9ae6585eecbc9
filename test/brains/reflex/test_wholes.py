"""All the lights are many: each that is on is switched off by a step of its own."""

from collections.abc import Mapping

import pytest
import yaml

from ipa_agents.brains.interface import Context, Sentence
from ipa_agents.brains.reflex import ReflexBrain
from ipa_agents.brains.reflex.wholes import load_wholes
from ipa_agents.config_files import config_folder
from ipa_agents.language import language_of
from ipa_agents.vehicle.catalogue import Catalogue
from ipa_agents.vehicle.signals import Value

LOW, DOME = 'Vehicle.Body.Lights.Beam.Low.IsOn', 'Vehicle.Cabin.Light.IsDomeOn'
READING = 'Vehicle.Cabin.Light.Spotlight.Row{}.{}Side.IsLightOn'
ON: Mapping[str, Value] = {LOW: True, DOME: True, READING.format(1, 'Driver'): True, READING.format(2, 'Driver'): False}


def switched(brain: ReflexBrain, text: str, signals: Mapping[str, Value]) -> list[tuple[str, Mapping[str, Value]]]:
    steps = brain.understand(Sentence(text, language_of(text)), Context(signals=signals)).steps
    return [(str(step.slots['function']), step.call.arguments['signals']) for step in steps if step.call]


@pytest.mark.parametrize(
    'text', ['turn off all the lights', 'switch every light off', '关掉所有的灯', '把全部的灯都关了']
)
def test_each_light_that_is_on_is_switched_off(brain: ReflexBrain, text: str) -> None:
    assert switched(brain, text, ON) == [
        ('light.low_beam', {LOW: False}),
        ('light.dome', {DOME: False}),
        ('light.reading', {READING.format(1, 'Driver'): False}),
    ]


@pytest.mark.parametrize(
    ('text', 'signals', 'wanted'),
    [
        ('turn off all the lights', {}, [('light.low_beam', {LOW: False})]),
        ('turn on all the lights', ON, [('light.low_beam', {LOW: True})]),
        ('turn off all the headlights', ON, [('light.low_beam', {LOW: False})]),
        ('turn off the lights', ON, [('light.low_beam', {LOW: False})]),
    ],
)
def test_what_is_no_whole_stays_one(
    brain: ReflexBrain, text: str, signals: Mapping[str, Value], wanted: list[tuple[str, Mapping[str, Value]]]
) -> None:
    assert switched(brain, text, signals) == wanted


def test_all_parts_are_functions_of_the_car(catalogue: Catalogue) -> None:
    (lights,) = yaml.safe_load((config_folder() / 'verbs.yaml').read_text(encoding='utf-8'))['wholes']
    assert set(lights['parts']) <= catalogue.functions.keys()
    (entry,) = load_wholes(catalogue, 'en').entries
    assert [function.id for function in entry[1]] == lights['parts']
