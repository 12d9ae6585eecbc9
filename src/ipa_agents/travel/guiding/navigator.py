"""The navigator: what it was told, where the car is, what it says. Steppable; it knows no clock and no car."""

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal, Protocol

from ipa_agents.errors import NoRoute, RejectedCommand
from ipa_agents.language import Words
from ipa_agents.travel.geodesy import distance
from ipa_agents.travel.guiding.announcer import Announcer
from ipa_agents.travel.guiding.errand import Errand, errand_from
from ipa_agents.travel.guiding.guidance import Guidance
from ipa_agents.travel.guiding.progress import Journey, Progress
from ipa_agents.travel.places.place import Place
from ipa_agents.travel.routing.position import Position
from ipa_agents.travel.routing.route import PREFERENCES, Route

__all__ = ['NavigationState', 'Navigator', 'Planner', 'Status']

Status = Literal['IDLE', 'GUIDING', 'ARRIVED']

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
_SAME_PLACE = 60.0
"""m within which two places are one stop."""


class Planner(Protocol):
    """Finds routes; the router is one."""

    def plan(
        self, start: Position, destination: Place, stops: Sequence[Place], preference: str, alternatives: int
    ) -> list[Route]:
        """The best route first; raises NoRoute."""


@dataclass(frozen=True)
class NavigationState:
    """What the navigator shows; mirrors msg/NavigationState. `eta` in s on the clock of `see_position`, 0 if idle."""

    status: Status = 'IDLE'
    route: Route | None = None
    alternatives: tuple[Route, ...] = ()
    progress: Progress = field(default_factory=lambda: Progress(0.0, 0.0, 0.0, 0, 0.0))
    eta: float = 0.0
    is_muted: bool = False


class Navigator:
    """Guides the car. Commands raise RejectedCommand when they cannot be done, and then change nothing."""

    def __init__(self, planner: Planner, guidance: Guidance, alternatives: int = 2) -> None:
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
        )

    @property
    def position(self) -> Position | None:
        """Where the car was seen last; None before that."""
        return self._position

    @property
    def journey(self) -> Journey | None:
        """The route that is driven; None while there is none."""
        return self._journey if self._status == 'GUIDING' else None

    def start(self, destination: Place, preference: str = '') -> None:
        """Plan a route from the car and guide along it, whatever was driven before."""
        self._go(destination, (), preference or 'fastest')

    def cancel(self) -> None:
        """End guidance; after an arrival, put the route away."""
        if self._status == 'IDLE':
            raise RejectedCommand('There is no route guidance to cancel.', '当前没有正在进行的导航。')
        self._status, self._journey, self._alternatives = 'IDLE', None, ()
        self._pending.clear()

    def add_stop(self, place: Place) -> None:
        """Put a stop where it costs the least time; the destination stays."""
        route = self._guiding().route
        if any(_is_same(stop, place) for stop in route.stops):
            raise RejectedCommand(f'{_named(place).en} is already a stop.', f'{_named(place).zh}已经是途经点了。')
        if len(route.stops) >= MOST_STOPS:
            raise RejectedCommand(f'A route has {MOST_STOPS} stops at most.', f'一条路线最多有{MOST_STOPS}个途经点。')
        orders = [(*route.stops[:at], place, *route.stops[at:]) for at in range(len(route.stops) + 1)]
        plans = [self._plan(route.destination, order, route.preference) for order in orders]
        self._follow(min(plans, key=lambda routes: routes[0].duration))

    def remove_stop(self, place: Place) -> None:
        """Take out a stop; a place without name and id means the only one."""
        route = self._guiding().route
        anonymous = not place.place_id and not place.name and len(route.stops) == 1
        kept = () if anonymous else tuple(stop for stop in route.stops if not _is_same(stop, place))
        if len(kept) == len(route.stops):
            raise RejectedCommand(
                f'{_named(place).en} is not a stop of this route.', f'{_named(place).zh}不是这条路线的途经点。'
            )
        self._go(route.destination, kept, route.preference)

    def replace_destination(self, destination: Place, preference: str = '') -> None:
        """Go somewhere else; the stops stay."""
        route = self._guiding().route
        self._go(destination, route.stops, preference or route.preference)

    def choose_alternative(self, number: int) -> None:
        """Take another route that was offered: 1 is the first; 0 is the one that is driven."""
        journey = self._guiding()
        if not 0 <= number <= len(self._alternatives):
            raise RejectedCommand('There is no such other route.', '没有这条备选路线。')
        if number == 0:
            return
        chosen = self._alternatives[number - 1]
        others = [other for other in (journey, *self._alternatives) if other is not chosen]
        self._journey, self._alternatives = chosen, tuple(others)
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
        errand = self._interrupted
        if journey := self.journey:
            errand = Errand(journey.route.destination, journey.route.stops, journey.route.preference)
        return {'is_muted': self._is_muted, 'errand': errand.plain() if errand else None}

    def restore(self, snapshot: Mapping[str, Any]) -> None:
        """Guide again to where a snapshot says, as soon as the position is known; raises for what is no snapshot."""
        self._interrupted = errand_from(snapshot['errand']) if snapshot['errand'] else None
        self._is_muted = snapshot['is_muted'] is True

    def see_position(
        self, latitude: float, longitude: float, heading: float | None, speed: float, now: float
    ) -> tuple[Words, ...]:
        """What guidance says to the car being here at `now` s; `heading` in degrees or None, `speed` in m/s."""
        self._now = now
        if not _is_on_earth(latitude, longitude):
            return ()
        self._position = Position(latitude, longitude, heading if heading is None or math.isfinite(heading) else None)
        self._take_up()
        said = [*self._pending, *self._guide(self._position, speed if math.isfinite(speed) else 0.0)]
        self._pending = []
        return () if self._is_muted else tuple(said)

    def plan(self, destination: Place, stops: Sequence[Place], preference: str, alternatives: int) -> list[Route]:
        """Routes from the car, not driven; raises RejectedCommand where there are none."""
        if preference not in PREFERENCES:
            raise RejectedCommand(
                f'There is no preference {preference[:40]!r}.', f'没有“{preference[:40]}”这种路线偏好。'
            )
        for place in (*stops, destination):
            if not _is_on_earth(place.latitude, place.longitude):
                raise RejectedCommand(
                    f'It is not known where {_named(place).en} is.', f'不知道{_named(place).zh}在哪里。'
                )
        if self._position is None:
            raise RejectedCommand('It is not known yet where the car is.', '还不知道车辆的位置。')
        try:
            return self._planner.plan(self._position, destination, stops, preference, alternatives)
        except NoRoute as error:
            name = _named(destination)
            raise RejectedCommand(f'No way leads to {name.en}.', f'找不到去{name.zh}的路。') from error

    def _plan(self, destination: Place, stops: Sequence[Place], preference: str) -> list[Route]:
        return self.plan(destination, stops, preference, self._wanted_alternatives)

    def _go(self, destination: Place, stops: Sequence[Place], preference: str) -> None:
        self._follow(self._plan(destination, stops, preference))

    def _follow(self, routes: Sequence[Route]) -> None:
        self._journey, *others = map(Journey, routes)
        self._alternatives = tuple(others)
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
        if not journey.move(position.latitude, position.longitude, heading):
            yield from self._leave(position)
            return
        self._off_since = None
        if stop := journey.passed_stop(_ARRIVAL):
            yield self._guidance.announcement('stop_reached', _named(stop))
        remaining = journey.progress.distance_remaining
        if remaining <= _ARRIVAL or (remaining <= _STANDING_ARRIVAL and speed < _STANDING):
            self._status, self._alternatives = 'ARRIVED', ()
            yield self._guidance.announcement('arrived', _named(journey.route.destination))
        else:
            yield from self._announcer.announce(journey, journey.progress, speed)

    def _take_up(self) -> None:
        """Plan again what was interrupted; the car is on its way, so there is nothing to announce."""
        errand, self._interrupted = self._interrupted, None
        if errand is None or self._journey:
            return
        try:
            self._go(errand.destination, errand.stops, errand.preference)
            self._pending.clear()
        except RejectedCommand:
            self._pending = [self._guidance.announcement('no_route', _named(errand.destination))]

    def _leave(self, position: Position) -> Iterator[Words]:
        """The car is not on its route: after a while, find another one from where it is."""
        if self._off_since is None:
            self._off_since = self._now
        if self._now - self._off_since < _OFF_ROUTE_SECONDS or self._now - self._rerouted_at < _REROUTE_PAUSE:
            return
        is_first = self._rerouted_at < self._off_since
        self._rerouted_at = self._now
        route = self._guiding().route
        try:
            self._follow(
                self._planner.plan(
                    position, route.destination, route.stops, route.preference, self._wanted_alternatives
                )
            )
        except NoRoute:
            if is_first:
                yield self._guidance.announcement('no_route', _named(route.destination))
            return
        yield self._guidance.announcement('rerouted')


def _named(place: Place) -> Words:
    """What to call a place, also one without a name."""
    return Words(place.name or place.name_zh or 'that place', place.name_zh or place.name or '那个地点')


def _is_on_earth(latitude: float, longitude: float) -> bool:
    return abs(latitude) <= 90 and abs(longitude) <= 180


def _is_same(one: Place, other: Place) -> bool:
    if one.place_id and other.place_id:
        return one.place_id == other.place_id
    if other.name and other.name in (one.name, one.name_zh):
        return True
    return float(distance(one.latitude, one.longitude, other.latitude, other.longitude)) < _SAME_PLACE
