"""Only known tools with proper arguments, and only what the catalogue allows."""

import json
import math

import pytest

from ipa_agents.vehicle.exchange import Status

TEMPERATURE = 'Vehicle.Cabin.HVAC.Station.Row1.Driver.Temperature'
PLACE = {'place_id': 'n1', 'name': 'Cafe', 'latitude': 48.1, 'longitude': 11.5}


@pytest.mark.parametrize(
    'arguments',
    [
        '',
        '{',
        '[]',
        'null',
        '"text"',
        '{}',
        '{"signals": {}}',
        '{"signals": []}',
        '{"signals": {"PATH": NaN}}',
        '{"signals": {"PATH": Infinity}}',
        '{"signals": {"PATH": -Infinity}}',
        '{"signals": {"PATH": 1e999}}',
        '{"signals": {"PATH": ' + '9' * 400 + '}}',
        '{"signals": {"PATH": ' + '9' * 5000 + '}}',
        '{"signals": {"PATH": 20, "PATH": 22}}',
        '{"signals": {"PATH": 20}, "signals": {}}',
        '{"signals": {"PATH": 20}, "force": true}',
        '{"signals": {"PATH": "\\ud800"}}',
        '[' * 10000,
        '{"a":' * 3000,
        '{"signals": {"PATH": 20, "x": "' + 'x' * 16384 + '"}}',
        json.dumps({'signals': {f'Vehicle.A{index}': 1 for index in range(33)}}),
    ],
)
def test_malformed_arguments_are_denied(car, arguments):
    (outcome,) = car.propose('set_signals', arguments.replace('PATH', TEMPERATURE))
    assert (outcome.status, outcome.rule) == (Status.DENIED, 'malformed')
    assert car.commands == []


@pytest.mark.parametrize(
    ('path', 'value'),
    [
        ('Vehicle.Chassis.SteeringWheel.Angle', 10),
        ('Vehicle.Powertrain.Transmission.SelectedGear', 126),
        ('Vehicle.Speed', 0),
        ('Vehicle.Chassis.Brake.PedalPosition', 0),
        ('Vehicle.Diagnostics.DTCList', []),
        ('Vehicle.Cabin.Airbag.IsEnabled', False),
        ('Vehicle.No.Such.Path', 1),
        ('', 1),
        ('vehicle.speed', 1),
        (TEMPERATURE, 15.9),
        (TEMPERATURE, 28.1),
        (TEMPERATURE, -1e9),
        (TEMPERATURE, '22'),
        (TEMPERATURE, True),
        (TEMPERATURE, None),
        (TEMPERATURE, [22]),
        (TEMPERATURE, {'value': 22}),
        ('Vehicle.Cabin.HVAC.IsAirConditioningActive', 1),
        ('Vehicle.Cabin.HVAC.IsAirConditioningActive', 'true'),
        ('Vehicle.Cabin.HVAC.Station.Row1.Driver.AirDistribution', 'SIDEWAYS'),
        ('Vehicle.Cabin.Door.Row1.DriverSide.Window.Position', 50.5),
    ],
)
def test_what_the_catalogue_does_not_allow_is_denied(car, path, value):
    (outcome,) = car.wish({path: value})
    assert (outcome.status, outcome.rule) == (Status.DENIED, 'catalogue')
    assert outcome.reason
    assert outcome.reason_zh
    assert car.commands == []


def test_one_wrong_signal_denies_the_whole_proposal(car):
    assert car.wish({TEMPERATURE: 24, 'Vehicle.Speed': 0})[0].status is Status.DENIED
    assert car.commands == []


@pytest.mark.parametrize(
    ('tool', 'arguments'),
    [
        ('steer', {'angle': 3}),
        ('clear_fault_codes', {}),
        ('', {}),
        ('control_media', {}),
        ('control_media', {'action': 'EXPLODE'}),
        ('control_media', {'action': 'SEEK'}),
        ('control_media', {'action': 'SEEK', 'position': -1}),
        ('control_media', {'action': 'SET_VOLUME'}),
        ('control_media', {'action': 'SET_VOLUME', 'volume': 101}),
        ('control_media', {'action': 'SET_VOLUME', 'volume': '50'}),
        ('control_media', {'action': 'SET_SHUFFLE', 'mode': 'ONE'}),
        ('control_media', {'action': 'PLAY', 'query': 'x' * 201}),
        ('control_media', {'action': 'PLAY', 'url': 'x'}),
        ('navigate', {'action': 'START'}),
        ('navigate', {'action': 'START', 'place': {'query': 'somewhere'}}),
        ('navigate', {'action': 'START', 'place': {'name': 'no coordinates'}}),
        ('navigate', {'action': 'START', 'place': {**PLACE, 'latitude': 91}}),
        ('navigate', {'action': 'START', 'place': {**PLACE, 'longitude': None}}),
        ('navigate', {'action': 'START', 'place': PLACE, 'origin': PLACE}),
        ('navigate', {'action': 'START', 'place': PLACE, 'preference': 'scenic'}),
        ('navigate', {'action': 'CHOOSE_ALTERNATIVE'}),
        ('navigate', {'action': 'CHOOSE_ALTERNATIVE', 'alternative': 1.5}),
        ('confirm', {'yes': True}),
    ],
)
def test_unknown_tools_and_wrong_arguments_are_denied(car, tool, arguments):
    (outcome,) = car.propose(tool, arguments)
    assert (outcome.status, outcome.rule) == (Status.DENIED, 'malformed')
    assert car.commands == []


@pytest.mark.parametrize('place', [{**PLACE, 'latitude': math.nan}, {**PLACE, 'longitude': math.inf}])
def test_a_place_that_is_nowhere_is_denied(car, place):
    assert car.propose('navigate', {'action': 'START', 'place': place})[0].rule == 'malformed'
