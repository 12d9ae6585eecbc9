"""Heat and moisture in the cabin: air and interior masses of four zones, and the windscreen."""

from dataclasses import dataclass

from ipa_agents.vehicle.simulator.climate import Supply
from ipa_agents.vehicle.simulator.controls import Controls
from ipa_agents.vehicle.simulator.moist_air import AIR_DENSITY, HEAT_CAPACITY, dew_point

__all__ = ['Cabin', 'CabinParameters', 'Surroundings', 'mean_temperature', 'soaked', 'step_cabin']

_ZONES = 4
_SUN_ON_AIR = 0.2
"""Share of the sun's heat that reaches the air at once; the rest warms seats and panels."""
_BREATH = 1.4e-5
"""kg/s of vapour of one person at rest (50 g/h)."""
_FOG_RATE = 0.004
"""Share of the glass that fogs, or clears, in a second for each K below, or above, the dew point."""


@dataclass(frozen=True, slots=True)
class CabinParameters:
    """`volume` in m3, `mass` in J/K, conductances in W/K, `window_area` in m2, `person` in W, flows in kg/s."""

    volume: float
    mass: float
    envelope: float
    envelope_by_speed: float
    surface: float
    mixing: float
    window_area: float
    transmission: float
    shaded: float
    person: float
    leak: float
    window_flow: float
    window_flow_by_speed: float
    defroster_lift: float


@dataclass(frozen=True, slots=True)
class Cabin:
    """Air and masses of each zone in Celsius (order of SEATS), humidity ratio, fogged share of the windscreen."""

    air: tuple[float, ...]
    masses: tuple[float, ...]
    humidity: float
    fog: float = 0.0


@dataclass(frozen=True, slots=True)
class Surroundings:
    """Air in Celsius with its humidity ratio, sun in W/m2, speed in m/s, and where people sit."""

    temperature: float
    humidity: float
    sun: float
    speed: float
    occupied: tuple[bool, ...]


def soaked(celsius: float, humidity: float) -> Cabin:
    """A cabin that has `celsius` all through."""
    return Cabin((celsius,) * _ZONES, (celsius,) * _ZONES, humidity)


def mean_temperature(cabin: Cabin) -> float:
    """Celsius of the air."""
    return sum(cabin.air) / _ZONES


def step_cabin(
    parameters: CabinParameters, cabin: Cabin, supply: Supply, controls: Controls, around: Surroundings, dt: float
) -> Cabin:
    """The cabin `dt` seconds later (explicit Euler; good up to 2 s): a balance of heat for each node, one of vapour."""
    mean = mean_temperature(cabin)
    sun = parameters.transmission * parameters.window_area * around.sun / _ZONES
    sun *= 1 - parameters.shaded * controls.shade
    through_walls = (parameters.envelope + parameters.envelope_by_speed * around.speed) / _ZONES
    draughts = _draughts(parameters, controls, around.speed)
    air_capacity = parameters.volume * AIR_DENSITY * HEAT_CAPACITY / _ZONES
    air, masses = [], []
    for zone in range(_ZONES):
        now, mass = cabin.air[zone], cabin.masses[zone]
        surface = parameters.surface * (mass - now) / _ZONES
        heat = (
            surface
            + _SUN_ON_AIR * sun
            + (parameters.person if around.occupied[zone] else 0.0)
            + (through_walls + draughts[zone] * HEAT_CAPACITY) * (around.temperature - now)
            + parameters.mixing * (mean - now)
            + supply.flows[zone] * HEAT_CAPACITY * (supply.temperatures[zone] - now)
        )
        air.append(now + heat / air_capacity * dt)
        masses.append(mass + ((1 - _SUN_ON_AIR) * sun - surface) / (parameters.mass / _ZONES) * dt)
    vapour = (
        sum(supply.flows) * (supply.humidity - cabin.humidity)
        + (sum(draughts) + parameters.leak) * (around.humidity - cabin.humidity)
        + _BREATH * sum(around.occupied)
    )
    humidity = max(0.0, cabin.humidity + vapour / (parameters.volume * AIR_DENSITY) * dt)
    return Cabin(tuple(air), tuple(masses), humidity, _fog(parameters, cabin, controls, around.temperature, dt))


def _draughts(parameters: CabinParameters, controls: Controls, speed: float) -> tuple[float, ...]:
    """kg/s of outside air into each zone through windows, doors and the sunroof."""
    flow = parameters.window_flow + parameters.window_flow_by_speed * speed
    return tuple(flow * (opening + controls.sunroof / _ZONES) for opening in controls.openings)


def _fog(parameters: CabinParameters, cabin: Cabin, controls: Controls, outside: float, dt: float) -> float:
    """Glass stands a third of the way from the outside air to the cabin's; warm air from the defroster lifts it."""
    front = (cabin.air[0] + cabin.air[1]) / 2
    glass = outside + (front - outside) / 3
    if controls.front_defroster:
        glass += parameters.defroster_lift * max(controls.fans[:2]) / 100
    return min(1.0, max(0.0, cabin.fog + _FOG_RATE * (dew_point(cabin.humidity) - glass) * dt))
