import json
import math
from dataclasses import replace

import pytest

from ipa_agents.errors import RejectedCommand
from ipa_agents.vehicle.catalogue import load_catalogue
from ipa_agents.vehicle.signals import Signal
from ipa_agents.vehicle.simulator import Car, load_car
from ipa_agents.vehicle.simulator.geometry import moved, offset
from ipa_agents.vehicle.simulator.road_load import GRAVITY

CATALOGUE = load_catalogue()
CAR = load_car()
BATTERY = 'Vehicle.Powertrain.TractionBattery'
CHARGE = f'{BATTERY}.StateOfCharge.Current'
CABIN = 'Vehicle.Cabin.HVAC.AmbientAirTemperature'
PLUG = f'{BATTERY}.Charging.ChargingPort.AnyPosition.IsChargingCableConnected'
ZONES = ('Row1.Driver', 'Row1.Passenger', 'Row2.Driver', 'Row2.Passenger')
FANS = [f'Vehicle.Cabin.HVAC.Station.{zone}.FanSpeed' for zone in ZONES]


def new_car(seed: int = 1) -> Car:
    return Car(CAR, CATALOGUE, seed)


def town_loop(car: Car, side: float = 600) -> tuple[list[float], list[float], list[float]]:
    point = (car.state.motion.latitude, car.state.motion.longitude)
    points = [point]
    for heading in (0, 90, 180, 90, 0):
        point = moved(*point, heading, side)
        points.append(point)
    return [latitude for latitude, _ in points], [longitude for _, longitude in points], [13.9] * 5


def test_every_signal_of_the_simulator_is_valid_while_it_drives() -> None:
    car = new_car()
    car.follow(*town_loop(car))
    for _ in range(300):
        car.step(1)
        for path, value in car.signals().items():
            assert CATALOGUE.check(path, value) == value
    assert CATALOGUE.defaults('simulator').keys() <= car.signals().keys()


def test_the_same_seed_is_the_same_run_and_another_one_is_not() -> None:
    ends = []
    for seed in (1, 1, 2):
        car = new_car(seed)
        car.follow(*town_loop(car))
        car.step(120)
        ends.append(car.state)
    assert ends[0] == ends[1]
    assert ends[0] != ends[2]


def test_large_steps_end_where_small_ones_do() -> None:
    fast, slow = new_car(), new_car()
    for car in (fast, slow):
        car.follow(*town_loop(car))
    fast.step(60)
    for _ in range(600):
        slow.step(0.1)
    assert fast.signals()['Vehicle.TraveledDistanceSinceStart'] == slow.signals()['Vehicle.TraveledDistanceSinceStart']


def test_a_route_is_driven_to_its_end() -> None:
    car = new_car()
    latitudes, longitudes, speeds = town_loop(car)
    car.follow(latitudes, longitudes, speeds)
    car.step(600)
    end = car.signals()
    here = end['Vehicle.CurrentLocation.Latitude'], end['Vehicle.CurrentLocation.Longitude']
    assert offset(*here, latitudes[-1], longitudes[-1]) == pytest.approx((0, 0), abs=1)
    assert (end['Vehicle.IsMoving'], end['Vehicle.Powertrain.Transmission.SelectedGear']) == (False, 126)
    assert end['Vehicle.TraveledDistanceSinceStart'] == pytest.approx(3000, abs=2)


def test_energy_is_conserved_on_the_road() -> None:
    car = new_car()
    car.follow(*town_loop(car))
    model = CAR.road_load
    done = kinetic = 0.0
    start = car.terrain.height(car.state.motion.way)
    for _ in range(1200):
        before = car.state.motion
        car.step(0.1)
        after, load = car.state.motion, car.state.load
        way = after.way - before.way
        done += (load.motor - load.brake - load.rolling - load.air) * way
        kinetic = 0.5 * model.mass * (1 + model.rotating) * after.speed**2
    climbed = model.mass * GRAVITY * (car.terrain.height(car.state.motion.way) - start)
    assert kinetic > 50_000
    assert done == pytest.approx(kinetic + climbed, rel=0.02)


def test_driving_uses_the_battery_and_never_fills_it_on_the_flat() -> None:
    car = Car(replace(CAR, steepest=0.0), CATALOGUE)
    car.write([Signal('Vehicle.Speed', 80.0)])
    car.step(30)
    charges = []
    for _ in range(60):
        car.step(10)
        charges.append(car.signals()[CHARGE])
    assert charges == sorted(charges, reverse=True)
    consumed = car.state.battery.consumed / 3.6e6
    per_hundred = 100 * consumed / (car.signals()['Vehicle.TraveledDistanceSinceStart'] / 1000)
    assert 11 < per_hundred < 20


def test_a_passenger_car_heats_in_the_sun_and_cools_with_the_air_conditioning() -> None:
    car = new_car()
    car.write([Signal('Vehicle.Exterior.AirTemperature', 31.0), Signal(CABIN, 33.0)])
    car.step(900)
    hot = car.signals()[CABIN]
    assert hot > 38
    before = car.signals()[f'{BATTERY}.Range']
    car.hear([*(Signal(fan, 80) for fan in FANS), Signal('Vehicle.Cabin.HVAC.IsAirConditioningActive', True)])
    car.step(900)
    assert car.signals()[CABIN] < 28
    assert car.signals()[f'{BATTERY}.Range'] < 0.95 * before
    car.write([Signal('Vehicle.Simulation.Fault.CoolingFailed', True)])
    car.step(900)
    assert car.signals()[CABIN] > 31
    assert 'P0532' in car.signals()['Vehicle.Diagnostics.DTCList']


def test_a_parked_car_charges_once_it_is_plugged_and_told() -> None:
    car = new_car()
    car.write([Signal(PLUG, True)])
    car.step(60)
    assert not car.signals()[f'{BATTERY}.Charging.IsCharging']
    car.hear([Signal(f'{BATTERY}.Charging.StartStopCharging', 'START')])
    before = car.signals()[CHARGE]
    car.step(600)
    assert car.signals()[f'{BATTERY}.Charging.IsCharging']
    assert car.signals()[CHARGE] > before
    assert 1800 < car.signals()[f'{BATTERY}.Charging.TimeToComplete'] < 3600


def test_a_leak_lights_the_warning_of_its_own_wheel_alone() -> None:
    car = new_car()
    car.write([Signal('Vehicle.Simulation.Fault.TireLeak.Row1.Right', 25.0)])
    car.step(180)
    low = [path for path, value in car.signals().items() if path.endswith('IsPressureLow') and value is True]
    assert low == ['Vehicle.Chassis.Axle.Row1.Wheel.Right.Tire.IsPressureLow']


def test_hard_braking_wears_the_pads() -> None:
    car = new_car()
    car.write([Signal('Vehicle.Speed', 130.0)])
    car.step(40)
    before = car.state.pads
    car.write([Signal('Vehicle.Speed', 0.0)])
    car.step(20)
    assert car.signals()['Vehicle.Speed'] == 0
    assert all(after > worn for after, worn in zip(car.state.pads, before, strict=True))


def test_a_drained_low_voltage_battery_is_a_trouble_code_and_driving_cures_it() -> None:
    car = new_car()
    car.write([Signal('Vehicle.LowVoltageBattery.CurrentVoltage', 11.4)])
    car.step(10)
    assert car.signals()['Vehicle.Diagnostics.DTCCount'] == 1
    car.write([Signal('Vehicle.Speed', 50.0)])
    car.step(60)
    assert car.signals()['Vehicle.LowVoltageBattery.CurrentVoltage'] > 13
    assert car.signals()['Vehicle.Diagnostics.DTCList'] == ()


def test_a_new_way_begins_where_the_car_is() -> None:
    car = new_car()
    car.follow(*town_loop(car))
    car.step(30)
    before = car.state.motion
    latitudes, longitudes, speeds = town_loop(new_car())
    car.follow(latitudes, longitudes, speeds)
    car.step(0.1)
    moved_by = offset(before.latitude, before.longitude, car.state.motion.latitude, car.state.motion.longitude)
    assert moved_by[0] ** 2 + moved_by[1] ** 2 < 4
    assert car.track is not None
    assert car.track.length < 3000 - before.along + 5
    car.leave_way()
    car.step(30)
    assert car.signals()['Vehicle.Speed'] == 0


@pytest.mark.parametrize(
    'way',
    [
        ([], [], []),
        ([31.0], [121.0], []),
        ([31.0, 31.1], [121.0, 121.0], []),
        ([31.0, float('nan')], [121.0, 121.0], [10.0]),
        ([31.0, 31.1], [121.0, 121.0], [0.0]),
    ],
)
def test_a_way_that_is_none_leaves_the_car_on_the_one_it_has(
    way: tuple[list[float], list[float], list[float]],
) -> None:
    car = new_car()
    car.follow(*town_loop(car))
    track = car.track
    with pytest.raises(RejectedCommand):
        car.follow(*way)
    assert car.track is track


def test_an_hour_passes_at_ten_hertz() -> None:
    car = new_car()
    car.follow(*town_loop(car))
    for _ in range(36_000):
        car.step(0.1)
    assert car.state.time == pytest.approx(3600)
    assert car.signals()['Vehicle.IsMoving'] is False


def test_a_snapshot_is_the_same_car_in_the_middle_of_its_way() -> None:
    car = new_car()
    way = town_loop(car)
    car.write([Signal('Vehicle.Diagnostics.DTCList', ('P0A1F',)), Signal('Vehicle.Exterior.LightIntensity', 3.0)])
    car.follow(*way)
    for _ in range(120):
        car.step(1)
    other = new_car()
    other.restore(json.loads(json.dumps(car.snapshot())))
    assert other.signals() == car.signals()
    assert other.state == car.state
    assert car.state.motion.speed > 5
    other.follow(*way)
    for _ in range(20):
        car.step(1)
        other.step(1)
    here, there = car.state.motion, other.state.motion
    assert math.hypot(*offset(here.latitude, here.longitude, there.latitude, there.longitude)) < 1


@pytest.mark.parametrize(
    ('part', 'wrong'), [('motion', {}), ('pads', [1.0]), ('time', math.nan), ('time', True), ('weather', None)]
)
def test_what_is_no_snapshot_changes_nothing(part: str, wrong: object) -> None:
    car = new_car()
    before, snapshot = car.state, car.snapshot()
    car.step(1)
    moved_on = car.state
    snapshot['state'][part] = wrong
    with pytest.raises((KeyError, TypeError, ValueError)):
        car.restore(snapshot)
    assert car.state == moved_on != before
