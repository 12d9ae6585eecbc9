"""A conversation under way: what is said goes out, and all that happens is shown and can be waited for."""

import time
import uuid
from collections.abc import Callable, Iterable
from typing import Protocol

from ipa_agents.assistant.ports import Speech
from ipa_agents.cabin.events import Event, Report, is_announcement
from ipa_agents.cabin.inbox import Inbox
from ipa_agents.cabin.transcript import Line, Transcript
from ipa_agents.vehicle.exchange import Utterance
from ipa_agents.vehicle.seats import DRIVER, Seat
from ipa_agents.vehicle.signals import Signal, Value

__all__ = ['Cabin', 'Conversation']


class Cabin(Protocol):
    """The way into the car; nodes.cabin_node fills it with ROS."""

    def now(self) -> float:
        """Seconds since 1970 by the clock of the car, as stamps are."""
        ...

    def elapsed(self) -> float:
        """Seconds of that clock, which never jump back."""
        ...

    def say(self, utterance: Utterance) -> None:
        """Let everybody hear it."""
        ...

    def inject(self, signals: Iterable[Signal]) -> None:
        """Write conditions into the simulated car."""
        ...

    def absent(self) -> tuple[str, ...]:
        """The parts of the car that are not there yet."""
        ...

    def reporting(self) -> frozenset[str]:
        """The devices that have reported."""
        ...


class Conversation:
    """Speaks through `cabin`, shows what comes into `inbox`, and knows the car's signals and whose turn it is."""

    def __init__(self, cabin: Cabin, inbox: Inbox, transcript: Transcript, show: Callable[[Line], None]) -> None:
        self.signals: dict[str, Value] = {}
        self._cabin = cabin
        self._inbox = inbox
        self._transcript = transcript
        self._show = show
        self._own: set[str] = set()
        self._ended = 0

    @property
    def turns_ended(self) -> int:
        """How many turns the assistant has finished."""
        return self._ended

    def ready(
        self, within: float, is_enough: Callable[[tuple[str, ...]], bool] = lambda absent: not absent
    ) -> tuple[str, ...]:
        """Wait for all parts of the car, or until those that are absent are few enough; which are, after `within` s."""
        self.wait(lambda _: is_enough(self._cabin.absent()), within)
        self._transcript.settled()  # what the car did before anybody spoke here is nobody's news
        return self._cabin.absent()

    @property
    def has_time(self) -> bool:
        """Whether the car has a clock that tells the time; a simulated one may not be there yet."""
        return self._cabin.now() > 0

    def wait_in_car(self, is_over: Callable[[list[Event]], object], within: float) -> bool:
        """As `wait`, in the time of the car, which may be simulated: as fast or slow as that goes."""
        return self.wait(is_over, within, self._cabin.elapsed)

    def reporting(self) -> frozenset[str]:
        """The devices that have reported, of whichever car it is."""
        return self._cabin.reporting()

    def say(
        self, text: str, seat: Seat = DRIVER, locale: str = '', source: str = 'text', *, shown: bool = True
    ) -> None:
        """Say `text`; it is shown unless it already stands on the screen."""
        utterance = Utterance(str(uuid.uuid4()), seat, text, locale, self._cabin.now(), source)
        self._own.add(utterance.utterance_id)
        lines = self._transcript.hear(utterance)
        for line in lines:
            if shown or line.kind != 'person':
                self._show(line)
        self._cabin.say(utterance)

    def inject(self, signals: Iterable[Signal]) -> None:
        """Write conditions into the simulated car."""
        self._cabin.inject(signals)

    def wait(
        self,
        is_over: Callable[[list[Event]], object],
        within: float,
        elapsed: Callable[[], float] = time.monotonic,
    ) -> bool:
        """Show what happens until `is_over` of the newest events; False when `within` s of `elapsed` are up first."""
        end = elapsed() + within
        while True:
            left = end - elapsed()
            events = self._inbox.take(timeout=min(max(left, 0.0), 0.1))
            self.take(events)
            if is_over(events):
                return True
            if left <= 0:
                return False

    def take(self, events: Iterable[Event]) -> None:
        """Show events and keep what they say of the car."""
        for event in events:
            if isinstance(event, Utterance) and event.utterance_id in self._own:
                self._own.discard(event.utterance_id)
                continue
            if isinstance(event, Report):
                self.signals.update((signal.path, signal.value) for signal in event.signals)
            self._ended += isinstance(event, Speech) and event.is_last and not is_announcement(event)
            for line in self._transcript.hear(event):
                self._show(line)

    def settle(self) -> None:
        """Show what the car has done since the last turn."""
        for line in self._transcript.settled():
            self._show(line)
