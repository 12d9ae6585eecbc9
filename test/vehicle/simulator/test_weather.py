import math
from dataclasses import replace

import pytest

from ipa_agents.vehicle.simulator.weather import (
    DARK,
    KINDS,
    Weather,
    air_temperature,
    irradiance,
    light_intensity,
    sun_elevation,
    with_air_temperature,
    with_kind,
    with_rain,
)

NOON = Weather(hour=12, day=172, mean=20, swing=5, humidity=50, cloudiness=0)


def test_the_sun_stands_highest_at_noon_and_in_summer() -> None:
    noon = sun_elevation(12, 172, 31)
    assert math.degrees(noon) == pytest.approx(90 - 31 + 23.45, abs=0.2)
    assert noon > sun_elevation(9, 172, 31) > sun_elevation(0, 172, 31)
    assert noon > sun_elevation(12, 355, 31)


def test_afternoon_is_warmest_and_the_written_temperature_holds_at_its_hour() -> None:
    day = [air_temperature(replace(NOON, hour=hour)) for hour in range(24)]
    assert day.index(max(day)) == 15
    assert air_temperature(with_air_temperature(NOON, 31)) == pytest.approx(31)


def test_clouds_and_night_take_the_sun() -> None:
    clear = irradiance(NOON, 31)
    assert 900 < clear < 1100
    assert irradiance(replace(NOON, cloudiness=100), 31) == pytest.approx(clear / 4)
    assert irradiance(replace(NOON, hour=0), 31) == 0


def test_light_falls_from_noon_through_dusk_to_night() -> None:
    light = [light_intensity(replace(NOON, hour=hour), 31) for hour in (12, 18.5, 19.3, 23)]
    assert light == sorted(light, reverse=True)
    assert light[0] == pytest.approx(100, abs=1)
    assert light[1] > DARK > light[2]
    assert light[3] == pytest.approx(0, abs=0.1)
    assert light_intensity(replace(NOON, light=7), 31) == 7


@pytest.mark.parametrize('kind', KINDS)
def test_every_kind_of_weather_brings_its_rain(kind: str) -> None:
    weather = with_kind(NOON, kind)
    assert (weather.kind, weather.rain, weather.cloudiness) == (kind, KINDS[kind].rain, KINDS[kind].cloudiness)


def test_rain_makes_the_weather_wet_and_its_end_makes_it_dry() -> None:
    wet = with_rain(NOON, 60)
    assert (wet.kind, wet.rain) == ('RAIN', 60)
    assert with_rain(with_kind(NOON, 'SNOW'), 30).kind == 'SNOW'
    assert (with_rain(wet, 0).kind, with_rain(wet, 0).rain) == ('CLOUDY', 0)


def test_midnight_begins_the_next_day() -> None:
    assert replace(NOON, hour=23.999).step(3.6).hour == pytest.approx(0, abs=1e-9)
