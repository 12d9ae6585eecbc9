import pytest

from ipa_agents.vehicle.catalogue import load_catalogue
from ipa_agents.vehicle.signals import Value
from ipa_agents.vehicle.simulator.controls import Controls, controls_from

HVAC = 'Vehicle.Cabin.HVAC'
DEFAULTS = load_catalogue().defaults()
FAN = f'{HVAC}.Station.Row2.Passenger.FanSpeed'


def test_nothing_known_is_a_sleeping_car() -> None:
    assert controls_from({}) == Controls()


@pytest.mark.parametrize(
    ('path', 'value', 'field', 'expected'),
    [
        (f'{HVAC}.Station.Row1.Passenger.Temperature', 19.5, 'temperatures', (22, 19.5, 22, 22)),
        (FAN, 60, 'fans', (0, 0, 0, 60)),
        (f'{HVAC}.IsAirConditioningActive', True, 'air_conditioning', True),
        (f'{HVAC}.IsRecirculationActive', True, 'recirculation', True),
        (f'{HVAC}.IsFrontDefrosterActive', True, 'front_defroster', True),
        (f'{HVAC}.IsRearDefrosterActive', True, 'rear_window', True),
        ('Vehicle.Cabin.Door.Row1.DriverSide.Window.Position', 50, 'openings', (0.5, 0, 0, 0)),
        ('Vehicle.Cabin.Door.Row2.DriverSide.IsOpen', True, 'openings', (0, 0, 3, 0)),
        ('Vehicle.Cabin.Sunroof.Position', -40, 'sunroof', 0.4),
        ('Vehicle.Cabin.Sunroof.Shade.Position', 100, 'shade', 0),
        ('Vehicle.Cabin.Seat.Row1.DriverSide.HeatingCooling', -100, 'seats', (-1, 0, 0, 0)),
        ('Vehicle.Chassis.SteeringWheel.HeatingCooling', 100, 'wheel_heating', 1),
        ('Vehicle.Powertrain.TractionBattery.Charging.StartStopCharging', 'START', 'charging', True),
        ('Vehicle.Powertrain.TractionBattery.Charging.ChargeLimit', 90, 'charge_limit', 90),
        (
            'Vehicle.Powertrain.TractionBattery.BatteryConditioning.RequestedMode',
            'FAST_CHARGING_PREPARATION',
            'conditioning',
            True,
        ),
    ],
)
def test_each_control_is_read_from_its_signal(path: str, value: Value, field: str, expected: object) -> None:
    assert path in DEFAULTS
    before, after = controls_from(DEFAULTS), controls_from(DEFAULTS | {path: value})
    assert getattr(before, field) != getattr(after, field)
    assert getattr(after, field) == pytest.approx(expected)


@pytest.mark.parametrize(('switch', 'fan'), [('IsOn', 0), ('IsRearOn', 0), ('IsEcoActive', 60)])
def test_what_is_switched_off_does_not_blow(switch: str, fan: float) -> None:
    assert controls_from({FAN: 60, f'{HVAC}.{switch}': False}).fans[3] == fan
