"""An assistant on a stage: a scripted brain, a guard that answers as told, and everything that is said."""

import asyncio
import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from ipa_agents.assistant.assistant import Assistant, Manners, Ports
from ipa_agents.assistant.ports import Playing, Search, Speech, Travelling, Trip, Way
from ipa_agents.assistant.route_facts import Charging
from ipa_agents.brains.agents import load_agents
from ipa_agents.brains.choice import Minds
from ipa_agents.brains.interface import Act, Brain, Call, Domain, Interpretation, Step, Talker
from ipa_agents.brains.scripted import ScriptedBrain
from ipa_agents.errors import MemoryFault, RejectedCommand
from ipa_agents.memory.remembering import Remembering
from ipa_agents.memory.store import Memory, View
from ipa_agents.persona.persona import load_persona
from ipa_agents.travel.places.found import Found, Reason, Results
from ipa_agents.travel.places.place import Place
from ipa_agents.travel.trips.held import HeldTrip
from ipa_agents.travel.trips.itinerary import Entry
from ipa_agents.vehicle.catalogue import load_catalogue
from ipa_agents.vehicle.exchange import Outcome, Proposal, Status, Utterance
from ipa_agents.vehicle.seats import DRIVER
from ipa_agents.vehicle.signals import Signal, Value

__all__ = [
    'AC',
    'CATALOGUE',
    'WINDOW',
    'FakeGuard',
    'FakePlaces',
    'Rehearsal',
    'acting',
    'done',
    'meaning',
    'move',
    'place',
    'setting',
]

AC = 'Vehicle.Cabin.HVAC.IsAirConditioningActive'
WINDOW = 'Vehicle.Cabin.Door.Row1.DriverSide.Window.Position'
CATALOGUE = load_catalogue()
Answers = Callable[[Proposal], Iterable[Outcome]]


def meaning(*steps: Step, confidence: float = 1.0, caught: tuple[str, ...] = ()) -> Interpretation:
    """An interpretation of `steps`."""
    return Interpretation(steps, confidence, 'scripted', caught)


def acting(tool: str, domain: Domain = Domain.VEHICLE, **arguments: Any) -> Step:
    """A step that does or reads something."""
    return Step(domain, Act.ACT, Call(tool, arguments))


def setting(path: str, value: Value) -> Interpretation:
    """Set one signal."""
    return meaning(acting('set_signals', signals={path: value}))


def move(name: Any, **slots: Any) -> Interpretation:
    """A move of the dialogue."""
    return meaning(Step(Domain.NONE, Act.ACT, move=name, slots=slots))


def place(name: str, distance: float, **fields: Any) -> Place:
    """A place, `distance` m away."""
    return Place(f'n{name}', name, f'{name}店', 'cafe', 48.0, 11.0, distance=distance, **fields)


def outcome(proposal: Proposal, status: Status, **fields: Any) -> Outcome:
    """An outcome of `proposal`."""
    return Outcome(proposal.proposal_id, proposal.turn_id, status, **fields)


def done(proposal: Proposal) -> list[Outcome]:
    """Done, with everything read back as it was wished."""
    signals = json.loads(proposal.arguments).get('signals', {})
    return [outcome(proposal, Status.DONE, signals=tuple(Signal(path, value) for path, value in signals.items()))]


class FakeGuard:
    """Answers each proposal by `answers`, `delay` seconds later."""

    def __init__(self, answers: Answers = done, delay: float = 0.0, present: bool = True) -> None:
        self.proposals: list[Proposal] = []
        self.answers = answers
        self.delay = delay
        self.present = present
        self.deliver: Callable[[Outcome], None] = lambda _: None

    def is_there(self) -> bool:
        return self.present

    def propose(self, proposal: Proposal) -> None:
        self.proposals.append(proposal)
        for answer in self.answers(proposal):
            asyncio.get_running_loop().call_later(self.delay, self.deliver, answer)

    def arguments(self, index: int = -1) -> Any:
        return json.loads(self.proposals[index].arguments)


class FakePlaces:
    """Finds `found`, plans ways of `trip`, tells `charge` and `rings`; an error in any is raised."""

    def __init__(
        self,
        found: Sequence[Place | Found] | Exception = (),
        trip: Trip | Exception | None = None,
        charge: Charging | None = None,
        rings: tuple[tuple[tuple[float, float], ...], ...] = (),
        relaxed: tuple[Reason, ...] = (),
    ) -> None:
        self.found = found
        self.trip = trip
        self.charge = charge
        self.rings = rings
        self.relaxed = relaxed
        self.after: Entry | None = None
        self.searches: list[Search] = []
        self.ways: list[Way] = []
        self.is_back_asked = False

    async def search(self, search: Search) -> Results:
        self.searches.append(search)
        if isinstance(self.found, Exception):
            raise self.found
        found = (one if isinstance(one, Found) else Found(one, 0.0, ()) for one in self.found)
        return Results(tuple(found), self.relaxed)

    async def after_trip(self, held: HeldTrip, place: Place) -> Entry:
        assert self.after is not None
        return self.after

    async def plan(self, destination: Place, way: Way) -> tuple[Trip, ...]:
        self.ways.append(way)
        if isinstance(self.trip, Exception):
            raise self.trip
        assert self.trip is not None
        return (replace(self.trip, destination=destination, preference=way.preference),)

    async def charging(self, destination: Place | None, *, and_back: bool = False) -> Charging:
        self.is_back_asked = and_back
        if self.charge is None:
            raise RejectedCommand('Nobody knows.', '没有人知道。')
        return self.charge

    async def reach(self, minutes: float) -> tuple[tuple[tuple[float, float], ...], ...]:
        if not self.rings:
            raise RejectedCommand('The car is at no road.', '车辆不在道路上。')
        return self.rings


class FakeCar:
    def __init__(self, signals: Mapping[str, Value]) -> None:
        self.signals: dict[str, Value] = dict(signals)
        self.playing: Playing | None = None
        self.travelling: Travelling | None = None
        self.trip: HeldTrip | None = None


class _Forgetful:
    """Keeps nothing."""

    view = View()
    fault = ''

    async def change(self, work: Callable[[Memory], object]) -> None:
        raise MemoryFault('nothing is kept here')


class Rehearsal:
    """`speeches` are all that was said, `events` all that was traced; `now` is the time of day and may be moved."""

    def __init__(
        self,
        script: Mapping[str, Interpretation | Exception],
        *,
        guard: FakeGuard | None = None,
        places: FakePlaces | None = None,
        signals: Mapping[str, Value] | None = None,
        reflex: Brain | None = None,
        talker: Talker | None = None,
        is_talker_first: bool = False,
        persona: str = 'juno',
        memory: Memory | None = None,
        **manners: Any,
    ) -> None:
        self.speeches: list[Speech] = []
        self.events: list[tuple[str, str, Mapping[str, Any]]] = []
        self.time = 1_800_000_000.0
        self.guard = guard or FakeGuard()
        self.places = places or FakePlaces()
        self.car = FakeCar(signals or {})
        self.brain = ScriptedBrain(script)
        self._memories = Remembering(memory) if memory else _Forgetful()
        self.assistant = Assistant(
            load_persona(persona),
            CATALOGUE,
            Minds(reflex or self.brain, talker, is_talker_first),
            load_agents(),
            Ports(self.guard, self, self.places, self.car, self, self, self._memories),
            Manners(**{'hesitation': 5.0, 'guard_patience': 5.0} | manners),
        )
        self.guard.deliver = self.assistant.outcome
        self._count = 0

    async def look(self) -> None:
        """Let the assistant see what is kept of people now."""
        if isinstance(self._memories, Remembering):
            await self._memories.refresh()

    def now(self) -> float:
        return self.time

    def elapsed(self) -> float:
        return asyncio.get_running_loop().time()

    def say(self, speech: Speech) -> None:
        self.speeches.append(speech)

    def event(self, turn_id: str, stage: str, detail: Mapping[str, Any], elapsed_ms: float) -> None:
        json.dumps(detail)
        assert elapsed_ms >= 0
        self.events.append((turn_id, stage, detail))

    def hear(self, text: str, **fields: Any) -> Utterance:
        """Somebody says `text`."""
        self._count += 1
        utterance = Utterance(f'u{self._count}', DRIVER, text, '', self.time)
        self.assistant.hear(replace(utterance, **fields))
        return replace(utterance, **fields)

    async def until(self, holds: Callable[[], bool], patience: float = 60.0) -> None:
        """Wait for something that must come."""
        async with asyncio.timeout(patience):
            while not holds():
                await asyncio.sleep(0.005)

    async def ask(self, text: str, **fields: Any) -> str:
        """Say `text` and wait for the end of its turn: all that was said in it."""
        before = len(self.speeches)
        self.hear(text, **fields)
        await self.until(lambda: any(speech.is_last for speech in self.speeches[before:]))
        said = (speech for speech in self.speeches[before:] if speech.text)
        return ''.join(speech.text if speech.continues else f' {speech.text}' for speech in said).strip()

    @property
    def winners(self) -> list[tuple[str, str]]:
        """Which brain won each race, and why."""
        return [(detail['winner'], detail['why']) for _, name, detail in self.events if name == 'race']

    @property
    def texts(self) -> list[str]:
        return [speech.text for speech in self.speeches if speech.text]

    def play(self, scene: Callable[['Rehearsal'], Any]) -> None:
        """Run a scene in a loop of its own."""

        async def run() -> None:
            await scene(self)

        asyncio.run(run())
