from dataclasses import replace

import pytest

from ipa_agents.vehicle.simulator.cabin import Cabin, Surroundings, mean_temperature, soaked, step_cabin
from ipa_agents.vehicle.simulator.climate import STILL, supply
from ipa_agents.vehicle.simulator.controls import Controls
from ipa_agents.vehicle.simulator.moist_air import humidity_ratio
from ipa_agents.vehicle.simulator.parameters import load_car

CAR = load_car()
NOBODY, DRIVER, FOUR = (False,) * 4, (True, False, False, False), (True,) * 4
SUMMER = Surroundings(30, humidity_ratio(30, 50), 850, 0, NOBODY)
NIGHT = replace(SUMMER, sun=0)
COOLING = Controls(temperatures=(21.0,) * 4, fans=(60.0,) * 4, air_conditioning=True)


def after(cabin: Cabin, controls: Controls, around: Surroundings, seconds: int) -> Cabin:
    for _ in range(seconds):
        outside = (around.temperature, around.humidity)
        air = supply(CAR.climate, controls, cabin.air, cabin.humidity, outside, True)
        cabin = step_cabin(CAR.cabin, cabin, air, controls, around, 1.0)
    return cabin


def fresh(celsius: float = 30.0) -> Cabin:
    return soaked(celsius, SUMMER.humidity)


def test_nothing_happens_in_balance() -> None:
    assert after(fresh(), Controls(), NIGHT, 600) == fresh()


def test_a_car_in_the_sun_grows_hot_and_a_shade_helps() -> None:
    bare = mean_temperature(after(fresh(), Controls(), SUMMER, 3600))
    shaded = mean_temperature(after(fresh(), Controls(shade=1.0), SUMMER, 3600))
    assert 38 < shaded < bare < 70


def test_air_conditioning_cools_a_car_in_the_sun() -> None:
    hot = after(fresh(), Controls(), SUMMER, 3600)
    cooled = after(hot, COOLING, SUMMER, 900)
    assert mean_temperature(cooled) < 27
    assert mean_temperature(after(hot, replace(COOLING, air_conditioning=False), SUMMER, 900)) > 30


def test_zones_differ_by_their_wishes() -> None:
    controls = replace(COOLING, temperatures=(18.0, 26.0, 22.0, 22.0))
    cabin = after(fresh(), controls, SUMMER, 1200)
    assert cabin.air[0] < cabin.air[2] < cabin.air[1]


@pytest.mark.parametrize('change', [{'openings': (1.0, 0.0, 0.0, 0.0)}, {'sunroof': 1.0}])
def test_open_glass_lets_heat_out(change: dict[str, object]) -> None:
    hot = fresh(55)
    closed = mean_temperature(after(hot, Controls(), NIGHT, 300))
    assert mean_temperature(after(hot, replace(Controls(), **change), NIGHT, 300)) < closed - 1


def test_heat_is_conserved() -> None:
    start = Cabin((20.0, 24.0, 28.0, 30.0), (35.0, 30.0, 25.0, 20.0), SUMMER.humidity)
    sealed = replace(CAR.cabin, envelope=1e-12, envelope_by_speed=1e-12)
    end = start
    for _ in range(600):
        end = step_cabin(sealed, end, STILL, Controls(), replace(NIGHT, occupied=DRIVER), 1.0)
    capacity = CAR.cabin.volume * 1.2 * 1005 / 4
    gained = sum(capacity * (b - a) for a, b in zip(start.air, end.air, strict=True))
    gained += sum(CAR.cabin.mass / 4 * (b - a) for a, b in zip(start.masses, end.masses, strict=True))
    assert gained == pytest.approx(600 * CAR.cabin.person, rel=1e-6)


def test_people_fog_the_windscreen_in_the_cold_and_the_defroster_clears_it() -> None:
    cold = Surroundings(2, humidity_ratio(2, 95), 0, 10, FOUR)
    stuffy = Controls(temperatures=(22.0,) * 4, fans=(20.0,) * 4, recirculation=True)
    fogged = after(soaked(18, humidity_ratio(12)), stuffy, cold, 900)
    assert fogged.fog > 0.5
    clear = after(fogged, Controls(fans=(100.0,) * 4, front_defroster=True, air_conditioning=True), cold, 300)
    assert clear.fog == 0
    assert after(soaked(18, humidity_ratio(12)), stuffy, replace(cold, occupied=NOBODY), 900).fog < fogged.fog
