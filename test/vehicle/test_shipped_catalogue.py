"""What config/catalogue/ holds: enough functions, named well in both languages, within the rules of the guard."""

import re
from collections import Counter

import pytest

from ipa_agents.config_files import config_folder, read_yaml
from ipa_agents.language import LANGUAGES
from ipa_agents.vehicle.catalogue import Catalogue, load_catalogue
from ipa_agents.vehicle.catalogue_entries import spoken
from ipa_agents.vehicle.function import Function, Names
from ipa_agents.vehicle.seats import DRIVER

CATALOGUE = load_catalogue()
FUNCTIONS = list(CATALOGUE.functions.values())
SENSORS = [spec for spec in CATALOGUE.signals.values() if not spec.is_actuator]
WORDS = read_yaml(config_folder() / 'verbs.yaml').data
VERBS = WORDS['families']
HAN = re.compile(r'[\u4e00-\u9fff]')
NEVER = re.compile(
    r'Airbag|PedalPosition|\.ESC\.|\.ABS\.|\.TCS\.|CruiseControl|Steering.*Angle|Gear$|IsEngaged|Diagnostics'
)


@pytest.fixture
def catalogue() -> Catalogue:
    return CATALOGUE


def _in_their_language(names: Names) -> bool:
    """English without Han; Chinese with Han, but for brands and abbreviations that English has as well."""
    english = {spoken(name) for name in names['en']}
    return not any(map(HAN.search, names['en'])) and all(
        HAN.search(name) or spoken(name) in english for name in names['zh']
    )


def test_there_are_enough_functions() -> None:
    assert len(FUNCTIONS) >= 110


@pytest.mark.parametrize('function', FUNCTIONS, ids=lambda function: function.id)
def test_a_function_is_complete(function: Function) -> None:
    for language in LANGUAGES:
        assert function.names[language]
    assert HAN.search(function.names['zh'][0]) or function.names['zh'][0].isupper()
    assert _in_their_language(function.names)
    assert all(map(_in_their_language, function.allowed.values()))
    for path in function.paths():
        assert CATALOGUE.check(path, function.default) == function.default
    assert not NEVER.search(function.path)


@pytest.mark.parametrize('language', LANGUAGES)
def test_no_two_functions_share_a_name_and_verbs(language: str) -> None:
    users = Counter((spoken(name), function.verbs) for function in FUNCTIONS for name in function.names[language])
    assert [name for name, count in users.items() if count > 1] == []


@pytest.mark.parametrize('language', LANGUAGES)
def test_the_first_names_of_sensors_are_their_own(language: str) -> None:
    one_each = [spec for spec in SENSORS if spec.names[language] and spec.zone in (None, DRIVER)]
    firsts = Counter(spec.names[language][0] for spec in one_each)
    assert len(firsts) == len(one_each)


def test_the_four_tyres_answer_to_one_name() -> None:
    for language, name in (('en', 'tyre pressure'), ('zh', '胎压')):
        assert sum(name in spec.names[language] for spec in SENSORS) == 4


def test_words_for_values_are_in_their_language() -> None:
    for spec in SENSORS:
        assert all(map(_in_their_language, spec.value_names.values())), spec.path


def test_every_family_of_verbs_is_one_of_the_reflex_brain() -> None:
    assert {function.verbs for function in FUNCTIONS} <= VERBS.keys()


def test_what_stands_in_for_a_function_is_one() -> None:
    stand_ins = {identity for others in WORDS['stand_ins'].values() for identity in others.values()}
    assert CATALOGUE.functions.keys() >= WORDS['stand_ins'].keys() | stand_ins | set(WORDS['units'].values())


@pytest.mark.parametrize('language', LANGUAGES)
def test_no_value_is_called_like_something_to_do(language: str) -> None:
    """Otherwise "stop" or "off" alone would choose a value of some function that nobody named."""
    values = {spoken(name) for function in FUNCTIONS for names in function.allowed.values() for name in names[language]}
    operations = [words for family in VERBS.values() for words in family.values() if isinstance(words, dict)]
    assert values.isdisjoint(word for words in operations for word in words.get(language, ()))


@pytest.mark.parametrize('identity', ['trunk.open', 'light.high_beam', 'door.open', 'frunk.open', 'hood.open'])
def test_what_needs_an_explicit_yes(identity: str) -> None:
    assert CATALOGUE.functions[identity].risk == 'risky'


@pytest.mark.parametrize(
    'identity', ['trunk.open', 'door.open', 'frunk.open', 'hood.open', 'seat.fold', 'charging.flap']
)
def test_what_only_a_parked_car_does(identity: str) -> None:
    assert CATALOGUE.functions[identity].driving == 'parked'


def test_what_is_outside_or_drives_is_the_drivers() -> None:
    for function in FUNCTIONS:
        if function.path.startswith(
            ('Vehicle.Body.Lights', 'Vehicle.Body.Mirrors', 'Vehicle.Body.Windshield.Front.Wip')
        ):
            assert function.rights == 'driver', function.id
        if function.path.startswith(('Vehicle.ADAS', 'Vehicle.Powertrain', 'Vehicle.Chassis')):
            assert function.rights == 'driver', function.id


def test_seat_heating_and_ventilation_are_one_signal(catalogue: Catalogue) -> None:
    spec = catalogue['Vehicle.Cabin.Seat.Row1.DriverSide.HeatingCooling']
    assert (spec.minimum, spec.maximum, spec.zone) == (-100, 100, 'row1_driver')
    assert [function.id for function in spec.functions] == ['seat.heating', 'seat.ventilation']


def test_a_recording_of_vss_5_is_understood(catalogue: Catalogue) -> None:
    old = 'Vehicle.Cabin.Seat.Row1.PassengerSide.MassageLevel'
    assert catalogue[old].path == 'Vehicle.Cabin.Seat.Row1.PassengerSide.Massage.Level'
    assert len(catalogue.aliases) >= 12


@pytest.mark.parametrize('owner', ['hvac', 'body', 'simulator', 'media', 'navigation'])
def test_each_owner_has_signals(owner: str) -> None:
    assert CATALOGUE.defaults(owner)


def test_the_car_wakes_parked_and_still() -> None:
    defaults = CATALOGUE.defaults('simulator')
    assert defaults['Vehicle.Powertrain.Transmission.SelectedGear'] == 126
    assert defaults['Vehicle.Speed'] == 0
    assert defaults['Vehicle.IsMoving'] is False
