"""Which signals of a databroker are ours, and how values pass between the two."""

import math
from typing import Any

import pytest
from databroker import actuator, sensor, value_of
from hypothesis import given
from hypothesis import strategies as st
from kuksa.val.v2 import types_pb2 as types

from ipa_agents.bridges.kuksa.signals import Link, Matched, load_rules, matched
from ipa_agents.errors import InvalidValue
from ipa_agents.vehicle.catalogue import load_catalogue

OWNERS = ('simulator', 'hvac', 'body')
SEAT = 'Vehicle.Cabin.Seat.Row1.DriverSide'
TEMPERATURE = 'Vehicle.Cabin.HVAC.Station.Row1.Driver.Temperature'
FAN = 'Vehicle.Cabin.HVAC.Station.Row1.Driver.FanSpeed'
DISTRIBUTION = 'Vehicle.Cabin.HVAC.Station.Row1.Driver.AirDistribution'


def _matched(*listed: types.Metadata, owners: tuple[str, ...] = OWNERS) -> Matched:
    return matched(load_catalogue(), load_rules(), listed, owners)


def _link(metadata: types.Metadata) -> Link:
    (link,) = _matched(metadata).links
    return link


@pytest.mark.parametrize(
    ('metadata', 'theirs', 'path', 'ours'),
    [
        (sensor('Vehicle.Speed', 'float', 'km/h'), 49.9, 'Vehicle.Speed', 49.9),
        (sensor('Vehicle.Speed', 'float', 'm/s'), 10.0, 'Vehicle.Speed', 36.0),
        (sensor('Vehicle.Speed', 'double'), 12.5, 'Vehicle.Speed', 12.5),
        (sensor('Vehicle.TraveledDistance', 'uint32', 'm'), 12_345, 'Vehicle.TraveledDistance', 12_345),
        # VSS 5 counts kilometres
        (sensor('Vehicle.TraveledDistance', 'float', 'km'), 12.345, 'Vehicle.TraveledDistance', 12_345),
        (actuator(TEMPERATURE, 'float', 'Celsius'), 21.1, TEMPERATURE, 21.1),
        (sensor('Vehicle.Exterior.AirTemperature', 'float', 'fahrenheit'), 50.0, 'Vehicle.Exterior.AirTemperature', 10),
        (actuator(FAN, 'uint8', 'percent'), 40, FAN, 40),
        (actuator(f'{SEAT}.HeatingCooling', 'int8', 'percent'), -60, f'{SEAT}.HeatingCooling', -60),
        (actuator(f'{SEAT}.MassageLevel', 'uint8', 'percent'), 50, f'{SEAT}.Massage.Level', 50),
        (actuator(f'{SEAT}.Backrest.Lumbar.Support', 'float', 'percent'), 25, f'{SEAT}.Backrest.LumbarSupport', 25.0),
        (sensor(f'{SEAT}.IsOccupied', 'boolean'), True, f'{SEAT}.OccupancyStatus', 'OCCUPIED'),
        (sensor(f'{SEAT}.IsOccupied', 'boolean'), False, f'{SEAT}.OccupancyStatus', 'EMPTY'),
        (sensor(f'{SEAT}.OccupancyStatus', 'string'), 'UNKNOWN', f'{SEAT}.OccupancyStatus', 'UNKNOWN'),
        (sensor(f'{SEAT}.IsBelted', 'boolean'), True, f'{SEAT}.IsBelted', True),
        (
            sensor('Vehicle.Diagnostics.DTCList', 'string[]'),
            ('P0001', 'U1'),
            'Vehicle.Diagnostics.DTCList',
            ('P0001', 'U1'),
        ),
        (actuator(DISTRIBUTION, 'string', allowed=['UP', 'DOWN']), 'UP', DISTRIBUTION, 'UP'),
    ],
)
def test_a_value_of_the_broker_is_one_of_ours(metadata: types.Metadata, theirs: Any, path: str, ours: Any) -> None:
    link = _link(metadata)
    value = link.ours(value_of(metadata, theirs))
    assert (link.spec.path, link.broker_path) == (path, metadata.path)
    assert value == pytest.approx(ours)
    assert type(value) is type(link.spec.check(value))
    assert link.spec.check(value) == value
    assert link.ours(link.theirs(value)) == pytest.approx(value)


@pytest.mark.parametrize(
    ('metadata', 'reason'),
    [
        (sensor('Vehicle.Speed', 'string'), 'is string, not float'),
        (sensor('Vehicle.Speed', 'boolean'), 'is boolean, not float'),
        (sensor('Vehicle.Speed', 'float[]'), 'is float_array, not float'),
        (sensor('Vehicle.Speed', 'float', 'furlong'), 'is in furlong, not in km/h'),
        (sensor('Vehicle.Diagnostics.DTCCount', 'uint8', 'percent'), 'is in percent, not in no unit'),
        (sensor(f'{SEAT}.IsBelted', 'uint8'), 'is uint8, not boolean'),
        (sensor(f'{SEAT}.IsOccupied', 'float'), 'is float, not string'),
        (actuator(TEMPERATURE, 'int8', 'celsius'), 'is int8, too coarse for float'),
        (sensor('Vehicle.Speed', 'unspecified'), 'is unspecified, not float'),
    ],
)
def test_what_cannot_be_ours_is_refused_by_its_path_and_the_others_go_on(metadata: types.Metadata, reason: str) -> None:
    found = _matched(metadata, actuator(FAN, 'uint8', 'percent'))
    assert found.refused == {metadata.path: reason}
    assert [link.spec.path for link in found.links] == [FAN]


def test_what_is_unknown_or_of_others_is_no_matter() -> None:
    volume = actuator('Vehicle.Cabin.Infotainment.Media.Volume', 'uint8', 'percent')
    found = _matched(sensor('Vehicle.Wings.Span', 'float', 'm'), volume, actuator(FAN, 'uint8'), owners=('simulator',))
    assert found == Matched(())


def test_the_own_path_goes_before_a_renamed_one() -> None:
    both = [sensor(f'{SEAT}.IsOccupied', 'boolean'), sensor(f'{SEAT}.OccupancyStatus', 'string')]
    assert [link.broker_path for link in _matched(*both).links] == [f'{SEAT}.OccupancyStatus']


def test_only_what_is_an_actuator_on_both_sides_can_be_told() -> None:
    lock = 'Vehicle.Cabin.Door.Row2.DriverSide.IsChildLockActive'
    assert _link(actuator(FAN, 'uint8')).is_actuator
    assert not _link(sensor(lock, 'boolean')).is_actuator
    assert not _link(actuator('Vehicle.Speed', 'float')).is_actuator


def test_a_point_without_a_value_has_none() -> None:
    assert _link(sensor('Vehicle.Speed', 'float')).ours(types.Value()) is None


@pytest.mark.parametrize(
    ('metadata', 'value'),
    [
        (sensor('Vehicle.Speed', 'float'), types.Value(string='fast')),
        (sensor(f'{SEAT}.IsBelted', 'boolean'), types.Value(uint32=1)),
        (sensor(f'{SEAT}.IsOccupied', 'boolean'), types.Value(string='yes')),
    ],
)
def test_a_value_of_another_type_than_was_told_is_refused(metadata: types.Metadata, value: types.Value) -> None:
    with pytest.raises(InvalidValue):
        _link(metadata).ours(value)


def test_nan_is_left_to_the_catalogue_to_refuse() -> None:
    value = _link(sensor('Vehicle.TraveledDistance', 'float', 'km')).ours(types.Value(float=math.nan))
    with pytest.raises(InvalidValue, match='finite'):
        load_catalogue().check('Vehicle.TraveledDistance', value)


def test_a_value_that_the_broker_has_no_word_for_is_refused() -> None:
    with pytest.raises(InvalidValue):
        _link(sensor(f'{SEAT}.IsOccupied', 'boolean')).theirs('UNKNOWN')


@given(steps=st.integers(0, 24))
def test_half_degrees_pass_a_float_of_32_bits_unharmed(steps: int) -> None:
    link = _link(actuator(TEMPERATURE, 'float', 'Celsius'))
    wished = 16 + steps / 2
    assert link.ours(link.theirs(wished)) == wished
    odd = 16 + steps / 10
    assert link.ours(link.theirs(odd)) == pytest.approx(odd, abs=1e-9)
