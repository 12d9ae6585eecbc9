"""When guidance says what about the manoeuvres to come: each thing once, early enough for the speed."""

from collections.abc import Iterator

from ipa_agents.language import Words
from ipa_agents.travel.guiding.guidance import Guidance
from ipa_agents.travel.guiding.progress import Journey, Progress
from ipa_agents.travel.routing.route import Maneuver
from ipa_agents.travel.routing.survey import Stretch

__all__ = ['Announcer']

# From far to near: s before the manoeuvre, and m that it is at least.
_STAGES = ((50.0, 600.0), (18.0, 200.0), (5.0, 35.0))
_NOW = len(_STAGES) - 1
_SHORTLY = 1.4
_CHAIN_SECONDS, _CHAIN_METRES = 6.0, 60.0
_TOLL_SECONDS, _TOLL_METRES = 60.0, 800.0
_ONLY_NOW = frozenset({'STRAIGHT', 'MERGE', 'START'})


class Announcer:
    """Remembers for one route what has been said."""

    def __init__(self, guidance: Guidance) -> None:
        self._guidance = guidance
        self._said: dict[int, int] = {}
        self._told_tolls: set[Stretch] = set()

    def begin(self, journey: Journey) -> Words:
        """What is said at the start."""
        return self._guidance.now(_words(journey.route.maneuvers[0]))

    def announce(self, journey: Journey, progress: Progress, speed: float) -> Iterator[Words]:
        """What is due now; `speed` in m/s."""
        index, away = progress.maneuver, progress.maneuver_distance
        maneuver = journey.route.maneuvers[index]
        stage = _stage(away, speed)
        if stage is None or self._said.get(index, -1) >= stage or (maneuver.kind in _ONLY_NOW and stage < _NOW):
            return
        # What is said shortly before the next stage stands for that one too.
        self._said[index] = _stage(away / _SHORTLY, speed) or stage
        if stage < _NOW:
            yield self._guidance.ahead(away, _words(maneuver))
        elif maneuver.kind != 'DESTINATION':
            yield self._guidance.now(_words(maneuver), self._following(journey, index, speed))

    def tolls(self, journey: Journey, speed: float) -> Iterator[Words]:
        """Where the way begins to cost a toll soon; `speed` in m/s."""
        for toll in journey.survey.tolls:
            away = toll.begins - journey.along
            if 0 < away <= max(_TOLL_METRES, _TOLL_SECONDS * speed) and toll not in self._told_tolls:
                self._told_tolls.add(toll)
                yield self._guidance.toll(away)

    def _following(self, journey: Journey, index: int, speed: float) -> Words | None:
        """The manoeuvre after this one, when there will be no time to say it later."""
        following = journey.maneuver(index + 1)
        gap = journey.route.maneuvers[index].length
        if following is None or following.kind in _ONLY_NOW or gap > max(_CHAIN_METRES, _CHAIN_SECONDS * speed):
            return None
        self._said[index + 1] = _NOW - 1
        return _words(following)


def _stage(away: float, speed: float) -> int | None:
    reached = [number for number, (ahead, least) in enumerate(_STAGES) if away <= max(least, ahead * speed)]
    return reached[-1] if reached else None


def _words(maneuver: Maneuver) -> Words:
    return Words(maneuver.instruction, maneuver.instruction_zh)
