import pytest

from ipa_agents.assistant.listener import Listener
from ipa_agents.cabin.telltales import PATHS, Telltale, telltale_text, telltales
from ipa_agents.language import LANGUAGES, Language
from ipa_agents.persona.wording import load_phrases, load_words
from ipa_agents.vehicle.catalogue import load_catalogue

DOOR = 'Vehicle.Cabin.Door.Row2.DriverSide.IsOpen'
SEAT = 'Vehicle.Cabin.Seat.Row1.DriverSide'
TYRE = 'Vehicle.Chassis.Axle.Row2.Wheel.Left.Tire'
WASHER = 'Vehicle.Body.Windshield.Front.WasherFluid.IsLevelLow'
HIGH_BEAM = 'Vehicle.Body.Lights.Beam.High.IsOn'


def keys(signals: dict[str, object]) -> list[str]:
    return [telltale.key for telltale in telltales(signals)]


def test_all_signals_are_those_of_the_catalogue() -> None:
    assert load_catalogue().signals.keys() >= PATHS


def test_a_car_that_has_said_nothing_warns_of_nothing() -> None:
    assert telltales({}) == ()


def test_what_asks_to_stop_stands_before_what_only_tells() -> None:
    lit = telltales({HIGH_BEAM: True, WASHER: True, 'Vehicle.IsBrokenDown': True})
    assert [telltale.gravity for telltale in lit] == ['grave', 'mind', 'sign']


@pytest.mark.parametrize(('speed', 'warned'), [(0.0, False), (2.0, False), (30.0, True), (-5.0, True)])
def test_doors_and_belts_matter_once_the_car_drives(speed: float, warned: bool) -> None:
    signals = {
        'Vehicle.Speed': speed,
        DOOR: True,
        f'{SEAT}.OccupancyStatus': 'OCCUPIED',
        f'{SEAT}.IsBelted': False,
    }
    assert keys(signals) == (['door', 'belt'] if warned else [])


def test_an_empty_seat_needs_no_belt() -> None:
    empty = {'Vehicle.Speed': 30.0, f'{SEAT}.OccupancyStatus': 'EMPTY', f'{SEAT}.IsBelted': False}
    assert keys(empty) == []


def test_each_soft_tyre_is_told_but_worn_brakes_once() -> None:
    wheels = [f'Vehicle.Chassis.Axle.{row}.Wheel.{side}' for row in ('Row1', 'Row2') for side in ('Left', 'Right')]
    signals = {f'{wheel}.Tire.IsPressureLow': True for wheel in wheels}
    signals |= {f'{wheel}.Brake.IsBrakesWorn': True for wheel in wheels}
    assert keys(signals) == ['tyre'] * 4 + ['brake_pads']


@pytest.mark.parametrize(('charge', 'warned'), [(9.0, ['battery']), (11.0, [])])
def test_a_battery_is_low_below_ten_percent(charge: float, warned: list[str]) -> None:
    assert keys({'Vehicle.Powertrain.TractionBattery.StateOfCharge.Displayed': charge}) == warned


def test_faults_of_the_car_light_a_lamp_while_there_are_any() -> None:
    assert keys({'Vehicle.Diagnostics.DTCList': ('P0A80',)}) == ['fault']
    assert keys({'Vehicle.Diagnostics.DTCList': ()}) == []


@pytest.mark.parametrize(
    ('language', 'said'),
    [('en', 'The rear left tyre pressure is too low, 1.8 bar'), ('zh', '左后胎压')],
)
def test_a_warning_is_written_as_it_would_be_spoken(language: Language, said: str) -> None:
    signals = {f'{TYRE}.IsPressureLow': True, f'{TYRE}.Pressure': 180}
    listener = Listener(load_phrases()[language], load_catalogue(), 'row1_driver')
    (telltale,) = telltales(signals)
    assert telltale_text(telltale, signals, listener, load_words('cockpit')[language]).startswith(said)


@pytest.mark.parametrize('language', LANGUAGES)
def test_every_telltale_has_words(language: Language) -> None:
    words, listener = (
        load_words('cockpit')[language],
        Listener(load_phrases()[language], load_catalogue(), 'row1_driver'),
    )
    everything = dict.fromkeys(PATHS, True) | {
        'Vehicle.Speed': 50.0,
        'Vehicle.Powertrain.TractionBattery.StateOfCharge.Displayed': 1.0,
        **{path: 100 for path in PATHS if path.endswith('.Pressure')},
    }
    for telltale in telltales(everything):
        assert telltale_text(telltale, {}, listener, words)


def test_a_telltale_without_a_signal_says_what_it_is() -> None:
    words, listener = load_words('cockpit')['en'], Listener(load_phrases()['en'], load_catalogue(), 'row1_driver')
    assert telltale_text(Telltale('lamp', 'mind'), {}, listener, words) == 'A headlight is broken'
