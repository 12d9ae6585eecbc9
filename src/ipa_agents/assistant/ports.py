"""What the assistant needs of the world around it, as small protocols; nodes fill them with ROS, tests with fakes."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import IntEnum
from typing import Any, Protocol

from ipa_agents.assistant.route_facts import Charging, Detour
from ipa_agents.language import Language
from ipa_agents.memory.store import Memory, View
from ipa_agents.travel.places.found import Results
from ipa_agents.travel.places.place import Place
from ipa_agents.travel.routing.route import Maneuver
from ipa_agents.travel.trips.held import HeldTrip
from ipa_agents.travel.trips.itinerary import Entry
from ipa_agents.vehicle.exchange import Proposal
from ipa_agents.vehicle.seats import DRIVER, Seat
from ipa_agents.vehicle.signals import SignalView

__all__ = [
    'Car',
    'Clock',
    'Guard',
    'Memories',
    'Places',
    'Playing',
    'Priority',
    'Search',
    'Speaker',
    'Speech',
    'Tracer',
    'Travelling',
    'Trip',
    'Way',
]


class Priority(IntEnum):
    """How urgent a speech is; the numbers are those of Say.msg."""

    INFORMATION = 0
    ANSWER = 1
    WARNING = 2


@dataclass(frozen=True, slots=True)
class Speech:
    """Something to say; mirrors Say.msg. The last speech of a turn may be empty: the turn then ends in silence.

    One that `continues` is appended as it is to what was said last in its turn: it brings its own blank.
    """

    turn_id: str
    sequence: int
    text: str
    language: Language
    seat: Seat = DRIVER
    is_last: bool = True
    expects_answer: bool = False
    priority: Priority = Priority.ANSWER
    continues: bool = False


@dataclass(frozen=True, slots=True)
class Search:
    """What places are looked for; mirrors the request of SearchPlaces.srv.

    `where`: near (the car, or `centre` in degrees), along (the route), destination, view (what people see of the map);
    `radius` in m, `max_detour` and `max_drive` in s, 0: the usual one and any; `attributes` are ids of
    config/places/attributes.yaml; `open_at` is s since 1970, 0: by `open_now`.
    """

    text: str = ''
    kind: str = ''
    cuisine: str = ''
    where: str = 'near'
    radius: float = 0.0
    centre: tuple[float, float] | None = None
    max_detour: float = 0.0
    max_drive: float = 0.0
    attributes: tuple[str, ...] = ()
    min_rating: float = 0.0
    max_price: int = 0
    open_now: bool = False
    open_at: float = 0.0
    sort: str = 'best'
    relax: bool = False
    limit: int = 12


@dataclass(frozen=True, slots=True)
class Trip:
    """A planned way to a place: distance in m, duration in s."""

    destination: Place
    distance: float
    duration: float
    has_tolls: bool = False
    preference: str = 'fastest'
    avoid: tuple[str, ...] = ()
    avoid_roads: tuple[str, ...] = ()
    given_up: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Way:
    """What kind of way is wanted; `avoid` as in PlanRoute.srv, `vias` are passed before the first stop."""

    preference: str = 'fastest'
    avoid: tuple[str, ...] = ()
    avoid_roads: tuple[str, ...] = ()
    vias: tuple[Place, ...] = ()


@dataclass(frozen=True, slots=True)
class Travelling:
    """The route that is driven: what remains of it in m and s, the arrival in s of the system clock.

    `shape` is the whole way as (latitude, longitude) in degrees; `ahead` the next manoeuvre, in `ahead_distance` m.
    `delay` is what traffic ahead costs in s; `tolls` and `tunnels` are m that are left until each of them begins;
    `alternatives` are the other ways, of which the first is the one that is offered.
    """

    status: str
    trip: Trip | None = None
    stops: tuple[Place, ...] = ()
    distance: float = 0.0
    duration: float = 0.0
    arrival: float = 0.0
    command_id: str = ''
    shape: tuple[tuple[float, float], ...] = ()
    ahead: Maneuver | None = None
    ahead_distance: float = 0.0
    delay: float = 0.0
    tolls: tuple[float, ...] = ()
    tunnels: tuple[float, ...] = ()
    alternatives: tuple[Trip, ...] = ()
    offer: Detour | None = None


@dataclass(frozen=True, slots=True)
class Playing:
    """What the media player does: position and duration (0 for a station) in s, volume in %."""

    status: str
    title: str = ''
    title_zh: str = ''
    artist: str = ''
    artist_zh: str = ''
    station: str = ''
    volume: float = 0.0
    is_muted: bool = False
    command_id: str = ''
    source: str = ''
    album: str = ''
    album_zh: str = ''
    position: float = 0.0
    duration: float = 0.0
    is_shuffled: bool = False
    repeat: str = 'OFF'


class Guard(Protocol):
    """The way to the guard; what it decides comes back through Assistant.outcome."""

    def is_there(self) -> bool:
        """Whether anybody listens to proposals."""
        ...

    def propose(self, proposal: Proposal) -> None:
        """Send a proposal."""
        ...


class Speaker(Protocol):
    """The way to people's ears."""

    def say(self, speech: Speech) -> None:
        """Say it."""
        ...


class Places(Protocol):
    """The way to the navigation node's services; all raise RejectedCommand, with the reason for people."""

    async def search(self, search: Search) -> Results:
        """Places, the best first, with the reasons; none is no error."""
        ...

    async def plan(self, destination: Place, way: Way) -> tuple[Trip, ...]:
        """Ways from the car to `destination`, the best first."""
        ...

    async def charging(self, destination: Place | None, *, and_back: bool = False) -> Charging:
        """Whether the battery lasts to `destination`, or to the end of the route, and where to charge if not.

        With `and_back` all of that is for the way back to where the car is now, too.
        """
        ...

    async def after_trip(self, held: HeldTrip, place: Place) -> Entry:
        """When one comes to `place` after the last stop of a trip."""
        ...

    async def reach(self, minutes: float) -> tuple[tuple[tuple[float, float], ...], ...]:
        """How far the car gets in so many minutes: rings of (latitude, longitude) in degrees."""
        ...


class Car(Protocol):
    """What the car reports of itself."""

    @property
    def signals(self) -> SignalView:
        """The newest value of every signal."""
        ...

    @property
    def playing(self) -> Playing | None:
        """What the media player does; None while nothing has been heard of it."""
        ...

    @property
    def travelling(self) -> Travelling | None:
        """The route that is driven; None while nothing has been heard of navigation."""
        ...

    @property
    def trip(self) -> HeldTrip | None:
        """The trip of several stops; None while nothing has been heard of navigation."""
        ...


class Memories(Protocol):
    """The way to what is kept of people; see memory.remembering."""

    @property
    def view(self) -> View:
        """What was kept when it was looked at last, a moment ago."""
        ...

    @property
    def fault(self) -> str:
        """Why it could not be looked at since; empty when it could."""
        ...

    async def change(self, work: Callable[[Memory], object]) -> None:
        """Do `work` where nobody waits for it, and look again; raises MemoryFault."""
        ...


class Tracer(Protocol):
    """Where every stage of a turn is reported."""

    def event(self, turn_id: str, stage: str, detail: Mapping[str, Any], elapsed_ms: float) -> None:
        """One stage; `elapsed_ms` since the utterance was heard."""
        ...


class Clock(Protocol):
    """Two clocks: the time of day, and one that only goes forward."""

    def now(self) -> float:
        """Seconds since 1970, as stamps are."""
        ...

    def elapsed(self) -> float:
        """Seconds of a clock that never jumps."""
        ...
