"""A trip made of wishes: for each the place that suits the whole, by how long everything takes and how good it is."""

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from ipa_agents.errors import TripError
from ipa_agents.language import Words
from ipa_agents.travel.places.place import Place
from ipa_agents.travel.routing.matrix import Matrix
from ipa_agents.travel.routing.position import Position
from ipa_agents.travel.trips.joining import joined
from ipa_agents.travel.trips.timetable import Leg, Visit, visit
from ipa_agents.travel.trips.trip import Stop, Trip

__all__ = ['Candidate', 'Finder', 'Wish', 'make_trip']

_BEAM = 12
"""So many beginnings of a trip are followed up at a time."""
_CANDIDATES = 5
_STAR = 240.0
"""s of driving that people accept for one more star."""
_USUAL_RATING = 3.8
_PROBLEM = {'unreachable': 1e6, 'closed': 40_000.0, 'closes': 4_000.0, 'late': 6_000.0}
"""What a problem is worth, in s of driving; being late counts by how late besides."""
_JOINED = 2
"""So many stops are weighed to charge at meanwhile."""


@dataclass(frozen=True, slots=True)
class Wish:
    """Something to do on the way: `id` is what for, `name` what that is called, `stay` in s.

    `begins` is in s since 1970, where it is fixed. A wish that `is_charging` may be fulfilled while people are
    elsewhere nearby for at least its stay.
    """

    id: str
    name: Words
    stay: float
    begins: float | None = None
    is_charging: bool = False


@dataclass(frozen=True, slots=True)
class Candidate:
    """A place that fulfils a wish; `malus` is in s of driving, for what the search found worse than wished."""

    place: Place
    malus: float = 0.0


Finder = Callable[[Wish, Position], Sequence[Candidate]]
"""The best places for a wish around a point."""


@dataclass(frozen=True, slots=True)
class _Beginning:
    visits: tuple[Visit, ...]
    cost: float

    @property
    def leaves(self) -> float:
        return self.visits[-1].leaves


_NONE = _Beginning((), math.inf)


@dataclass(frozen=True, slots=True)
class _Option:
    """A stop that would do, with the s of driving that it is worse than wished."""

    stop: Stop
    malus: float

    @property
    def least(self) -> float:
        """What it costs without the way there."""
        return _cost_of_being(self.stop) + self.malus


def make_trip(
    wishes: Sequence[Wish],
    find: Finder,
    start: Position,
    now: float,
    matrix: Matrix,
    *,
    leaves: float | None = None,
    people: int = 1,
) -> Trip:
    """The best trip in the order of `wishes`; raises TripError where a wish finds no place.

    A charger is joined with another stop where people stay long enough within a short walk.
    """
    if not wishes:
        raise TripError('Nothing was wished for.', '还没有说想去哪里。')
    found = _candidates(wishes, find, start)
    # First what likely costs less: the ways of what cannot be better then need not be asked.
    best = _together(wishes, found, start, leaves or now, matrix)
    best = _best([_options(wish, found) for wish in wishes], start, leaves or now, matrix, best)
    return Trip(tuple(visited.stop for visited in best.visits), leaves, people)


def _candidates(wishes: Sequence[Wish], find: Finder, start: Position) -> dict[str, list[Candidate]]:
    """Places for each wish, around where the one before is likely to be."""
    around = start
    found: dict[str, list[Candidate]] = {}
    for wish in wishes:
        found[wish.id] = list(find(wish, around))[:_CANDIDATES]
        if not found[wish.id]:
            raise TripError(f'I found nothing for {wish.name.en}.', f'没有找到合适的{wish.name.zh}。')
        best = found[wish.id][0].place
        around = Position(best.latitude, best.longitude)
    return found


def _best(
    layers: Sequence[Sequence[_Option]], start: Position, now: float, matrix: Matrix, rival: _Beginning
) -> _Beginning:
    """The best trip over an option of each layer; the `rival` where none costs less."""
    beginnings = [_Beginning((), 0.0)]
    for number, layer in enumerate(layers):
        rest = sum(min(option.least for option in later) for later in layers[number + 1 :])
        promising = [option for option in layer if beginnings[0].cost + option.least + rest < rival.cost]
        if not promising:
            return rival
        origins = [_end(beginning, start) for beginning in beginnings]
        different = list(dict.fromkeys(origins))
        costs = matrix.matrix(different, [option.stop.position for option in promising])
        longer = []
        for beginning, origin in zip(beginnings, origins, strict=True):
            row = different.index(origin)
            for column, option in enumerate(promising):
                leg = Leg(float(costs.seconds[row, column]), float(costs.metres[row, column]))
                there = visit(option.stop, leg, beginning.leaves if beginning.visits else now)
                cost = beginning.cost + _cost(there) + option.malus
                if cost + rest < rival.cost:
                    longer.append(_Beginning((*beginning.visits, there), cost))
        if not longer:
            return rival
        beginnings = sorted(longer, key=lambda one: one.cost)[:_BEAM]
    return beginnings[0]


def _together(
    wishes: Sequence[Wish], found: Mapping[str, list[Candidate]], start: Position, now: float, matrix: Matrix
) -> _Beginning:
    """The best trip that charges while people are elsewhere; _NONE where no charger is near enough to a long stay."""
    charging = next((wish for wish in wishes if wish.is_charging), None)
    if charging is None:
        return _NONE
    chargers = [candidate.place for candidate in found[charging.id]]
    rest = [wish for wish in wishes if not wish.is_charging]
    beside = {wish.id: _beside(_options(wish, found), chargers) for wish in rest if wish.stay >= charging.stay}
    best = _NONE
    # Where more places have a charger nearby, one of them is likelier to suit the rest of the trip.
    for wish_id in sorted((one for one in beside if beside[one]), key=lambda one: -len(beside[one]))[:_JOINED]:
        layers = [beside[wish_id] if wish.id == wish_id else _options(wish, found) for wish in rest]
        best = _best(layers, start, now, matrix, best)
    return best


def _options(wish: Wish, found: Mapping[str, list[Candidate]]) -> list[_Option]:
    return [_Option(Stop(wish.id, one.place, wish.stay, wish.begins), one.malus) for one in found[wish.id]]


def _beside(options: Sequence[_Option], chargers: Sequence[Place]) -> list[_Option]:
    """Those from where people can walk to a charger, with the car there."""
    both = ((joined(option.stop, chargers), option.malus) for option in options)
    return [_Option(stop, malus) for stop, malus in both if stop]


def _end(beginning: _Beginning, start: Position) -> Position:
    return beginning.visits[-1].stop.position if beginning.visits else start


def _cost(there: Visit) -> float:
    """s: the way, the wait, what its problems are worth, and the stop itself."""
    wait = there.starts - there.arrival - there.stop.walk if there.stop.begins is None else 0.0
    problems = sum(_PROBLEM[problem.code] for problem in there.problems)
    late = sum(problem.seconds for problem in there.problems if problem.code == 'late')
    way = there.leg.seconds if there.leg.seconds != float('inf') else 0.0
    return way + wait + problems + late + _cost_of_being(there.stop)


def _cost_of_being(stop: Stop) -> float:
    """s: the stay, the walk there and back, and what the rating is worth."""
    stars = stop.place.rating if stop.place.rating == stop.place.rating else _USUAL_RATING
    return 2 * stop.walk + stop.stay - _STAR * (stars - _USUAL_RATING)
