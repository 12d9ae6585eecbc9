from dataclasses import replace

import pytest

from ipa_agents.vehicle.simulator.climate import STILL, supply
from ipa_agents.vehicle.simulator.controls import Controls
from ipa_agents.vehicle.simulator.moist_air import HEAT_CAPACITY, humidity_ratio
from ipa_agents.vehicle.simulator.parameters import load_car

MODEL = load_car().climate
HOT = ((35.0,) * 4, humidity_ratio(35, 40))
BLOWING = Controls(temperatures=(20.0,) * 4, fans=(60.0,) * 4)
COOLING = replace(BLOWING, air_conditioning=True)
SUMMER = (32.0, humidity_ratio(32, 50))


def test_no_fan_no_air_no_power() -> None:
    assert supply(MODEL, replace(COOLING, fans=(0.0,) * 4), *HOT, SUMMER, True) == STILL


def test_without_air_conditioning_outside_air_comes_in() -> None:
    air = supply(MODEL, BLOWING, *HOT, SUMMER, True)
    assert air.temperatures == pytest.approx((32.0,) * 4)
    assert air.humidity == SUMMER[1]
    assert air.power < MODEL.fan_power


def test_air_conditioning_cools_and_dries() -> None:
    air = supply(MODEL, COOLING, *HOT, SUMMER, True)
    assert max(air.temperatures) < 15
    assert air.humidity < SUMMER[1]
    assert 1_000 < air.power < MODEL.cooling_power


def test_a_failed_compressor_only_blows() -> None:
    assert supply(MODEL, COOLING, *HOT, SUMMER, False) == supply(MODEL, BLOWING, *HOT, SUMMER, True)


def test_recirculation_spares_power() -> None:
    inside = ((24.0,) * 4, humidity_ratio(24, 45))
    fresh = supply(MODEL, COOLING, *inside, SUMMER, True)
    again = supply(MODEL, replace(COOLING, recirculation=True), *inside, SUMMER, True)
    assert again.power < fresh.power


def test_the_capacity_is_the_limit() -> None:
    heat = (45.0, humidity_ratio(45, 60))
    air = supply(MODEL, replace(COOLING, fans=(100.0,) * 4), (45.0,) * 4, heat[1], heat, True)
    sensible = sum(
        flow * HEAT_CAPACITY * (45 - celsius) for flow, celsius in zip(air.flows, air.temperatures, strict=True)
    )
    assert sensible < MODEL.cooling_power
    assert min(air.temperatures) > MODEL.coil_temperature


def test_the_heater_warms_each_zone_to_its_own_wish() -> None:
    winter = (-5.0, humidity_ratio(-5, 70))
    wishes = replace(BLOWING, temperatures=(24.0, 18.0, 20.0, 20.0), fans=(20.0,) * 4)
    air = supply(MODEL, wishes, (15.0,) * 4, winter[1], winter, True)
    assert air.temperatures[0] > air.temperatures[2] > air.temperatures[1] > 18
