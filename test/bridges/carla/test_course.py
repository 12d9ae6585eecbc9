import pytest

from ipa_agents.bridges.carla.course import Course
from ipa_agents.travel.open_drive.geo_reference import GeoReference

SPEED, HEADING = 'Vehicle.Speed', 'Vehicle.CurrentLocation.Heading'
PLACE = GeoReference(49, 8)


def test_two_places_are_a_speed_and_a_direction() -> None:
    course = Course()
    assert course.after(10.0, *PLACE.to_degrees(0, 0)) == {}
    assert course.after(10.05, *PLACE.to_degrees(0, 0.5)) == {}  # too close to say anything
    told = course.after(10.5, *PLACE.to_degrees(0, 5))
    assert told[SPEED] == pytest.approx(36, rel=0.01)
    assert told[HEADING] == pytest.approx(0, abs=0.01)
    assert course.after(10.6, *PLACE.to_degrees(0, 6)) == told


def test_a_car_that_stands_keeps_its_direction() -> None:
    course = Course()
    course.after(0, *PLACE.to_degrees(0, 0))
    course.after(1, *PLACE.to_degrees(10, 0))
    told = course.after(2, *PLACE.to_degrees(10, 0))
    assert told == {SPEED: 0.0, HEADING: pytest.approx(90, abs=0.01)}


@pytest.mark.parametrize('time', [0.5, 100.0])
def test_after_a_jump_of_the_time_all_begins_anew(time: float) -> None:
    course = Course()
    course.after(10, *PLACE.to_degrees(0, 0))
    course.after(11, *PLACE.to_degrees(10, 0))
    assert course.after(time, *PLACE.to_degrees(900, 0)) == {}
