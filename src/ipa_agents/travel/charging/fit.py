"""Finds a car's coefficients in its drives, by least squares over what happened between moments."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from ipa_agents.errors import TravelError
from ipa_agents.travel.charging.consumption import SOAKING, Consumption
from ipa_agents.travel.charging.drive_log import Moment

__all__ = ['Fit', 'fit_consumption']

_SHORTEST = 3000.0
"""m that must have been driven for a fit."""
_BRAKING = -2000.0
"""W at the wheels, seen from the battery, below which a car clearly brakes."""
_SOFT = -50_000.0
"""W down to which the motor brakes alone; harder, the brakes take what it cannot."""
_ROUNDS = 30

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Fit:
    """The coefficients, and how well they tell the energy of each drive: relative errors, each of its whole drive."""

    car: Consumption
    errors: tuple[float, ...]
    way: float


@dataclass(frozen=True, slots=True)
class _Steps:
    """What happened between moments, one row each.

    `driving` are the amounts that inertia, weight, rolling and air multiply, `standing` those of always, running,
    heating, cooling, warming and chilling; they add up exactly, however far moments are apart. `energy` in J.
    """

    driving: Floats
    standing: Floats
    energy: Floats


def fit_consumption(drives: Sequence[Sequence[Moment]], known: Consumption | None = None) -> Fit:
    """The car that these drives show; what they show nothing of, such as heating, is as in `known`, or 0.

    Raises TravelError where they are too short to tell.
    """
    steps = [_steps(drive) for drive in drives if len(drive) > 1]
    way = sum(float(step.driving[:, 2].sum()) for step in steps)
    if way < _SHORTEST:
        raise TravelError(f'{way:.0f} m were driven: too short to tell what the car takes; {_SHORTEST:.0f} are needed')
    driving, standing, energy = (
        np.concatenate([getattr(step, name) for step in steps]) for name in ('driving', 'standing', 'energy')
    )
    coefficients = _pulling(driving, standing, energy, _known(known))
    wheels, rest = driving @ coefficients[:4], standing @ coefficients[4:]
    power = wheels / np.maximum(standing[:, 0], 1e-9)
    softly = (power < _BRAKING) & (power > _SOFT)
    if not softly.any():
        raise TravelError('the car never braked: what braking gives back cannot be told')
    back = float((energy - rest)[softly] @ wheels[softly] / (wheels[softly] @ wheels[softly]))
    recuperation = min(1.0, max(0.0, back))
    inertia, weight, rolling, air, always, running, heating, cooling, warming, chilling = coefficients.tolist()
    spent = np.where(wheels < 0, recuperation * wheels, wheels)
    lost = float(spent.sum() - driving.sum(axis=0) @ coefficients[:4])
    # A way is counted with one stop at its end; only what is lost besides is of ordinary driving.
    stopped = (1 - recuperation) * inertia / 2 * sum(_squared_speed(step) for step in steps)
    car = Consumption(
        inertia=inertia,
        weight=weight,
        rolling=rolling,
        air=air,
        recuperation=recuperation,
        unsteady=max(0.0, (lost - stopped) / way),
        always=always,
        running=running,
        heating=heating,
        cooling=cooling,
        warming=warming,
        chilling=chilling,
    )
    ends = np.cumsum([len(step.energy) for step in steps])[:-1]
    told = [float(part.sum()) for part in np.split(spent + rest, ends)]
    errors = tuple(part / float(step.energy.sum()) - 1 for part, step in zip(told, steps, strict=True))
    return Fit(car, errors, way)


def _pulling(driving: Floats, standing: Floats, energy: Floats, known: Floats) -> Floats:
    """The ten coefficients, from the steps in which the motor pulls; which these are follows from the coefficients."""
    amounts = np.hstack([driving, standing])
    shown = (np.abs(amounts) > 0).any(axis=0)
    pulling = energy > 0
    coefficients = np.where(shown, 0.0, known)
    for _ in range(_ROUNDS):
        rows = amounts[pulling]
        # Amounts of unlike size are solved for at equal size.
        sizes = np.linalg.norm(rows[:, shown], axis=0)
        sizes = np.where(sizes > 0, sizes, 1.0)
        left = energy[pulling] - rows[:, ~shown] @ coefficients[~shown]
        coefficients[shown] = np.linalg.lstsq(rows[:, shown] / sizes, left, rcond=None)[0] / sizes
        now = driving @ coefficients[:4] >= 0
        if (now == pulling).all():
            break
        pulling = now
    return np.maximum(coefficients, 0.0)


def _steps(drive: Sequence[Moment]) -> _Steps:
    seconds, speed, way, height, energy, outside = (
        np.array([getattr(moment, name) for moment in drive])
        for name in ('seconds', 'speed', 'way', 'height', 'energy', 'outside')
    )
    passed = np.diff(seconds)
    before, after = speed[:-1], speed[1:]
    # The cube of a speed that changes evenly, by Simpson's rule.
    cubed = (before**3 + 4 * ((before + after) / 2) ** 3 + after**3) / 6
    driving = np.stack([np.diff(speed**2) / 2, np.diff(height), np.diff(way), cubed * passed], axis=1)
    is_on = np.array([moment.wish is not None for moment in drive[1:]])
    wish = np.array([moment.wish if moment.wish is not None else 0.0 for moment in drive[1:]])
    gap = np.where(is_on, wish - outside[1:], 0.0)
    soaked = np.where(is_on, wish - drive[0].cabin, 0.0)
    settled = np.exp(-(seconds[:-1] - seconds[0]) / SOAKING) - np.exp(-(seconds[1:] - seconds[0]) / SOAKING)
    standing = np.stack(
        [
            passed,
            is_on * passed,
            np.maximum(gap, 0) * passed,
            np.maximum(-gap, 0) * passed,
            np.maximum(soaked, 0) * settled,
            np.maximum(-soaked, 0) * settled,
        ],
        axis=1,
    )
    return _Steps(driving, standing, -np.diff(energy))


def _known(car: Consumption | None) -> Floats:
    if car is None:
        return np.zeros(10)
    names = ('inertia', 'weight', 'rolling', 'air', 'always', 'running', 'heating', 'cooling', 'warming', 'chilling')
    return np.array([getattr(car, name) for name in names])


def _squared_speed(step: _Steps) -> float:
    """m2/s2; of the mean speed while moving."""
    seconds = float(step.standing[:, 0][step.driving[:, 2] > 0].sum())
    return (float(step.driving[:, 2].sum()) / seconds) ** 2 if seconds else 0.0
