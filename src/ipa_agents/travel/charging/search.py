"""Where to charge, and how much: a search over (stops made, charger, charge), exact for the charges that it weighs.

A label-setting search with the charge as second criterion and a lower bound of what is still to be paid, after M. Baum,
J. Sauer, D. Wagner and T. Zündorf, Consumption Profiles in Route Planning for Electric Vehicles (SEA 2017). The reserve
is a buffer wherever the car stands, as Rajan et al. have it in Robustness Generalizations of the Shortest Feasible Path
Problem for Electric Vehicles (ATMOS 2021). The car leaves a charger as it came, with just enough for where it charges
next, or with a multiple of a step; on its way there it may make any number of stops.
"""

import heapq
import itertools
import math
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from ipa_agents.travel.charging.journey import Hops, Journey, hops_from

__all__ = ['Visit', 'cheapest', 'leaving_charges']

_SAME = 1e-6
"""J or s that do not count."""

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Visit:
    """Being where it can be charged, at `point` with `made` stops behind, from `arriving` to `leaving` J."""

    made: int
    point: int
    arriving: float
    leaving: float


@dataclass(frozen=True, slots=True)
class _Label:
    cost: float
    made: int
    point: int
    charge: float
    visits: tuple[Visit, ...] = ()


def cheapest(journey: Journey) -> tuple[float, tuple[Visit, ...]] | None:
    """The least s, with what is paid in them, and where it is charged for it; None when nothing leads there."""
    if not _can_arrive(journey):
        return None
    search = _Search(journey)
    while search.advance():
        pass
    best = search.best
    return None if best is None else (best.cost, best.visits)


def leaving_charges(journey: Journey, charge: float, hops: Hops) -> tuple[Floats, NDArray[np.bool_]]:
    """With how many J a car that came with `charge` may leave a charger, a row for each hop, and which are enough."""
    grid = np.arange(journey.step, journey.limit, journey.step)
    count = len(hops.needs)
    choices = (np.full((count, 1), charge), hops.needs[:, None], np.tile([*grid, journey.limit], (count, 1)))
    leaving = np.hstack(choices)
    enough = (leaving >= hops.needs[:, None] - _SAME) & (leaving > charge) & (leaving <= journey.limit + _SAME)
    enough[:, 0] = hops.needs <= charge + _SAME
    # Nobody needs more at the destination than is to be left there.
    enough[hops.made == journey.stops, 2:] = False
    return leaving, enough


class _Search:
    """Labels in the order of the least that a journey over them can cost."""

    def __init__(self, journey: Journey) -> None:
        self.best: _Label | None = None
        self._journey = journey
        self._bound = _Bound(journey)
        self._hops: dict[tuple[int, int], Hops] = {}
        self._fronts: defaultdict[tuple[int, int], list[_Label]] = defaultdict(list)
        self._numbers = itertools.count()
        self._queue: list[tuple[float, int, _Label]] = []
        start = _Label(0.0, 0, 0, journey.energy)
        self._fronts[0, 0].append(start)
        heapq.heappush(self._queue, (0.0, next(self._numbers), start))

    @property
    def _limit(self) -> float:
        return math.inf if self.best is None else self.best.cost - _SAME

    def advance(self) -> bool:
        """Look at what comes after the most promising label; whether that can be of any use."""
        if not self._queue or self._queue[0][0] >= self._limit:
            return False
        _, _, label = heapq.heappop(self._queue)
        if any(label is other for other in self._fronts[label.made, label.point]):
            for reached, least in self._following(label):
                if reached.made == self._journey.stops:
                    if reached.cost < self._limit:
                        self.best = reached
                elif least < self._limit and self._is_new(reached):
                    heapq.heappush(self._queue, (least, next(self._numbers), reached))
        return True

    def _following(self, label: _Label) -> Iterator[tuple[_Label, float]]:
        """What the label leads to, and the least that a journey over it costs, the destination first."""
        journey, place = self._journey, (label.made, label.point)
        hops = self._hops.get(place)
        if hops is None:
            hops = self._hops[place] = hops_from(journey, *place)
        leaving, enough = leaving_charges(journey, label.charge, hops)
        site = journey.sites.get(label.point)
        if site is None:
            enough[:, 1:] = False
            paid = np.zeros(leaving.shape)
        else:
            paid = site.cost(label.charge, leaving)
            paid[:, 0] = 0.0
        cost = label.cost + paid + hops.seconds[:, None]
        charge = leaving - hops.joules[:, None]
        least = cost + self._bound.of(hops, charge)
        rows, columns = np.nonzero(enough & (least < self._limit))
        order = np.argsort(-hops.made[rows], kind='stable')
        for row, column in zip(rows[order].tolist(), columns[order].tolist(), strict=True):
            visits = label.visits
            if site is not None:
                visits = (*visits, Visit(*place, label.charge, float(leaving[row, column])))
            at = int(hops.made[row]), int(hops.point[row])
            yield _Label(float(cost[row, column]), *at, float(charge[row, column]), visits), float(least[row, column])

    def _is_new(self, label: _Label) -> bool:
        """Whether nothing that is known of this place is as cheap with as much charge; what is worse is forgotten."""
        front = self._fronts[label.made, label.point]
        if any(known.cost <= label.cost + _SAME and known.charge >= label.charge - _SAME for known in front):
            return False
        front[:] = [known for known in front if known.cost < label.cost or known.charge > label.charge]
        front.append(label)
        return True


def _can_arrive(journey: Journey) -> bool:
    """Whether charging as much as may be at every charger leads there: far quicker to see than what is best."""
    waiting, seen = [(0, 0)], {(0, 0)}
    while waiting:
        place = waiting.pop()
        hops = hops_from(journey, *place)
        charge = journey.energy if place[1] not in journey.sites else max(journey.limit, journey.energy)
        enough = hops.needs <= charge + _SAME
        for reached in zip(hops.made[enough].tolist(), hops.point[enough].tolist(), strict=True):
            if reached[0] == journey.stops:
                return True
            if reached not in seen:
                seen.add(reached)
                waiting.append(reached)
    return False


class _Bound:
    """At least what is left to be paid: the fastest way, and the cheapest charge for what the battery lacks."""

    def __init__(self, journey: Journey) -> None:
        self._seconds = _left(journey, journey.seconds)
        self._joules = _left(journey, journey.joules)
        self._arrival = journey.arrival
        sites = journey.sites.values()
        self._rate = min(
            ((0.0 if site.meanwhile else 1 / site.filling.fastest) + site.price for site in sites), default=0.0
        )
        self._once = min((max(0.0, site.overhead - site.meanwhile) + site.once for site in sites), default=math.inf)

    def of(self, hops: Hops, charge: Floats) -> Floats:
        """s, with what is paid in them, from the end of each hop on, arriving there with a row of charges."""
        seconds = self._seconds[hops.made, hops.point][:, None]
        lacking = self._joules[hops.made, hops.point][:, None] + self._arrival - charge
        return np.asarray(seconds + np.where(lacking > _SAME, self._once + lacking * self._rate, 0.0))


def _left(journey: Journey, legs: Floats) -> Floats:
    """The least sum of legs from each point (columns) over the stops that are left (rows: stops made)."""
    least = legs.copy()
    np.fill_diagonal(least, 0.0)
    for via in range(len(least)):
        least = np.minimum(least, least[:, via, None] + least[None, via, :])
    left = np.zeros((journey.stops + 1, len(least)))
    for made in range(journey.stops - 1, -1, -1):
        left[made] = least[:, made + 1] + left[made + 1, made + 1]
    return left
