"""Looks after a trip on the way: whether it comes in time, whether a charger fills, and the battery is to be warmed."""

import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from ipa_agents.language import Words
from ipa_agents.travel.guiding.goals import named
from ipa_agents.travel.guiding.guidance import Guidance
from ipa_agents.travel.trips.itinerary import Itinerary
from ipa_agents.travel.trips.trip import Stop

__all__ = ['Watch']

_PERIOD = 30.0
"""s between two looks."""
_OFF = 120.0
"""s by which the arrival may differ from the plan before it is planned anew."""
_WORSE = 300.0
"""s by which something must have become worse to be said again."""
_LONG = 300.0
"""s of waiting at a charger that people want to know of."""
_TOLD = ('late', 'closed', 'closes')


@dataclass
class Watch:
    """Says each thing once, and again when it has become worse."""

    _looked: float = -math.inf
    _told: dict[tuple[str, str], float] = field(default_factory=dict)

    def is_due(self, now: float) -> bool:
        """Whether it is time to look, also after a clock was set back; looks then."""
        if 0.0 <= now - self._looked < _PERIOD:
            return False
        self._looked = now
        return True

    def is_off(self, planned: float, expected: float) -> bool:
        """Whether an arrival is expected too long before or after the planned one."""
        return abs(expected - planned) > _OFF

    def notices(
        self, itinerary: Itinerary, number: int, left: float, is_warming: bool, guidance: Guidance
    ) -> Iterator[Words]:
        """What is to be said of the stops from `number` on, the first of which is reached in `left` s.

        That the battery is to be warmed is said at the second look: who sets off is asked by the assistant first.
        """
        for entry in itinerary.entries[number:]:
            stop = entry.visit.stop
            for problem in entry.visit.problems:
                if problem.code in _TOLD and self._is_news(stop.id, problem.code, problem.seconds):
                    yield guidance.trip(f'trip_{problem.code}', named(stop.place), problem.seconds)
        entry = itinerary.entries[number]
        is_time = 0.0 < left <= entry.level.conditioning and not is_warming
        was_cold = is_time and not self._is_news(entry.visit.stop.id, 'cold', 0.0)
        if was_cold and self._is_news(entry.visit.stop.id, 'warm', 0.0):
            yield guidance.announcement('trip_warm', named(entry.visit.stop.goal))

    def filled(self, waits: Mapping[Stop, float]) -> list[Stop]:
        """The stops where one has to wait long to charge, by s: each once, until that is over or has become worse."""
        for stop, wait in waits.items():
            if wait < _LONG:
                self._told.pop((stop.goal.place_id, 'full'), None)
        return [
            stop for stop, wait in waits.items() if wait >= _LONG and self._is_news(stop.goal.place_id, 'full', wait)
        ]

    def _is_news(self, stop_id: str, code: str, seconds: float) -> bool:
        before = self._told.get((stop_id, code))
        is_news = before is None or seconds >= before + _WORSE
        if is_news:
            self._told[stop_id, code] = seconds
        return is_news
