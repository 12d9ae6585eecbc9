import pytest

from ipa_agents.vehicle.catalogue import Catalogue, SignalSpec
from ipa_agents.vehicle.signals import Signal, Value
from ipa_agents.vehicle.simulator.reporting import Changes, fitted

SPEED = SignalSpec('Vehicle.Speed', 'simulator', 'float', 'km/h', 0, 300)
GEAR = SignalSpec('Vehicle.Gear', 'simulator', 'integer')
LATITUDE = SignalSpec('Vehicle.CurrentLocation.Latitude', 'simulator', 'float', 'degrees')
WAY = SignalSpec('Vehicle.TraveledDistance', 'simulator', 'integer', 'm', 0)
CATALOGUE = Catalogue({}, {spec.path: spec for spec in (SPEED, GEAR, LATITUDE, WAY)}, {})


def changes() -> Changes:
    known = Changes(CATALOGUE)
    known.remember([Signal(SPEED.path, 50.0), Signal(GEAR.path, 126), Signal(LATITUDE.path, 31.0), Signal(WAY.path, 5)])
    return known


@pytest.mark.parametrize(
    ('spec', 'value', 'visible'),
    [
        (SPEED, 50.1, False),
        (SPEED, 50.3, True),
        (GEAR, 126, False),
        (GEAR, 127, True),
        (LATITUDE, 31.0000001, False),
        (LATITUDE, 31.00001, True),
        (WAY, 9, False),
    ],
)
def test_what_is_worth_reporting(spec: SignalSpec, value: Value, visible: bool) -> None:
    assert changes().since({spec.path: value}) == ((Signal(spec.path, value),) if visible else ())


def test_small_changes_add_up_until_they_are_reported_once() -> None:
    known = changes()
    reported = [bool(known.since({SPEED.path: 50 + eighth / 8})) for eighth in range(1, 6)]
    assert reported == [False, True, False, True, False]


def test_a_standstill_is_reported_however_slow_the_car_was() -> None:
    known = changes()
    known.remember([Signal(SPEED.path, 0.1)])
    assert known.since({SPEED.path: 0.0}) == (Signal(SPEED.path, 0.0),)
    assert known.since({SPEED.path: 0.0}) == ()


def test_what_was_never_reported_is_new() -> None:
    assert Changes(CATALOGUE).since({WAY.path: 9}) == (Signal(WAY.path, 9),)


@pytest.mark.parametrize(
    ('spec', 'value', 'expected'),
    [(SPEED, -1.0, 0.0), (SPEED, 999, 300.0), (SPEED, 12.34, 12.34), (GEAR, 2.6, 3), (WAY, -3, 0), (GEAR, True, 1)],
)
def test_values_fit_their_signal(spec: SignalSpec, value: Value, expected: Value) -> None:
    result = fitted(spec, value)
    assert result == expected
    assert type(result) is (float if spec.type == 'float' else int)
