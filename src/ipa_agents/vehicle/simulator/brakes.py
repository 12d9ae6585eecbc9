"""Brake pads, which wear by the work of the friction brakes; what the motor brakes costs them nothing."""

from dataclasses import dataclass

__all__ = ['BrakeParameters', 'step_pads']


@dataclass(frozen=True, slots=True)
class BrakeParameters:
    """`front` is the share of the brake force on the front axle; `life` the work in J that wears one pad out."""

    front: float
    life: float


def step_pads(parameters: BrakeParameters, pads: tuple[float, ...], force: float, way: float) -> tuple[float, ...]:
    """Wear of the four pads (0 new to 100 worn; order of WHEELS) after braking with `force` N over `way` m."""
    wear = 100 * force * way / 2 / parameters.life
    shares = (parameters.front, parameters.front, 1 - parameters.front, 1 - parameters.front)
    return tuple(min(100.0, pad + share * wear) for pad, share in zip(pads, shares, strict=True))
