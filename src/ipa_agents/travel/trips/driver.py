"""The trip that is held: changed, driven stop by stop, and looked after on the way. Steppable; it knows no clock."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace

from ipa_agents.errors import RejectedCommand
from ipa_agents.language import Words
from ipa_agents.travel.guiding.goals import is_same, named
from ipa_agents.travel.guiding.guidance import Guidance
from ipa_agents.travel.guiding.navigator import Navigator
from ipa_agents.travel.trips.guide import TripGuide
from ipa_agents.travel.trips.itinerary import Entry, Itinerary, Moment, TripPlanner
from ipa_agents.travel.trips.joining import apart
from ipa_agents.travel.trips.timetable import Leg, visit
from ipa_agents.travel.trips.trip import Stop, Trip
from ipa_agents.travel.trips.watch import Watch

__all__ = ['TripDriver']

_NO_TRIP = ('There is no trip.', '现在没有行程。')
_ALL_DONE = ('The trip is over.', '行程已经结束了。')
_JUMP = 60.0
"""s between two looks after which the clock, not the time, has moved."""


@dataclass
class TripDriver:
    """Holds one trip. Commands raise RejectedCommand when they cannot be done, and then change nothing."""

    planner: TripPlanner
    navigator: Navigator
    guidance: Guidance
    guide: TripGuide | None = None
    itinerary: Itinerary | None = None
    _now: float | None = None
    _watch: Watch = field(default_factory=Watch)

    def take(self, itinerary: Itinerary) -> None:
        """Hold a new trip, in the place of the old one; nothing is driven yet."""
        self.guide, self.itinerary = TripGuide(itinerary.trip), itinerary
        self._watch = Watch()

    def change(self, change: Callable[[Trip], Trip], moment: Moment) -> None:
        """Have the trip be another one; who is on the way to a stop that is no more goes on to the next."""
        before = self._held()
        after = before.changed(change(before.trip))
        self._become(after, moment)
        if after.phase == 'done' and before.phase == 'driving':
            self.navigator.cancel()

    def set_off(self, moment: Moment) -> None:
        """Have the car guided to the next stop."""
        guide = self._held()
        if guide.phase == 'driving':
            raise RejectedCommand('You are on the way already.', '已经在路上了。')
        if guide.next_stop is None:
            raise RejectedCommand(*_ALL_DONE)
        self._become(guide.setting_off(), moment)

    def skip(self, moment: Moment) -> None:
        """Go on to the stop after the one that is next."""
        guide = self._held()
        if guide.next_stop is None or guide.next_stop is guide.trip.stops[-1]:
            raise RejectedCommand('There is no stop after that one.', '后面没有别的站了。')
        passed = TripGuide(guide.trip, guide.trip.stops.index(guide.next_stop), 'staying')
        self._become(passed.setting_off(), moment)

    def end(self) -> None:
        """Put the trip away; who is on the way is guided no more."""
        guide = self._held()
        if guide.phase == 'driving' and self.navigator.journey:
            self.navigator.cancel()
        self.guide = self.itinerary = None

    def see(self, moment: Moment) -> tuple[Words, ...]:
        """What is to be said of the trip now; goes on to the next stop when a stay is over."""
        self._heed_clock(moment.now)
        if self.guide is not None and self.itinerary is None:
            self._renew(self.guide, moment)
        return tuple(self._look_after(moment))

    def hold(self, guide: TripGuide | None) -> None:
        """Go on with a trip of before; its times follow once the car is seen."""
        self.guide, self.itinerary = guide, None

    def _held(self) -> TripGuide:
        if self.guide is None:
            raise RejectedCommand(*_NO_TRIP)
        return self.guide

    def _become(self, guide: TripGuide, moment: Moment) -> None:
        """Plan what is left, and guide the car where that now begins."""
        guide, itinerary = self._planned(guide, moment)
        if guide.phase == 'driving' and guide.stop:
            errand = self.navigator.errand
            if errand is None or not is_same(errand.destination, guide.stop.goal):
                self.navigator.start(guide.stop.goal)
        self.guide, self.itinerary = guide, itinerary

    def _renew(self, guide: TripGuide, moment: Moment) -> None:
        self.guide, self.itinerary = self._planned(guide, moment)

    def _planned(self, guide: TripGuide, moment: Moment) -> tuple[TripGuide, Itinerary]:
        """What is behind as it was, and what is left as it will be from here and now."""
        stop, begun = guide.stop, None
        if guide.phase == 'staying' and stop:
            begun = visit(stop, Leg(0.0, 0.0), moment.now if guide.since is None else guide.since)
        leaves = guide.trip.leaves
        if guide.phase == 'driving':
            leaves = moment.now
        elif begun:
            leaves = max(moment.now, begun.leaves)
        here = stop.position if begun and stop else moment.here
        ahead = self.planner.timed(replace(guide.rest, leaves=leaves), replace(moment, here=here))
        passed = guide.trip.stops[: len(guide.trip.stops) - len(guide.rest.stops)]
        behind = [self._known(one) or Entry(visit(one, Leg(0.0, 0.0), moment.now)) for one in passed]
        if begun:
            behind[-1] = replace(behind[-1], visit=replace(begun, leg=behind[-1].visit.leg))
        trip = replace(guide.trip, stops=(*passed, *ahead.trip.stops))
        return replace(guide, trip=trip), replace(ahead, trip=trip, entries=(*behind, *ahead.entries))

    def _known(self, stop: Stop) -> Entry | None:
        return self.itinerary.entry(stop.id) if self.itinerary else None

    def _heed_clock(self, now: float) -> None:
        """A clock that is set makes no stay longer or shorter."""
        before, self._now = self._now, now
        guide = self.guide
        if before is None or guide is None or guide.since is None or -1.0 <= now - before <= _JUMP:
            return
        self.guide, self.itinerary = replace(guide, since=guide.since + now - before), None

    def _look_after(self, moment: Moment) -> Iterator[Words]:
        guide, itinerary = self.guide, self.itinerary
        if guide is None or guide.stop is None or itinerary is None:
            return
        if guide.phase == 'driving':
            yield from self._follow(guide, moment)
        elif self._is_over(guide, moment.now):
            yield from self._go_on(guide, moment)
        elif guide.phase == 'planned' and self._watch.is_due(moment.now):
            first = itinerary.entries[guide.number].visit
            if self._watch.is_off(max(first.arrival, moment.now + first.leg.seconds), first.arrival):
                self._renew(guide, moment)
        if self.guide is guide:
            yield from self._heed_full(guide, moment)

    def _heed_full(self, guide: TripGuide, moment: Moment) -> Iterator[Words]:
        """Weigh other chargers where one has filled up; what people wished for themselves is theirs to change."""
        waits = self.planner.waits(guide.rest.stops, moment)
        filled = self._watch.filled(waits)
        if not filled:
            return
        for stop in filled:
            yield self.guidance.trip('trip_full', named(stop.goal), waits[stop])
        with suppress(RejectedCommand):
            yield from self._replan(guide, moment)
        yield from self._offer_other(filled, moment)

    def _offer_other(self, filled: Sequence[Stop], moment: Moment) -> Iterator[Words]:
        """Tell of another charger for each stop that people chose themselves, or are at while the car charges."""
        for stop in filled:
            other = None if stop.is_added else self.planner.other_charger(stop, moment)
            if other is not None:
                metres = apart(other.goal, stop.place)
                free = self.planner.free_at(other)
                yield self.guidance.other_charger(named(other.goal), metres, named(stop.place), free)

    def _replan(self, guide: TripGuide, moment: Moment) -> Iterator[Words]:
        """Plan what is left anew, and say where that charges which did not charge there before."""
        before = {stop.goal.place_id for stop in guide.rest.stops}
        self._become(guide, moment)
        for stop in self._held().rest.stops:
            if stop.is_added and stop.goal.place_id not in before:
                yield self.guidance.announcement('trip_charge', named(stop.goal))

    def _follow(self, guide: TripGuide, moment: Moment) -> Iterator[Words]:
        """Heed what the navigator does on the way to the stop."""
        state, errand = self.navigator.state, self.navigator.errand
        arrived = guide
        if state.status == 'ARRIVED' and state.route:
            arrived = guide.arrived(state.route.destination, moment.now)
        if arrived is not guide:
            self._renew(arrived, moment)
            if arrived.phase == 'done':
                yield self.guidance.announcement('trip_done')
        elif errand is None or guide.stop is None or not is_same(errand.destination, guide.stop.goal):
            self.guide = TripGuide(guide.trip, guide.number)  # people are led somewhere else
        elif self._watch.is_due(moment.now) and self.itinerary:
            if self._watch.is_off(self.itinerary.entries[guide.number].visit.arrival, state.eta):
                yield from self._replan(guide, moment)
            left = state.eta - moment.now
            yield from self._watch.notices(self.itinerary, guide.number, left, moment.is_warming, self.guidance)

    def _is_over(self, guide: TripGuide, now: float) -> bool:
        """Whether the stay is."""
        if guide.phase != 'staying' or self.itinerary is None:
            return False
        return now >= self.itinerary.entries[guide.number].visit.leaves

    def _go_on(self, guide: TripGuide, moment: Moment) -> Iterator[Words]:
        following = guide.next_stop
        if following is None:
            return
        name = named(following.place)
        try:
            self._become(guide.setting_off(), moment)
        except RejectedCommand:
            self.guide = TripGuide(guide.trip, guide.number + 1, 'planned')
            yield self.guidance.announcement('no_route', name)
            return
        yield self.guidance.announcement('trip_next', name)
