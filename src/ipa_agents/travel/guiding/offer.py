"""Another way that is offered because of the traffic; nobody is led there without a yes."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np

from ipa_agents.language import Words
from ipa_agents.travel.guiding.guidance import Guidance
from ipa_agents.travel.guiding.progress import Journey
from ipa_agents.travel.routing.route import Route
from ipa_agents.travel.routing.survey import Survey

__all__ = ['Offer', 'find_offer', 'is_same_way']

_BESIDE = 30.0
"""m between two ways that are one."""
_NOTEWORTHY = 30.0
"""s"""


@dataclass(frozen=True, slots=True)
class Offer:
    """A way that saves so many s; below 0 it costs them, since the `road` that is driven is closed.

    The road is slow by `delay` s, and empty where the other way has become quicker by itself.
    """

    route: Route
    saves: float
    road: Words
    delay: float
    is_closed: bool

    def words(self, guidance: Guidance) -> Words:
        """What is said of it."""
        if self.is_closed:
            kind = 'around_longer' if self.saves <= -_NOTEWORTHY else 'around'
        else:
            kind = 'saves' if self.delay >= _NOTEWORTHY else 'quicker'
        return guidance.traffic(
            kind, self.road, delay=self.delay, difference=abs(self.saves), duration=self.route.duration
        )

    def says_as_much_as(self, other: 'Offer | None', least: float) -> bool:
        """Whether an offer that was made before said the same, to within `least` s."""
        if other is None or (self.road, self.is_closed) != (other.road, other.is_closed):
            return False
        return abs(self.saves - other.saves) < least


def find_offer(
    journey: Journey, routes: Sequence[Route], look: Callable[[Route], Survey], least: float
) -> Offer | None:
    """The quickest of `routes`, which begin at the car, if it leads around what is closed ahead or saves `least` s.

    None, too, where it leads over what is closed, as `look` tells, or where there are no routes.
    """
    if not routes:
        return None
    best = min(routes, key=lambda route: route.duration)
    saves = journey.progress.time_remaining - best.duration
    if closure := journey.survey.closure(journey.along):
        return None if look(best).closure(0.0) else Offer(best, saves, closure.road, 0.0, is_closed=True)
    if saves < least:
        return None
    worst = journey.survey.worst(journey.along)
    return Offer(best, saves, worst.road if worst else Words('', ''), journey.delay, is_closed=False)


def is_same_way(journey: Journey, route: Route) -> bool:
    """Whether a route that begins at the car leads where the journey goes on."""
    latitudes, longitudes = np.array(route.latitudes), np.array(route.longitudes)
    beside, _ = journey.line.beside(latitudes, longitudes, _BESIDE)
    return len(beside) == len(latitudes)
