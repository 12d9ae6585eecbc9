"""Parked, idling or moving; what is not known counts as moving."""

from collections.abc import Mapping
from enum import StrEnum

from ipa_agents.vehicle.function import Driving
from ipa_agents.vehicle.signals import Value

__all__ = ['GEAR', 'SPEED', 'DrivingState', 'driving_state', 'is_allowed']

SPEED = 'Vehicle.Speed'
GEAR = 'Vehicle.Powertrain.Transmission.SelectedGear'
_PARK = 126
_STANDSTILL = 0.5


class DrivingState(StrEnum):
    """Android Automotive's three states."""

    PARKED = 'parked'
    IDLING = 'idling'
    MOVING = 'moving'


def driving_state(state: Mapping[str, Value]) -> DrivingState:
    """The driving state by speed (km/h) and selected gear (VSS: 126 is P), as far as `state` knows them."""
    speed = state.get(SPEED)
    if isinstance(speed, bool) or not isinstance(speed, int | float) or not abs(speed) <= _STANDSTILL:
        return DrivingState.MOVING
    gear = state.get(GEAR)
    return DrivingState.PARKED if gear == _PARK and not isinstance(gear, bool) else DrivingState.IDLING


def is_allowed(required: Driving, state: DrivingState) -> bool:
    """Whether a function with the driving rule `required` may be changed in `state`."""
    if required == 'any':
        return True
    return state is DrivingState.PARKED or (required == 'standstill' and state is DrivingState.IDLING)
