from dataclasses import replace

from ipa_agents.vehicle.simulator.controls import Controls
from ipa_agents.vehicle.simulator.parameters import load_car
from ipa_agents.vehicle.simulator.physics import step
from ipa_agents.vehicle.simulator.state import CarState, Charger, initial_state
from ipa_agents.vehicle.simulator.terrain import terrain_of

CAR = load_car()
HILLS = terrain_of(0, 0.0)


def after(state: CarState, controls: Controls, seconds: int) -> CarState:
    for _ in range(seconds * 2):
        state = step(CAR, HILLS, state, controls, None, 0.5)
    return state


def test_a_step_leaves_the_state_before_it_as_it_was() -> None:
    state = initial_state(CAR, 0)
    after(state, Controls(), 10)
    assert state == initial_state(CAR, 0)


def test_what_is_switched_on_draws_its_power() -> None:
    state = initial_state(CAR, 0)
    idle = after(state, Controls(), 60).battery.consumed
    heated = after(
        state, Controls(seats=(1.0, 1.0, 0.0, 0.0), wheel_heating=1.0, rear_window=True), 60
    ).battery.consumed
    assert heated - idle == 60 * (3 * CAR.equipment.seat + CAR.equipment.rear_window)


def test_a_moving_car_does_not_charge_from_a_cable() -> None:
    plugged = replace(initial_state(CAR, 0), charger=Charger(11_000, True))
    moving = replace(plugged, motion=replace(plugged.motion, pilot='HELD', held=10.0))
    assert after(plugged, Controls(charging=True), 60).battery.charged > 0
    assert after(moving, Controls(charging=True), 60).battery.charged < 11_000
