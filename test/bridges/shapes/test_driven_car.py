import pytest
from maps import find, town_folder

from ipa_agents.bridges.shapes.driven_car import DrivenCar
from ipa_agents.errors import NoRoute, RejectedCommand
from ipa_agents.travel.geodesy import distance
from ipa_agents.vehicle.signals import Signal


@pytest.fixture
def car() -> DrivenCar:
    return DrivenCar(town_folder())


def metres_to(car: DrivenCar, latitude: float, longitude: float) -> float:
    return float(distance(car.motion.latitude, car.motion.longitude, latitude, longitude))


def test_it_drives_to_a_place_no_faster_than_told_and_stops_there(car: DrivenCar) -> None:
    there = find('Pearl Pasta House')
    way = car.go(there.latitude, there.longitude, 9.0)
    assert metres_to(car, *way[0]) < 40
    fastest = 0.0
    for _ in range(1500):
        car.step(0.1)
        fastest = max(fastest, car.motion.speed)
    assert 8 < fastest < 9.1
    assert car.motion.speed == 0
    assert metres_to(car, there.latitude, there.longitude) < 40


def test_where_no_way_leads_it_goes_on_as_it_did(car: DrivenCar) -> None:
    there = find('Pearl Pasta House')
    car.go(there.latitude, there.longitude, 9.0)
    with pytest.raises(NoRoute):
        car.go(-80.0, 0.0, 9.0)
    car.step(5.0)
    assert car.motion.speed > 2


def test_what_a_drive_writes_becomes_true(car: DrivenCar) -> None:
    car.write([Signal('Vehicle.Speed', 36.0)])
    car.step(20.0)
    assert car.motion.speed == pytest.approx(10, abs=0.2)
    with pytest.raises(RejectedCommand):
        car.write([Signal('Vehicle.Speed', -1.0)])
