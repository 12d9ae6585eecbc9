"""The traction battery: energy, losses, heat, range and charging."""

import math
from dataclasses import dataclass, replace

__all__ = [
    'Battery',
    'BatteryParameters',
    'average_consumption',
    'cell_voltage',
    'charging_power',
    'driving_range',
    'state_of_charge',
    'step_battery',
    'time_to_complete',
    'usable',
]

_JOULES_PER_KWH = 3.6e6
_MEMORY = 20_000.0
"""m over which the consumption is averaged."""
_AUXILIARY_MEMORY = 120.0
"""s over which the power of everything but the motor is averaged."""
_USUAL_SPEED = 12.0
"""m/s; how fast a car gets on in mixed traffic, standing included."""

_WARM = 28.0
"""Celsius up to which a battery is warmed for fast charging."""


@dataclass(frozen=True, slots=True)
class BatteryParameters:
    """`capacity` in kWh when new, `health` in %, `resistance` in ohm, J/K, W/K, powers in W, `consumption` in J/m."""

    capacity: float
    health: float
    cells: int
    resistance: float
    heat_capacity: float
    cooling: float
    charging_limit: float
    charging_efficiency: float
    conditioning_power: float
    consumption: float


@dataclass(frozen=True, slots=True)
class Battery:
    """`energy` in J; `consumption` of the motor in J/m; `auxiliary` (averaged) and `charging` in W.

    `power` in W, positive into the battery; `charged` and `consumed` in J since the car woke.
    """

    energy: float
    temperature: float
    consumption: float
    auxiliary: float = 0.0
    power: float = 0.0
    charging: float = 0.0
    charged: float = 0.0
    consumed: float = 0.0
    conditioning: bool = False


def usable(parameters: BatteryParameters) -> float:
    """J when full."""
    return parameters.capacity * parameters.health / 100 * _JOULES_PER_KWH


def state_of_charge(parameters: BatteryParameters, battery: Battery) -> float:
    """% of what is usable."""
    return 100 * battery.energy / usable(parameters)


def cell_voltage(charge: float) -> float:
    """V of a resting cell at `charge` %: a straight line between the knees of a nickel-manganese-cobalt cell."""
    return 3.45 + 0.0070 * charge - 0.45 * math.exp(-charge / 4)


def charging_power(parameters: BatteryParameters, battery: Battery, offered: float, limit: float) -> float:
    """W that flow in when `offered` W are there: tapers above 80 % and in the cold, ends at the charge limit (%)."""
    charge = state_of_charge(parameters, battery)
    if charge >= min(limit, 100.0):
        return 0.0
    taper = min(1.0, max(0.05, (100 - charge) / 20))
    cold = min(1.0, max(0.2, (battery.temperature + 10) / 30))
    return min(offered * parameters.charging_efficiency, parameters.charging_limit * taper * cold)


def step_battery(
    parameters: BatteryParameters,
    battery: Battery,
    motor: float,
    auxiliary: float,
    charging: float,
    conditioning: bool,
    speed: float,
    outside: float,
    dt: float,
) -> Battery:
    """The battery `dt` seconds later: `motor`, `auxiliary`, `charging` in W, `speed` in m/s, `outside` in Celsius."""
    warming = parameters.conditioning_power if conditioning and battery.temperature < _WARM else 0.0
    auxiliary += warming
    power = charging - motor - auxiliary
    voltage = parameters.cells * cell_voltage(state_of_charge(parameters, battery))
    losses = parameters.resistance * (power / voltage) ** 2
    energy = battery.energy + (power - losses) * dt
    forgotten = 1 - math.exp(-speed * dt / _MEMORY)
    lately = motor / speed if speed > 1 else battery.consumption
    heat = losses + warming - parameters.cooling * (battery.temperature - outside)
    return replace(
        battery,
        energy=min(usable(parameters), max(0.0, energy)),
        temperature=battery.temperature + heat / parameters.heat_capacity * dt,
        consumption=battery.consumption + forgotten * (lately - battery.consumption),
        auxiliary=battery.auxiliary + (1 - math.exp(-dt / _AUXILIARY_MEMORY)) * (auxiliary - battery.auxiliary),
        power=power,
        charging=charging,
        charged=battery.charged + charging * dt,
        consumed=battery.consumed + (motor + auxiliary) * dt,
        conditioning=warming > 0,
    )


def driving_range(parameters: BatteryParameters, battery: Battery) -> float:
    """m that the energy lasts, as the car was driven lately and with what is switched on now."""
    return battery.energy / average_consumption(parameters, battery)


def average_consumption(parameters: BatteryParameters, battery: Battery) -> float:
    """J/m, with what is switched on now; a long way downhill counts for no less than a third of the usual."""
    return max(battery.consumption, parameters.consumption / 3) + battery.auxiliary / _USUAL_SPEED


def time_to_complete(parameters: BatteryParameters, battery: Battery, offered: float, limit: float) -> float:
    """s until the charge limit (%), counted in steps of 1 %; 0 when nothing flows."""
    if battery.charging == 0:
        return 0.0
    full = usable(parameters)
    seconds, charge = 0.0, state_of_charge(parameters, battery)
    while charge < limit:
        step = min(1.0, limit - charge)
        power = charging_power(parameters, replace(battery, energy=full * charge / 100), offered, limit)
        seconds += step / 100 * full / power
        charge += step
    return seconds
