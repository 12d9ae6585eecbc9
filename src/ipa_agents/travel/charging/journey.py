"""The problem of where to charge on a journey, in numbers."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from ipa_agents.travel.charging.electric_car import Filling

__all__ = ['Hops', 'Journey', 'Site', 'hops_from']

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True, eq=False)
class Site:
    """Where it can be charged. `overhead` s are lost besides; `meanwhile` s of it all are spent there anyway.

    `price` of a J and `once` of a visit are money, in the s that it is worth.
    """

    filling: Filling
    overhead: float
    price: float = 0.0
    once: float = 0.0
    meanwhile: float = 0.0

    def cost(self, arriving: float, leaving: Floats) -> Floats:
        """s, with what is paid in them, for charging from one energy to others, J."""
        busy = self.overhead + self.filling.until(leaving) - self.filling.until(arriving)
        return np.maximum(0.0, busy - self.meanwhile) + self.price * (leaving - arriving) + self.once


@dataclass(frozen=True, slots=True, eq=False)
class Journey:
    """From point 0 over the points 1 to `stops`, of which the last is the destination; further points are chargers.

    `seconds` and `joules` between all points are at least 0, inf where no way leads. `sites` are the points where it
    can be charged. `energy` is in the battery; `reserve` is left wherever the car stands, but only `first` until it is
    charged, and `arrival` at the destination; it is charged to `limit` at most; all in J, as is `step`.
    """

    seconds: Floats
    joules: Floats
    stops: int
    sites: Mapping[int, Site]
    energy: float
    first: float
    reserve: float
    arrival: float
    limit: float
    step: float


@dataclass(frozen=True, slots=True, eq=False)
class Hops:
    """Ways to drive on without charging: to a `point` with `made` stops behind, in s, for J; `needs` J to begin."""

    made: NDArray[np.intp]
    point: NDArray[np.intp]
    seconds: Floats
    joules: Floats
    needs: Floats


def hops_from(journey: Journey, made: int, point: int) -> Hops:
    """To every site, over any number of the stops that are left, and to the destination, as far as ways lead."""
    chargers = np.array([site for site in journey.sites if site > journey.stops], np.intp)
    parts: list[tuple[int, NDArray[np.intp], Floats, Floats, Floats]] = []
    at, seconds, joules, needs = point, 0.0, 0.0, 0.0
    reserve = journey.reserve if point else journey.first
    for stop in range(made, journey.stops):
        others = chargers[chargers != at]
        further = joules + journey.joules[at, others]
        parts.append(
            (stop, others, seconds + journey.seconds[at, others], further, np.maximum(needs, further + reserve))
        )
        ahead = stop + 1
        seconds, joules = seconds + float(journey.seconds[at, ahead]), joules + float(journey.joules[at, ahead])
        left = journey.arrival if ahead == journey.stops else reserve
        at, needs = ahead, max(needs, joules + left)
        if ahead == journey.stops or ahead in journey.sites:
            here = (np.array([value]) for value in (seconds, joules, needs))
            parts.append((ahead, np.array([ahead], np.intp), next(here), next(here), next(here)))
    points, times, energies, needed = (np.concatenate([part[column] for part in parts]) for column in (1, 2, 3, 4))
    stops = np.repeat([part[0] for part in parts], [len(part[1]) for part in parts])
    leads = np.isfinite(times) & np.isfinite(energies)
    return Hops(stops[leads], points[leads], times[leads], energies[leads], needed[leads])
