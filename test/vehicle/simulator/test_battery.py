from dataclasses import replace

import pytest

from ipa_agents.vehicle.simulator.battery import (
    Battery,
    charging_power,
    driving_range,
    state_of_charge,
    step_battery,
    time_to_complete,
    usable,
)
from ipa_agents.vehicle.simulator.parameters import load_car

MODEL = load_car().battery
HALF = Battery(energy=usable(MODEL) / 2, temperature=20, consumption=MODEL.consumption)


def after(
    battery: Battery,
    seconds: int,
    motor: float = 0,
    auxiliary: float = 0,
    charging: float = 0,
    speed: float = 0,
    conditioning: bool = False,
    outside: float = 20,
) -> Battery:
    for _ in range(seconds):
        battery = step_battery(MODEL, battery, motor, auxiliary, charging, conditioning, speed, outside, 1.0)
    return battery


def test_energy_is_conserved() -> None:
    used = after(HALF, 600, motor=30_000, auxiliary=2_000, speed=20)
    lost = HALF.energy - used.energy - 600 * 32_000
    assert 0 < lost < 0.03 * 600 * 32_000
    assert used.consumed == pytest.approx(600 * 32_000)
    warmed = (used.temperature - HALF.temperature) * MODEL.heat_capacity
    assert warmed == pytest.approx(lost, rel=0.05)


def test_braking_fills_and_never_overfills() -> None:
    assert after(HALF, 60, motor=-20_000, speed=20).energy > HALF.energy
    full = replace(HALF, energy=usable(MODEL))
    assert after(full, 60, motor=-20_000, speed=20).energy == usable(MODEL)
    assert after(replace(HALF, energy=1000.0), 60, motor=20_000, speed=20).energy == 0


def test_the_range_follows_consumption_and_what_is_switched_on() -> None:
    usual = driving_range(MODEL, HALF)
    assert 200_000 < usual < 350_000
    assert driving_range(MODEL, after(HALF, 600, auxiliary=3_000)) < 0.8 * usual
    fast = after(HALF, 600, motor=36_000, speed=36)
    slow = after(HALF, 600, motor=3_600, speed=12)
    assert driving_range(MODEL, fast) < driving_range(MODEL, slow)


def test_charging_tapers_and_ends_at_the_limit() -> None:
    assert charging_power(MODEL, HALF, 11_000, 80) == pytest.approx(11_000 * MODEL.charging_efficiency)
    nearly = replace(HALF, energy=0.95 * usable(MODEL))
    assert charging_power(MODEL, nearly, 150_000, 100) < charging_power(MODEL, HALF, 150_000, 100)
    assert charging_power(MODEL, replace(HALF, temperature=-10), 150_000, 100) < 40_000
    assert charging_power(MODEL, nearly, 150_000, 80) == 0


def test_the_time_to_complete_comes_true() -> None:
    start = replace(HALF, energy=0.6 * usable(MODEL), charging=1.0)
    expected = time_to_complete(MODEL, start, 50_000, 80)
    battery, seconds = start, 0
    while state_of_charge(MODEL, battery) < 80 and seconds < 3 * expected:
        battery = after(battery, 1, charging=charging_power(MODEL, battery, 50_000, 80))
        seconds += 1
    assert seconds == pytest.approx(expected, rel=0.05)
    assert time_to_complete(MODEL, HALF, 50_000, 80) == 0


def test_conditioning_warms_a_cold_battery_and_then_rests() -> None:
    cold = replace(HALF, temperature=0)
    assert after(cold, 600, conditioning=True, outside=0).temperature > 4
    assert after(cold, 600, outside=0).temperature < 1
    assert not after(replace(HALF, temperature=35), 1, conditioning=True, outside=35).conditioning
