"""Sentences about functions: all functions, right values, right places."""

from collections import Counter
from random import Random

import pytest

from ipa_agents.brains.interface import Context, Sentence
from ipa_agents.brains.reflex.zones import named_seats, zones_in
from ipa_agents.language import LANGUAGES, Language
from ipa_agents.training.car import CarSentences, shared_names, signals_call
from ipa_agents.training.opinion import SecondOpinion
from ipa_agents.vehicle.catalogue import Catalogue
from ipa_agents.vehicle.seats import DRIVER, SEATS


@pytest.fixture(scope='module')
def opinion(catalogue: Catalogue) -> SecondOpinion:
    return SecondOpinion(catalogue)


@pytest.fixture(scope='module')
def car(catalogue: Catalogue, opinion: SecondOpinion) -> CarSentences:
    return CarSentences(catalogue, opinion)


@pytest.mark.parametrize('language', LANGUAGES)
def test_every_function_is_spoken_of_and_only_its_own_signals_are_set(
    car: CarSentences, catalogue: Catalogue, language: Language
) -> None:
    rng, signals = Random(1), catalogue.defaults()
    for function in car.functions:
        spoken = car.about(function, language, DRIVER, signals, rng)
        (call,) = spoken.part.calls
        written = call.arguments['signals']
        assert spoken.part.text
        assert written
        assert written.keys() <= function.paths().keys()
        for path, value in written.items():
            assert catalogue.check(path, value) == value


@pytest.mark.parametrize(('language', 'least'), [('en', 0.85), ('zh', 0.9)])
def test_the_reflex_mostly_understands_the_same(
    car: CarSentences, opinion: SecondOpinion, catalogue: Catalogue, language: Language, least: float
) -> None:
    """Whoever breaks how values or places are computed on either side sees it here."""
    rng, signals = Random(5), catalogue.defaults()
    agreed = Counter(
        opinion.agrees(Sentence(spoken.part.text, language, DRIVER), Context(signals), spoken.part.calls)
        for function in car.functions
        for spoken in [car.about(function, language, DRIVER, signals, rng)]
    )
    assert agreed[True] / agreed.total() >= least


def test_a_place_that_is_said_is_the_place_that_is_meant(car: CarSentences, catalogue: Catalogue) -> None:
    rng, signals = Random(3), catalogue.defaults()
    heating = catalogue.functions['seat.heating']
    said = 0
    for _ in range(300):
        language = rng.choice(LANGUAGES)
        speaker = rng.choice(SEATS)
        spoken = car.about(heating, language, speaker, signals, rng)
        zones = set(zones_in(spoken.part.text, language)) - {'here'}
        seats = named_seats(zones, speaker)
        if seats and spoken.request.operation in ('on', 'off'):  # "all the way up" is no place
            said += 1
            assert {catalogue[path].zone for path in spoken.part.calls[0].arguments['signals']} == set(seats)
    assert said > 50


def test_relative_wishes_start_from_what_the_car_shows(car: CarSentences, catalogue: Catalogue) -> None:
    rng = Random(4)
    limit = catalogue.functions['charging.limit']
    raised = set()
    for _ in range(150):
        spoken = car.about(limit, 'en', DRIVER, {limit.path: 70}, rng)
        if spoken.request.operation == 'raise' and spoken.request.amount == 'a_bit':
            raised.add(spoken.part.calls[0].arguments['signals'][limit.path])
    assert raised == {80}


def test_names_of_several_functions_are_known(catalogue: Catalogue) -> None:
    assert 'door' in shared_names(catalogue, 'en')
    assert '后视镜' in shared_names(catalogue, 'zh')
    assert 'sunroof tilt' not in shared_names(catalogue, 'en')


def test_whole_numbers_are_written_whole() -> None:
    call = signals_call({'a': 22.0, 'b': 22.5, 'c': True})
    assert [repr(value) for value in call.arguments['signals'].values()] == ['22', '22.5', 'True']
