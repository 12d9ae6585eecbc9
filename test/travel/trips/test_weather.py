import pytest
from flat_earth import place

from ipa_agents.travel.trips.habits import load_habits
from ipa_agents.travel.trips.weather import Weather, cautions, weather_from

RAIN, OUTSIDE = 'Vehicle.Body.Raindetection.Intensity', 'Vehicle.Exterior.AirTemperature'
PARK, CINEMA = place('Green', 'park', 0.0), place('Rex', 'cinema', 0.0)


@pytest.mark.parametrize(
    ('seen', 'told'),
    [
        ({RAIN: 55, OUTSIDE: 12.0}, ('rain',)),
        ({RAIN: 0, OUTSIDE: -4.0}, ('cold',)),
        ({RAIN: 20, OUTSIDE: 36.5}, ('rain', 'hot')),
        ({RAIN: 0, OUTSIDE: 20.0}, ()),
        ({}, ()),
    ],
)
def test_what_speaks_against_being_outdoors(seen: dict[str, float], told: tuple[str, ...]) -> None:
    assert cautions(PARK, weather_from(seen), load_habits()) == told
    assert cautions(CINEMA, weather_from(seen), load_habits()) == ()


def test_what_nobody_tells_is_no_rain() -> None:
    assert not weather_from({RAIN: 'wet'}).is_raining
    assert Weather().cautions == ()
