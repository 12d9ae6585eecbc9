import math

import pytest

from ipa_agents.travel.charging.drive_log import DriveLog
from ipa_agents.vehicle.signals import Signal, Value

BATTERY = 'Vehicle.Powertrain.TractionBattery'


def report(seconds: float, **changed: Value) -> list[Signal]:
    values: dict[str, Value] = {
        'Vehicle.TripDuration': seconds,
        'Vehicle.Speed': 36.0,
        'Vehicle.TraveledDistance': 10 * seconds,
        'Vehicle.CurrentLocation.Altitude': 5.0,
        f'{BATTERY}.StateOfCharge.CurrentEnergy': 50.0,
        f'{BATTERY}.Charging.IsCharging': False,
        'Vehicle.Exterior.AirTemperature': -5.0,
        'Vehicle.Cabin.HVAC.AmbientAirTemperature': 18.0,
    }
    values |= {
        f'{BATTERY}.Charging.IsCharging' if name == 'charging' else name: value for name, value in changed.items()
    }
    return [Signal(path, value) for path, value in values.items()]


def test_a_full_report_is_a_moment_in_si_units() -> None:
    log = DriveLog()
    log.hear(report(1.0))
    (moment,) = log.drives[0]
    assert (moment.speed, moment.energy, moment.outside, moment.wish) == (pytest.approx(10), 50 * 3.6e6, -5.0, None)


def test_the_wish_is_that_of_the_zones_that_are_blown_into() -> None:
    log = DriveLog()
    station = 'Vehicle.Cabin.HVAC.Station.Row1'
    log.hear([Signal(f'{station}.Driver.FanSpeed', 40), Signal(f'{station}.Driver.Temperature', 20.0)])
    log.hear([Signal(f'{station}.Passenger.FanSpeed', 20), Signal(f'{station}.Passenger.Temperature', 24.0)])
    log.hear([Signal('Vehicle.Cabin.HVAC.Station.Row2.Driver.Temperature', 28.0)])
    log.hear(report(1.0))
    log.hear([Signal('Vehicle.Cabin.HVAC.IsOn', False)])
    log.hear(report(2.0))
    assert [moment.wish for moment in log.drives[0]] == [22.0, None]


def test_a_new_drive_begins_when_the_clock_goes_back_or_a_while_is_missing_or_it_was_charged() -> None:
    log = DriveLog()
    for seconds in (100.0, 101.0, 1.0, 2.0, 300.0):
        log.hear(report(seconds))
    log.hear(report(301.0, charging=True))
    log.hear(report(302.0))
    assert [[moment.seconds for moment in drive] for drive in log.drives if drive] == [
        [100.0, 101.0],
        [1.0, 2.0],
        [300.0],
        [302.0],
    ]


def test_what_is_missing_or_no_number_makes_no_moment() -> None:
    log = DriveLog()
    log.hear(report(1.0, **{'Vehicle.Exterior.AirTemperature': math.nan}))
    log.hear([Signal('Vehicle.TraveledDistance', 3.0)])
    assert log.drives == [[]]
