from pathlib import Path

import pytest

import ipa_agents.cockpit
from ipa_agents.cockpit.vehicle_look import PATHS, look
from ipa_agents.vehicle.catalogue import load_catalogue
from ipa_agents.vehicle.signals import Value

DOOR = 'Vehicle.Cabin.Door.Row2.PassengerSide'
AMBIENT = 'Vehicle.Cabin.Light.AmbientLight.Row1.DriverSide'
CSS = (Path(ipa_agents.cockpit.__file__).parent / 'static' / 'car.css').read_text(encoding='utf-8')


def test_all_signals_are_those_of_the_catalogue() -> None:
    assert load_catalogue().signals.keys() >= PATHS


def test_a_car_that_has_said_nothing_is_closed_and_dark() -> None:
    assert look({}).classes == ()
    assert set(look({}).variables.values()) == {'0'}


@pytest.mark.parametrize(
    ('path', 'value', 'shown'),
    [
        (f'{DOOR}.IsOpen', True, 'door-row2_passenger'),
        ('Vehicle.Body.Trunk.Rear.IsOpen', True, 'trunk-open'),
        ('Vehicle.Body.Trunk.Front.IsOpen', True, 'hood-open'),
        ('Vehicle.Body.Windshield.Front.Wiping.Mode', 'SLOW', 'wiping'),
        ('Vehicle.Body.Lights.Hazard.IsSignaling', True, 'hazard'),
        ('Vehicle.Chassis.Axle.Row1.Wheel.Right.Tire.IsPressureLow', True, 'soft-row1_right'),
    ],
)
def test_what_is_open_or_on_is_a_class_that_the_style_sheet_draws(path: str, value: Value, shown: str) -> None:
    assert look({path: value}).classes == (shown,)
    assert f'.{shown}' in CSS


@pytest.mark.parametrize(('path', 'variable'), [(f'{DOOR}.Window.Position', '--window-row2_passenger')])
def test_glass_is_drawn_as_far_as_it_is_open(path: str, variable: str) -> None:
    assert look({path: 40}).variables[variable] == '40'
    assert f'var({variable}' in CSS


def test_a_tilted_roof_is_open_too() -> None:
    assert look({'Vehicle.Cabin.Sunroof.Position': -30}).variables['--sunroof'] == '30'


def test_ambient_light_has_the_colour_that_the_car_reports_while_it_is_on() -> None:
    signals = {f'{AMBIENT}.IsLightOn': True, f'{AMBIENT}.Color': '#FF8000'}
    assert look(signals).variables['--ambient-row1_driver'] == '#FF8000'
    assert 'ambient-row1_driver' in look(signals).classes
    assert '--ambient-row1_driver' not in look(signals | {f'{AMBIENT}.IsLightOn': False}).variables
