import math

import pytest

from ipa_agents.errors import InvalidValue
from ipa_agents.vehicle.catalogue import load_catalogue
from ipa_agents.vehicle.signals import Signal, Value
from ipa_agents.vehicle.simulator import Car, load_car
from ipa_agents.vehicle.simulator.geometry import offset

SPEED, GEAR = 'Vehicle.Speed', 'Vehicle.Powertrain.Transmission.SelectedGear'
LATITUDE, LONGITUDE, HEADING = (f'Vehicle.CurrentLocation.{name}' for name in ('Latitude', 'Longitude', 'Heading'))
CHARGE = 'Vehicle.Powertrain.TractionBattery.StateOfCharge.Current'


@pytest.fixture
def car() -> Car:
    return Car(load_car(), load_catalogue())


def carry(car: Car, **values: Value) -> None:
    names = {'speed': SPEED, 'latitude': LATITUDE, 'longitude': LONGITUDE, 'heading': HEADING, 'gear': GEAR}
    car.carry(Signal(names[name], value) for name, value in values.items())


def test_the_car_is_where_the_world_shows_it_and_goes_on_between(car: Car) -> None:
    carry(car, latitude=60.2, longitude=24.9, heading=90.0, speed=36.0)
    car.step(1.0)
    shown = car.signals()
    assert shown[SPEED] == pytest.approx(36)
    assert offset(60.2, 24.9, float(shown[LATITUDE]), float(shown[LONGITUDE])) == pytest.approx((10, 0), abs=0.01)
    carry(car, latitude=60.3)
    assert car.signals()[LATITUDE] == 60.3


def test_a_carried_car_follows_no_way_of_its_own(car: Car) -> None:
    motion = car.state.motion
    car.follow([motion.latitude, motion.latitude + 0.01], [motion.longitude] * 2, [20.0])
    carry(car, speed=0.0)
    car.step(5.0)
    assert car.signals()[SPEED] == 0
    assert car.signals()[LATITUDE] == motion.latitude


def test_what_the_world_does_costs_energy_and_counts_as_way(car: Car) -> None:
    before = car.signals()
    for _ in range(60):
        carry(car, speed=90.0)
        car.step(1.0)
    after = car.signals()
    assert after['Vehicle.TraveledDistanceSinceStart'] == pytest.approx(60 * 25, rel=0.01)
    assert float(after[CHARGE]) < float(before[CHARGE]) - 0.1


def test_a_car_that_is_carried_backwards_is_in_reverse(car: Car) -> None:
    carry(car, speed=-7.2, gear=-1)
    car.step(0.5)
    assert car.signals()[SPEED] == pytest.approx(7.2)
    assert car.signals()[GEAR] == -1


def test_the_charge_of_the_world_is_that_of_the_car(car: Car) -> None:
    car.carry([Signal(CHARGE, 42.0)])
    assert car.signals()[CHARGE] == pytest.approx(42)


def test_what_follows_from_the_rest_is_passed_by(car: Car) -> None:
    before = car.state
    car.carry([Signal('Vehicle.Acceleration.Longitudinal', 3.0), Signal('Vehicle.Warp', 1.0)])
    assert car.state == before


def test_a_value_that_cannot_be_changes_nothing(car: Car) -> None:
    before = car.state
    with pytest.raises(InvalidValue):
        car.carry([Signal(SPEED, 50.0), Signal(LATITUDE, math.nan)])
    assert car.state == before


def test_a_bend_is_seen_in_the_steering_wheel(car: Car) -> None:
    carry(car, speed=36.0)
    car.step(0.1)
    car.carry([Signal('Vehicle.AngularVelocity.Yaw', 20.0)])
    car.step(0.1)
    assert car.signals()['Vehicle.AngularVelocity.Yaw'] == pytest.approx(20, abs=0.1)
    assert float(car.signals()['Vehicle.Chassis.SteeringWheel.AngleFine']) > 10


def test_a_car_that_is_let_go_comes_to_a_stop_and_one_with_a_driver_goes_on(car: Car) -> None:
    carry(car, speed=36.0)
    car.step(0.1)
    car.let_go()
    car.step(30.0)
    assert car.signals()[SPEED] == 0
    car.write([Signal(SPEED, 50.0)])
    car.let_go()
    car.step(30.0)
    assert car.signals()[SPEED] == pytest.approx(50)
