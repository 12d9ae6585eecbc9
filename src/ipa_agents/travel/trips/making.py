"""A trip made of wishes: for each the place that suits the whole, by how long everything takes and how good it is."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from ipa_agents.errors import TripError
from ipa_agents.language import Words
from ipa_agents.travel.geodesy import distance
from ipa_agents.travel.places.place import Place
from ipa_agents.travel.routing.matrix import Matrix
from ipa_agents.travel.routing.position import Position
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
_WALK = 600.0
"""m that people walk from a charger to where they stay meanwhile."""
_PACE = 1.3
"""m/s on foot."""
_DETOUR = 1.3
"""How much longer a way on foot is than the straight line."""


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
    apart = _best(wishes, found, start, leaves or now, matrix)
    charging = next((wish for wish in wishes if wish.is_charging), None)
    together = _together(wishes, found, charging, start, leaves or now, matrix) if charging else None
    best = min((plan for plan in (apart, together) if plan), key=lambda plan: plan.cost)
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
    wishes: Sequence[Wish],
    found: dict[str, list[Candidate]],
    start: Position,
    now: float,
    matrix: Matrix,
    chargers: dict[str, Place] | None = None,
) -> _Beginning:
    beginnings = [_Beginning((), 0.0)]
    for wish in wishes:
        stops = [(_stop(wish, candidate, (chargers or {}).get(candidate.place.place_id)), candidate)
                 for candidate in found[wish.id]]  # fmt: skip
        origins = [_end(beginning, start) for beginning in beginnings]
        different = list(dict.fromkeys(origins))
        costs = matrix.matrix(different, [stop.position for stop, _ in stops])
        longer = []
        for beginning, origin in zip(beginnings, origins, strict=True):
            row = different.index(origin)
            for column, (stop, candidate) in enumerate(stops):
                leg = Leg(float(costs.seconds[row, column]), float(costs.metres[row, column]))
                there = visit(stop, leg, beginning.leaves if beginning.visits else now)
                cost = beginning.cost + _cost(there) + candidate.malus
                longer.append(_Beginning((*beginning.visits, there), cost))
        beginnings = sorted(longer, key=lambda one: one.cost)[:_BEAM]
    return beginnings[0]


def _together(
    wishes: Sequence[Wish],
    found: dict[str, list[Candidate]],
    charging: Wish,
    start: Position,
    now: float,
    matrix: Matrix,
) -> _Beginning | None:
    """The best trip that charges while people are elsewhere; None where no charger is near enough to a long stay."""
    chargers = [candidate.place for candidate in found[charging.id]]
    near = {
        wish.id: {
            candidate.place.place_id: charger
            for candidate in found[wish.id]
            if _apart(charger := _nearest(chargers, candidate.place), candidate.place) <= _WALK
        }
        for wish in wishes
        if not wish.is_charging and wish.stay >= charging.stay
    }
    rest = [wish for wish in wishes if not wish.is_charging]
    plans = []
    # Where more places have a charger nearby, one of them is likelier to suit the rest of the trip.
    for wish_id in sorted((one for one in near if near[one]), key=lambda one: -len(near[one]))[:_JOINED]:
        beside = [candidate for candidate in found[wish_id] if candidate.place.place_id in near[wish_id]]
        plans.append(_best(rest, {**found, wish_id: beside}, start, now, matrix, near[wish_id]))
    return min(plans, key=lambda plan: plan.cost, default=None)


def _nearest(chargers: Sequence[Place], place: Place) -> Place:
    return min(chargers, key=lambda charger: _apart(charger, place))


def _stop(wish: Wish, candidate: Candidate, charger: Place | None) -> Stop:
    stop = Stop(wish.id, candidate.place, wish.stay, wish.begins)
    if charger is None:
        return stop
    return replace(stop, parks_at=charger, walk=_apart(charger, candidate.place) / _PACE)


def _end(beginning: _Beginning, start: Position) -> Position:
    return beginning.visits[-1].stop.position if beginning.visits else start


def _cost(there: Visit) -> float:
    """s: the way, the walk there and back, the wait, the stay, and what its rating and its problems are worth."""
    stars = there.stop.place.rating if there.stop.place.rating == there.stop.place.rating else _USUAL_RATING
    wait = there.starts - there.arrival - there.stop.walk if there.stop.begins is None else 0.0
    problems = sum(_PROBLEM[problem.code] for problem in there.problems)
    late = sum(problem.seconds for problem in there.problems if problem.code == 'late')
    way = there.leg.seconds if there.leg.seconds != float('inf') else 0.0
    return way + 2 * there.stop.walk + wait + there.stop.stay + problems + late - _STAR * (stars - _USUAL_RATING)


def _apart(one: Place, other: Place) -> float:
    return _DETOUR * float(distance(one.latitude, one.longitude, other.latitude, other.longitude))
