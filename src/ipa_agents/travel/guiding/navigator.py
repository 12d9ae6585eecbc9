"""The navigator: what it was told, where the car is, what it says. Steppable; it knows no clock and no car."""

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

from ipa_agents.errors import RejectedCommand
from ipa_agents.language import Words
from ipa_agents.travel.guiding.announcer import Announcer
from ipa_agents.travel.guiding.errand import Errand, errand_from
from ipa_agents.travel.guiding.goals import is_on_earth, is_same, named
from ipa_agents.travel.guiding.guidance import Guidance
from ipa_agents.travel.guiding.offer import Offer, find_offer, is_same_way
from ipa_agents.travel.guiding.planning import Planner, plan_errand
from ipa_agents.travel.guiding.progress import Journey
from ipa_agents.travel.guiding.state import NavigationState, Status
from ipa_agents.travel.places.place import Place
from ipa_agents.travel.routing.avoid import NOTHING, Avoid
from ipa_agents.travel.routing.position import Position
from ipa_agents.travel.routing.route import Route, Via
from ipa_agents.travel.routing.survey import Lag

__all__ = ['MOST_STOPS', 'Navigator']

MOST_STOPS = 8
_ARRIVAL = 25.0
"""m before its end at which a route is done."""
_STANDING_ARRIVAL = 70.0
"""m before its end at which a car that stands has arrived: people park where there is room."""
_STANDING = 0.8
"""m/s"""
_OFF_ROUTE_SECONDS = 3.0
_REROUTE_PAUSE = 5.0
"""s between two searches for a new route."""


class Navigator:
    """Guides the car. Commands raise RejectedCommand when they cannot be done, and then change nothing."""

    def __init__(
        self, planner: Planner, guidance: Guidance, alternatives: int = 2, least_saving: float = 120.0
    ) -> None:
        """Another way is offered when it saves `least_saving` s."""
        self._planner = planner
        self._guidance = guidance
        self._wanted_alternatives = alternatives
        self._position: Position | None = None
        self._now = 0.0
        self._status: Status = 'IDLE'
        self._journey: Journey | None = None
        self._alternatives: tuple[Journey, ...] = ()
        self._announcer = Announcer(guidance)
        self._is_muted = False
        self._pending: list[Words] = []
        self._off_since: float | None = None
        self._rerouted_at = -math.inf
        self._interrupted: Errand | None = None
        self._least_saving = least_saving
        self._offer: Offer | None = None
        self._told_closure: Lag | None = None

    @property
    def state(self) -> NavigationState:
        """What is to be shown now."""
        if self._journey is None:
            return NavigationState(is_muted=self._is_muted)
        progress = self._journey.progress
        return NavigationState(
            status=self._status,
            route=self._journey.route,
            alternatives=tuple(other.route for other in self._alternatives),
            progress=progress,
            eta=self._now + progress.time_remaining,
            is_muted=self._is_muted,
            survey=self._journey.survey,
            delay=self._journey.delay,
            offer=self._offer,
        )

    @property
    def position(self) -> Position | None:
        """Where the car was seen last; None before that."""
        return self._position

    @property
    def journey(self) -> Journey | None:
        """The route that is driven; None while there is none."""
        return self._journey if self._status == 'GUIDING' else None

    @property
    def errand(self) -> Errand | None:
        """Where the car is guided to, or will be again once it is seen."""
        return self.journey.errand if self.journey else self._interrupted

    def start(self, destination: Place, preference: str = '', vias: Sequence[Via] = (), avoid: Avoid = NOTHING) -> None:
        """Plan a route from the car and guide along it, whatever was driven before."""
        self._go(Errand(destination, (), preference or 'fastest', tuple(vias), avoid))

    def cancel(self) -> None:
        """End guidance; after an arrival, put the route away."""
        if self._status == 'IDLE':
            raise RejectedCommand('There is no route guidance to cancel.', '当前没有正在进行的导航。')
        self._status, self._journey, self._alternatives, self._offer = 'IDLE', None, (), None
        self._pending.clear()

    def add_stop(self, place: Place) -> None:
        """Put a stop where it costs the least time; the destination stays."""
        errand = self._guiding().errand
        stops = errand.stops
        if any(is_same(stop, place) for stop in stops):
            raise RejectedCommand(f'{named(place).en} is already a stop.', f'{named(place).zh}已经是途经点了。')
        if len(stops) >= MOST_STOPS:
            raise RejectedCommand(f'A route has {MOST_STOPS} stops at most.', f'一条路线最多有{MOST_STOPS}个途经点。')
        plans = [self._plan(errand.with_stop(place, at)) for at in range(len(stops) + 1)]
        self._follow(min(plans, key=lambda routes: routes[0].duration))

    def remove_stop(self, place: Place) -> None:
        """Take out a stop; a place without name and id means the only one."""
        errand = self._guiding().errand
        anonymous = not place.place_id and not place.name and len(errand.stops) == 1
        gone = [number for number, stop in enumerate(errand.stops) if anonymous or is_same(stop, place)]
        if not gone:
            raise RejectedCommand(
                f'{named(place).en} is not a stop of this route.', f'{named(place).zh}不是这条路线的途经点。'
            )
        for number in reversed(gone):
            errand = errand.without_stop(number)
        self._go(errand)

    def replace_destination(self, destination: Place, preference: str = '', avoid: Avoid = NOTHING) -> None:
        """Go somewhere else; the stops stay, and what is avoided unless something else is to be."""
        errand = self._guiding().errand
        preference, avoid = preference or errand.preference, avoid or errand.avoid
        self._go(replace(errand, destination=destination, preference=preference, avoid=avoid))

    def avoid(self, avoid: Avoid) -> None:
        """Go on to the same places, and avoid this instead of what was avoided before."""
        self._go(replace(self._guiding().errand, avoid=avoid))

    def pass_by(self, vias: Sequence[Via]) -> None:
        """Go on to the same places past these points, instead of what was to be passed before the next stop."""
        errand = self._guiding().errand
        self._go(replace(errand, vias=(*vias, *(via for via in errand.vias if via.leg))))

    def choose_alternative(self, number: int) -> None:
        """Take another route that was offered: 1 is the first; 0 is the one that is driven."""
        journey = self._guiding()
        if not 0 <= number <= len(self._alternatives):
            raise RejectedCommand('There is no such other route.', '没有这条备选路线。')
        if number == 0:
            return
        chosen = self._alternatives[number - 1]
        others = [other for other in (journey, *self._alternatives) if other is not chosen]
        chosen.survey = self._planner.survey(chosen.route)
        self._journey, self._alternatives, self._offer = chosen, tuple(others), None
        self._announcer = Announcer(self._guidance)
        self._pending = [self._guidance.announcement('alternative')]

    def mute(self) -> None:
        """Say nothing of the way."""
        self._is_muted = True

    def unmute(self) -> None:
        """Speak again."""
        self._is_muted = False

    def snapshot(self) -> dict[str, Any]:
        """Where the car is guided to, as JSON, for `restore`."""
        return {'is_muted': self._is_muted, 'errand': self.errand.plain() if self.errand else None}

    def restore(self, snapshot: Mapping[str, Any]) -> None:
        """Guide again to where a snapshot says, as soon as the position is known; raises for what is no snapshot."""
        self._interrupted = errand_from(snapshot['errand']) if snapshot['errand'] else None
        self._is_muted = snapshot['is_muted'] is True

    def see_position(
        self, latitude: float, longitude: float, heading: float | None, speed: float, now: float
    ) -> tuple[Words, ...]:
        """What guidance says to the car being here at `now` s; `heading` in degrees or None, `speed` in m/s."""
        if now < self._now:  # the clock was set back
            self._off_since, self._rerouted_at = None, -math.inf
        self._now = now
        if not is_on_earth(latitude, longitude):
            return ()
        self._position = Position(latitude, longitude, heading if heading is None or math.isfinite(heading) else None)
        self._take_up()
        said = [*self._pending, *self._guide(self._position, speed if math.isfinite(speed) else 0.0)]
        self._pending = []
        return () if self._is_muted else tuple(said)

    def see_traffic(self) -> None:
        """Look at the way again, since the traffic has changed; another way is offered, and never taken by itself."""
        journey, before = self.journey, self._offer
        if journey is None or self._position is None:
            return
        journey.survey = self._planner.survey(journey.route)
        try:
            routes = self._plan(journey.errand)
        except RejectedCommand:
            routes = []
        self._offer = find_offer(journey, routes, self._planner.survey, self._least_saving)
        others = [route for route in routes if not is_same_way(journey, route)]
        if self._offer:
            others = [self._offer.route, *(route for route in others if route is not self._offer.route)]
            if not self._offer.says_as_much_as(before, self._least_saving):
                self._pending.append(self._offer.words(self._guidance))
        elif (closure := journey.survey.closure(journey.along)) and closure != self._told_closure:
            self._told_closure = closure
            self._pending.append(self._guidance.traffic('no_way_around', closure.road))
        self._alternatives = tuple(map(Journey, others))

    def plan(
        self,
        destination: Place,
        stops: Sequence[Place],
        preference: str,
        alternatives: int,
        vias: Sequence[Via] = (),
        avoid: Avoid = NOTHING,
    ) -> list[Route]:
        """Routes from the car, not driven; raises RejectedCommand where there are none."""
        errand = Errand(destination, tuple(stops), preference, tuple(vias), avoid)
        return plan_errand(self._planner, self._position, errand, alternatives)

    def _plan(self, errand: Errand) -> list[Route]:
        return plan_errand(self._planner, self._position, errand, self._wanted_alternatives)

    def _go(self, errand: Errand) -> None:
        self._follow(self._plan(errand))

    def _follow(self, routes: Sequence[Route]) -> None:
        driven, *others = routes
        self._journey = Journey(driven, self._planner.survey(driven))
        self._alternatives, self._offer = tuple(map(Journey, others)), None
        self._told_closure = None
        self._announcer = Announcer(self._guidance)
        self._status = 'GUIDING'
        self._off_since = None
        self._pending = [self._announcer.begin(self._journey)]

    def _guiding(self) -> Journey:
        if self._journey is None or self._status != 'GUIDING':
            raise RejectedCommand('There is no active route to change.', '当前没有可以修改的导航路线。')
        return self._journey

    def _guide(self, position: Position, speed: float) -> Iterator[Words]:
        journey = self.journey
        if journey is None:
            return
        heading = position.heading if speed > _STANDING else None
        self._alternatives = tuple(
            other for other in self._alternatives if other.move(position.latitude, position.longitude, heading)
        )
        if self._offer and self._offer.route not in [other.route for other in self._alternatives[:1]]:
            self._offer = None  # the car has passed by where it turns off
        if not journey.move(position.latitude, position.longitude, heading):
            yield from self._leave(position)
            return
        self._off_since = None
        if stop := journey.passed_stop(_ARRIVAL):
            yield self._guidance.announcement('stop_reached', named(stop))
        remaining = journey.progress.distance_remaining
        if remaining <= _ARRIVAL or (remaining <= _STANDING_ARRIVAL and speed < _STANDING):
            self._status, self._alternatives, self._offer = 'ARRIVED', (), None
            yield self._guidance.announcement('arrived', named(journey.route.destination))
        else:
            yield from self._announcer.tolls(journey, speed)
            yield from self._announcer.announce(journey, journey.progress, speed)

    def _take_up(self) -> None:
        """Plan again what was interrupted; the car is on its way, so there is nothing to announce."""
        errand, self._interrupted = self._interrupted, None
        if errand is None or self._journey:
            return
        try:
            self._go(errand)
            self._pending.clear()
        except RejectedCommand:
            self._pending = [self._guidance.announcement('no_route', named(errand.destination))]

    def _leave(self, position: Position) -> Iterator[Words]:
        """The car is not on its route: after a while, find another one from where it is."""
        if self._off_since is None:
            self._off_since = self._now
        if self._now - self._off_since < _OFF_ROUTE_SECONDS or self._now - self._rerouted_at < _REROUTE_PAUSE:
            return
        is_first = self._rerouted_at < self._off_since
        self._rerouted_at = self._now
        errand = self._guiding().errand
        try:
            self._go(errand)
        except RejectedCommand:
            if is_first:
                yield self._guidance.announcement('no_route', named(errand.destination))
            return
        yield self._guidance.announcement('rerouted')
