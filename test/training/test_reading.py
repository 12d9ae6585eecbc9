"""Questions on the state of the car, and what cannot be done."""

from random import Random

from ipa_agents.language import LANGUAGES
from ipa_agents.training.car import shared_names
from ipa_agents.training.reading import Reading
from ipa_agents.vehicle.catalogue import Catalogue
from ipa_agents.vehicle.seats import DRIVER


def test_what_is_asked_is_read_and_told(catalogue: Catalogue) -> None:
    reading, rng = Reading(catalogue), Random(1)
    for index in range(300):
        part = reading.part(LANGUAGES[index % 2], DRIVER, rng)
        (call,) = part.calls
        assert call.tool == 'read_signals'
        assert call.arguments['tell'] is True
        for path in call.arguments['paths']:
            assert catalogue[path].path == path


def test_functions_are_asked_for_by_names_of_their_own(catalogue: Catalogue) -> None:
    reading, rng = Reading(catalogue), Random(2)
    shared = shared_names(catalogue, 'zh')
    asked = [reading.part('zh', DRIVER, rng) for _ in range(300)]
    assert any(catalogue[part.calls[0].arguments['paths'][0]].is_actuator for part in asked)
    assert not any(part.text in {f'{name}开着吗' for name in shared} for part in asked)


def test_what_plays_is_left_to_the_tool_for_it(catalogue: Catalogue) -> None:
    reading, rng = Reading(catalogue), Random(3)
    paths = {path for _ in range(400) for path in reading.part('en', DRIVER, rng).calls[0].arguments['paths']}
    assert not any('Media.Played' in path for path in paths)
