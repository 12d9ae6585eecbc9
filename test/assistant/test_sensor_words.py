import pytest

from ipa_agents.assistant.listener import Listener
from ipa_agents.assistant.sensor_words import sensed, with_flags
from ipa_agents.language import LANGUAGES, Language
from ipa_agents.persona.wording import load_phrases
from ipa_agents.vehicle.catalogue import load_catalogue
from ipa_agents.vehicle.signals import Value

CATALOGUE = load_catalogue()
WHEEL = 'Vehicle.Chassis.Axle.{}.Wheel.{}.Tire.Pressure'
BELT = 'Vehicle.Cabin.Seat.{}.IsBelted'
CODES = 'Vehicle.Diagnostics.DTCList'
CHARGING = 'Vehicle.Powertrain.TractionBattery.Charging.'


def spoken(values: dict[str, Value], language: Language = 'en') -> str:
    return ' | '.join(sensed(Listener(load_phrases()[language], CATALOGUE, 'row1_driver'), values))


def tyres() -> dict[str, Value]:
    return {WHEEL.format(row, side): 250 for row in ('Row1', 'Row2') for side in ('Left', 'Right')}


def test_sensors_that_agree_are_said_once() -> None:
    assert spoken(tyres()) == 'the tyre pressure is 2.5 bar everywhere'
    assert spoken(tyres(), 'zh') == '胎压都是2.5巴'


def test_one_that_differs_is_said_by_its_own_name() -> None:
    assert 'the rear left tyre pressure is 1.8 bar' in spoken(tyres() | {WHEEL.format('Row2', 'Left'): 180})


def low(*wheels: str) -> dict[str, Value]:
    flags = with_flags(tyres())[4:]
    return {flag: any(wheel in flag for wheel in wheels) for flag in flags}


def test_what_is_bad_comes_first_and_the_rest_is_fine() -> None:
    values = tyres() | low('Row2.Wheel.Left') | {WHEEL.format('Row2', 'Left'): 180}
    assert spoken(values) == 'the rear left tyre pressure is too low, 1.8 bar | the others are fine'
    assert spoken(values, 'zh') == '左后胎压偏低，只有1.8巴 | 其余正常'


def test_when_nothing_is_bad_that_is_said() -> None:
    assert spoken(tyres() | low()) == 'the tyre pressure is 2.5 bar everywhere | that is fine'
    values = tyres() | low() | {WHEEL.format('Row2', 'Left'): 240}
    assert spoken(values) == 'the tyre pressure is between 2.4 bar and 2.5 bar | that is fine'


def test_sensors_of_seats_are_said_by_their_seat() -> None:
    belts: dict[str, Value] = {BELT.format('Row1.DriverSide'): True, BELT.format('Row1.PassengerSide'): False}
    assert spoken(belts) == 'the seat belt is fastened | the seat belt on the passenger side is not fastened'
    assert spoken(belts, 'zh') == '安全带已系好 | 副驾安全带没有系'


def test_fault_codes_are_told_without_their_number() -> None:
    count = 'Vehicle.Diagnostics.DTCCount'
    assert spoken({count: 0, CODES: ()}) == 'the car reports no faults'
    assert spoken({count: 1, CODES: ('P0A80',)}) == 'the car reports faults: P0A80'


def test_a_car_that_does_not_charge_has_no_time_left() -> None:
    assert spoken({f'{CHARGING}IsCharging': False, f'{CHARGING}TimeToComplete': 0}) == 'the car is not charging'
    charging: dict[str, Value] = {f'{CHARGING}IsCharging': True, f'{CHARGING}TimeToComplete': 1800}
    assert spoken(charging).endswith('30 minutes')


def test_words_and_names_are_told_as_people_know_them() -> None:
    assert spoken({'Vehicle.Exterior.Weather': 'PARTLY_CLOUDY'}) == 'the weather is partly cloudy'
    assert spoken({'Vehicle.Exterior.Weather': 'RAIN'}, 'zh') == '天气是下雨'
    road = 'Vehicle.Cabin.Infotainment.Navigation.RoadName'
    assert spoken({road: ''}) == 'this road has no name'
    assert spoken({road: ''}, 'zh') == '这条路没有名字'
    assert spoken({road: 'Harbour Street'}) == 'the road is Harbour Street'


def test_only_facts_of_note_are_told_of_signals_without_a_name() -> None:
    worn = 'Vehicle.Chassis.Axle.Row1.Wheel.Left.Brake.IsBrakesWorn'
    assert spoken({worn: True}) == 'brake pads are worn'
    assert spoken({worn: False, 'Vehicle.IsMoving': True}) == ''


@pytest.mark.parametrize('language', LANGUAGES)
def test_every_sensor_with_a_name_can_be_told(language: Language) -> None:
    for spec in CATALOGUE.signals.values():
        if not spec.is_actuator and spec.names.get(language) and spec.default is not None:
            assert spoken({spec.path: spec.default}, language)
