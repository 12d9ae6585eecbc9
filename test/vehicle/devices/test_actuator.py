from dataclasses import replace

import pytest

from ipa_agents.vehicle.catalogue import Catalogue, load_catalogue
from ipa_agents.vehicle.devices.actuator import Actuator, actuator
from ipa_agents.vehicle.signals import Value

CATALOGUE: Catalogue = load_catalogue()
WINDOW = 'Vehicle.Cabin.Door.Row1.DriverSide.Window.Position'
TEMPERATURE = 'Vehicle.Cabin.HVAC.Station.Row1.Driver.Temperature'
COOLING = 'Vehicle.Cabin.HVAC.IsAirConditioningActive'


def new(path: str) -> Actuator:
    spec = CATALOGUE[path]
    assert spec.default is not None
    return actuator(spec, spec.default)


def shown(start: Actuator, seconds: float, dt: float = 0.1) -> list[Value]:
    values, now = [], start
    for _ in range(round(seconds / dt)):
        now = now.step(dt)
        values.append(now.value)
    return values


def test_a_window_moves_through_every_position_within_its_time() -> None:
    takes = CATALOGUE[WINDOW].functions[0].takes
    positions = shown(new(WINDOW).wished(100), takes)
    assert positions == sorted(positions)
    assert {type(position) for position in positions} == {int}
    assert len(set(positions)) > 20
    assert (positions[0] < 5, positions[-1]) == (True, 100)


def test_half_the_way_is_half_the_time() -> None:
    takes = CATALOGUE[WINDOW].functions[0].takes
    positions = shown(new(WINDOW).wished(50), takes)
    assert positions.index(50) * 0.1 == pytest.approx(takes * 0.4, abs=0.2)


def test_a_window_turns_round_where_it_is() -> None:
    half = new(WINDOW).wished(100)
    for _ in range(20):
        half = half.step(0.1)
    back = shown(half.wished(0), 10)
    assert max(back) <= half.value
    assert back[-1] == 0


def test_a_stopped_window_stays() -> None:
    moving = new(WINDOW).wished(100).step(1.0)
    assert 0 < moving.value < 100
    assert shown(moving.stopped(), 5)[-1] == moving.value


@pytest.mark.parametrize(('path', 'wish'), [(TEMPERATURE, 25.5), (COOLING, True)])
def test_settings_and_switches_jump_after_a_moment(path: str, wish: Value) -> None:
    before = new(path)
    values = shown(before.wished(wish), 1.0, 0.05)
    assert set(values) == {before.value, wish}
    assert values[0] == before.value
    assert values[-1] == wish


def test_every_actuator_reaches_every_end_within_its_own_time() -> None:
    for spec in CATALOGUE.signals.values():
        if not spec.is_actuator:
            continue
        ends = [spec.minimum, spec.maximum] if spec.minimum is not None else list(spec.allowed) or [True, False]
        takes = min(function.takes for function in spec.functions)
        for start in ends:
            for end in ends:
                assert start is not None
                assert end is not None
                moving = replace(actuator(spec, spec.check(start))).wished(spec.check(end))
                assert shown(moving, takes, 0.05)[-1] == spec.check(end), spec.path
