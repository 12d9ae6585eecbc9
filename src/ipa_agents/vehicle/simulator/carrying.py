"""The simulated car in another world, which moves it: what that world shows becomes true, all else follows from it."""

import math
from collections.abc import Iterable, Set
from dataclasses import replace
from typing import Any

from ipa_agents.vehicle.signals import Signal
from ipa_agents.vehicle.simulator.inject import inject, is_writable
from ipa_agents.vehicle.simulator.motion import DRIVE, NEUTRAL, PARK, REVERSE
from ipa_agents.vehicle.simulator.parameters import CarParameters
from ipa_agents.vehicle.simulator.state import CarState

__all__ = ['carried', 'let_go']

_SLOWEST = 1.0
"""m/s; below it a rate of turning says nothing of how the way bends."""


def carried(parameters: CarParameters, state: CarState, signals: Iterable[Signal], held: Set[str]) -> CarState:
    """The car after `signals` of the world, whose values the catalogue has checked.

    What follows from others here, such as an acceleration, is passed by. `held` are the paths that no model computes.
    """
    for signal in signals:
        if writer := _WRITERS.get(signal.path):
            state = writer(state, signal.value)
        elif is_writable(signal.path, held):
            state = inject(parameters, state, signal, held)
    return state


def let_go(state: CarState) -> CarState:
    """The world is gone, or silent: a car that it carried comes to a stop."""
    if state.motion.pilot != 'CARRIED':
        return state
    return replace(state, motion=replace(state.motion, pilot='ROUTE', held=0.0, bend=0.0))


def _speed(state: CarState, value: Any) -> CarState:
    # Backwards takes as much energy as forwards.
    return replace(state, motion=replace(state.motion, pilot='CARRIED', held=abs(value) / 3.6))


def _yaw(state: CarState, value: Any) -> CarState:
    speed = state.motion.speed
    bend = math.radians(value) / speed if speed > _SLOWEST else 0.0
    return replace(state, motion=replace(state.motion, bend=bend))


def _gear(state: CarState, value: Any) -> CarState:
    gear = value if value in (PARK, NEUTRAL, REVERSE) else DRIVE
    return replace(state, motion=replace(state.motion, gear=gear))


_WRITERS = {
    'Vehicle.Speed': _speed,
    'Vehicle.AngularVelocity.Yaw': _yaw,
    'Vehicle.Powertrain.Transmission.SelectedGear': _gear,
}
