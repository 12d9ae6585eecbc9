"""Tyres: an amount of air whose pressure follows its temperature, and which may leak."""

from dataclasses import dataclass, replace

__all__ = ['WHEELS', 'Tyre', 'TyreParameters', 'filled', 'is_low', 'pressure', 'step_tyre']

WHEELS = ('Row1.Left', 'Row1.Right', 'Row2.Left', 'Row2.Right')
_ATMOSPHERE = 101.3
"""kPa"""
_NATURAL_LOSS = 50 / (365 * 86400)
"""kPa/s; tyres lose 40 to 60 kPa in a year."""


@dataclass(frozen=True, slots=True)
class TyreParameters:
    """`placard` in kPa at 20 Celsius, `low` as a share of it (UN R141: 0.8), J/K, W/K, W/K by m/s."""

    placard: float
    low: float
    capacity: float
    cooling: float
    cooling_by_speed: float


@dataclass(frozen=True, slots=True)
class Tyre:
    """`amount` is the absolute pressure in kPa that the air would have at 20 Celsius; `leak` in kPa/min."""

    amount: float
    temperature: float
    leak: float = 0.0


def filled(kilopascal: float, celsius: float) -> Tyre:
    """A tyre of this gauge pressure at this temperature."""
    return Tyre((kilopascal + _ATMOSPHERE) * 293.15 / (celsius + 273.15), celsius)


def pressure(tyre: Tyre) -> float:
    """Gauge pressure in kPa by the gas law at constant volume."""
    return max(0.0, tyre.amount * (tyre.temperature + 273.15) / 293.15 - _ATMOSPHERE)


def is_low(parameters: TyreParameters, tyre: Tyre) -> bool:
    """Whether a warning lamp would be lit."""
    return pressure(tyre) < parameters.low * parameters.placard


def step_tyre(parameters: TyreParameters, tyre: Tyre, heat: float, speed: float, outside: float, dt: float) -> Tyre:
    """The tyre `dt` seconds later; `heat` is the rolling loss in W that stays in it."""
    cooling = (parameters.cooling + parameters.cooling_by_speed * speed) * (tyre.temperature - outside)
    lost = (tyre.leak / 60 + _NATURAL_LOSS) * dt if tyre.amount > _ATMOSPHERE else 0.0
    return replace(
        tyre,
        temperature=tyre.temperature + (heat - cooling) / parameters.capacity * dt,
        amount=max(_ATMOSPHERE, tyre.amount - lost),
    )
