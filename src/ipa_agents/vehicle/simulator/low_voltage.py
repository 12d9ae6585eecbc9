"""The 12 V battery and what charges and drains it."""

from dataclasses import dataclass

import numpy as np

__all__ = ['LowVoltage', 'LowVoltageParameters', 'charge_at', 'step_low_voltage', 'voltage']

_CHARGES = (0.0, 0.4, 0.6, 0.8, 1.0)
_RESTING = (11.6, 12.0, 12.2, 12.5, 12.7)
"""V of a resting lead battery at these charges."""
_EMPTY = 9.0
"""V when nothing is left."""


@dataclass(frozen=True, slots=True)
class LowVoltageParameters:
    """`capacity` in Ah, currents in A, `charging_voltage` in V, `resistance` in ohm."""

    capacity: float
    load: float
    charging_voltage: float
    charging_current: float
    resistance: float


@dataclass(frozen=True, slots=True)
class LowVoltage:
    """Share of charge 0..1, the current in A, positive into the battery, and whether the car charges it."""

    charge: float
    current: float = 0.0
    charging: bool = False


def step_low_voltage(
    parameters: LowVoltageParameters, state: LowVoltage, drain: float, charging: bool, dt: float
) -> LowVoltage:
    """The battery `dt` seconds later; `drain` is a load in A beside the usual one."""
    current = -(parameters.load + drain)
    if charging:
        # The last tenth goes in ever more slowly.
        accepted = parameters.charging_current * min(1.0, 10 * (1 - state.charge))
        current = min(accepted, parameters.charging_current + current)
    charge = state.charge + current * dt / 3600 / parameters.capacity
    return LowVoltage(min(1.0, max(0.0, charge)), current, charging)


def voltage(parameters: LowVoltageParameters, state: LowVoltage) -> float:
    """V at the terminals."""
    if state.charging and state.current >= 0:
        return parameters.charging_voltage
    if state.charge == 0:
        return _EMPTY
    return float(np.interp(state.charge, _CHARGES, _RESTING)) + state.current * parameters.resistance


def charge_at(volts: float) -> float:
    """Share of charge at which a resting battery shows `volts`."""
    return float(np.interp(volts, _RESTING, _CHARGES))
