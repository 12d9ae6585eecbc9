"""What blows out of the vents: the air conditioning, the heater and the fans."""

from dataclasses import dataclass

from ipa_agents.vehicle.simulator.controls import Controls
from ipa_agents.vehicle.simulator.moist_air import HEAT_CAPACITY, LATENT_HEAT, humidity_ratio

__all__ = ['STILL', 'ClimateParameters', 'Supply', 'supply']

_GAIN = 4.0
"""K of supply air below the wish for each K that a zone is too warm."""


@dataclass(frozen=True, slots=True)
class ClimateParameters:
    """`flow` in kg/s a zone at full fan; temperatures in Celsius, powers in W, `cop` without a unit."""

    flow: float
    recirculated: float
    coil_temperature: float
    heater_temperature: float
    cooling_power: float
    heating_power: float
    cooling_cop: float
    heating_cop: float
    fan_power: float


@dataclass(frozen=True, slots=True)
class Supply:
    """Air that enters each zone: Celsius and kg/s, its humidity ratio, and the electrical power that it costs in W."""

    temperatures: tuple[float, ...]
    flows: tuple[float, ...]
    humidity: float
    power: float


STILL = Supply((20.0,) * 4, (0.0,) * 4, 0.0, 0.0)
"""No air moves."""


def supply(
    parameters: ClimateParameters,
    controls: Controls,
    air: tuple[float, ...],
    humidity: float,
    outside: tuple[float, float],
    cooling_works: bool,
) -> Supply:
    """Supply air for zones at `air` Celsius; `humidity` and the second of `outside` are humidity ratios."""
    flows = tuple(parameters.flow * fan / 100 for fan in controls.fans)
    total = sum(flows)
    if total == 0:
        return STILL
    inside = parameters.recirculated if controls.recirculation else 0.0
    inlet = inside * sum(air) / len(air) + (1 - inside) * outside[0]
    moisture = inside * humidity + (1 - inside) * outside[1]
    wanted = tuple(
        min(parameters.heater_temperature, max(parameters.coil_temperature, wish + _GAIN * (wish - now)))
        for wish, now in zip(controls.temperatures, air, strict=True)
    )
    cools = cooling_works and controls.air_conditioning
    cooled, dried, cooling = _cool(parameters, flows, wanted, inlet, moisture, cools)
    lifts = tuple(max(0.0, wish - now) for wish, now in zip(wanted, cooled, strict=True))
    demand = sum(flow * HEAT_CAPACITY * lift for flow, lift in zip(flows, lifts, strict=True))
    share = min(1.0, parameters.heating_power / demand) if demand else 0.0
    return Supply(
        temperatures=tuple(now + share * lift for now, lift in zip(cooled, lifts, strict=True)),
        flows=flows,
        humidity=dried,
        power=cooling / parameters.cooling_cop
        + share * demand / parameters.heating_cop
        + parameters.fan_power * sum((fan / 100) ** 3 for fan in controls.fans) / len(controls.fans),
    )


def _cool(
    parameters: ClimateParameters,
    flows: tuple[float, ...],
    wanted: tuple[float, ...],
    inlet: float,
    moisture: float,
    runs: bool,
) -> tuple[tuple[float, ...], float, float]:
    """Temperatures and humidity behind the coil, and the heat in W that it took."""
    if not runs:
        return (inlet,) * len(flows), moisture, 0.0
    dry = min(moisture, humidity_ratio(parameters.coil_temperature))
    drops = tuple(max(0.0, inlet - wish) for wish in wanted)
    demand = sum(flow * HEAT_CAPACITY * drop for flow, drop in zip(flows, drops, strict=True))
    demand += sum(flows) * LATENT_HEAT * (moisture - dry)
    share = min(1.0, parameters.cooling_power / demand) if demand else 0.0
    return tuple(inlet - share * drop for drop in drops), moisture - share * (moisture - dry), share * demand
