"""Everything that the page shows, as it follows from what happens in the cabin."""

import logging
from collections import deque
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Literal, get_args

from ipa_agents.assistant.ports import Playing, Travelling
from ipa_agents.cabin.consumption import Consumption
from ipa_agents.cabin.credits import Credits
from ipa_agents.cabin.events import Condition, Event, Report, Stage
from ipa_agents.cabin.found_places import FoundPlace, found_places, is_of_view
from ipa_agents.cabin.model_state import ModelState, is_about_model, model_state
from ipa_agents.cabin.reached import Ring, reached
from ipa_agents.cabin.repeated import Repeated
from ipa_agents.cabin.roll_call import RollCall
from ipa_agents.cabin.transcript import Line, Transcript
from ipa_agents.cabin.waterfall import Turns
from ipa_agents.language import Words
from ipa_agents.travel.guiding.goals import is_same
from ipa_agents.travel.trips.held import NOTHING_HELD, HeldTrip
from ipa_agents.vehicle.exchange import Outcome, Status
from ipa_agents.vehicle.signals import Value

__all__ = ['EVERYTHING', 'Changes', 'Notice', 'Question', 'Scene', 'Topic']

Topic = Literal[
    'signals',
    'media',
    'travel',
    'trip',
    'conversation',
    'questions',
    'notices',
    'parts',
    'model',
    'turns',
    'places',
    'reach',
]

_log = logging.getLogger(__name__)
_POWER = 'Vehicle.Powertrain.TractionBattery.CurrentPower'
_LINES_KEPT = 200
_NOTICES_KEPT = 5
_TURNS_KEPT = 10
_NOTICE_AGE = 120.0  # s
_QUESTION_AGE = 60.0  # s; the guard's own limit is shorter, but a guard that died closes nothing
_DECLINED = 'confirmation'  # the rule by which the guard takes a no, or no yes, for an answer


@dataclass(frozen=True, slots=True)
class Changes:
    """What is new: the topics, and the paths of the signals whose value is another one."""

    topics: frozenset[Topic]
    paths: frozenset[str] = frozenset()

    def __contains__(self, topic: Topic) -> bool:
        return topic in self.topics

    def of(self, paths: Iterable[str]) -> bool:
        """Whether one of these signals has changed."""
        return 'signals' in self.topics and (not self.paths or not self.paths.isdisjoint(paths))


EVERYTHING = Changes(frozenset(get_args(Topic)))


@dataclass(frozen=True, slots=True)
class Question:
    """What the guard wants a person to say yes to; `asked` in s of the scene's clock."""

    challenge_id: str
    proposal_id: str
    turn_id: str
    rule: str
    text: Words
    asked: float


@dataclass(frozen=True, slots=True)
class Notice:
    """A refusal, or a warning that came with what was done; `noted` in s of the scene's clock."""

    kind: Literal['refusal', 'warning']
    status: Status
    rule: str
    reason: Words
    noted: float


class Scene:
    """Fed with events, and with the time in s of a clock that never jumps, by one thread alone.

    Whatever comes in, what is kept is bounded: the newest lines and notices, one value a signal.
    """

    def __init__(self, transcript: Transcript, parts: Iterable[str] = ()) -> None:
        self.signals: dict[str, Value] = {}
        self.playing: Playing | None = None
        self.travelling: Travelling | None = None
        self.trip = NOTHING_HELD
        self.model: ModelState | None = None
        self.places: tuple[FoundPlace, ...] = ()
        self.places_are_of_view = False
        self.reach: tuple[Ring, ...] = ()
        self.lines: deque[Line] = deque(maxlen=_LINES_KEPT)
        self.lines_told = 0
        self.questions: dict[str, Question] = {}
        self.notices: deque[Notice] = deque(maxlen=_NOTICES_KEPT)
        self.roll_call = RollCall(parts)
        self.turns = Turns(_TURNS_KEPT)
        self.consumption = Consumption()
        self._credits = Credits()
        self._repeated = Repeated()
        self._transcript = transcript
        self._topics: set[Topic] = set()
        self._paths: set[str] = set()

    def hear(self, events: Iterable[Event], now: float) -> Changes:
        """Take events, and the time; what is new since the last call."""
        for event in events:
            try:
                self._take(event, now)
            except Exception:  # noqa: BLE001 - one odd event must not keep people from seeing the others
                _log.exception('cannot show %s', type(event).__name__)
        self._forget(now)
        power = self.signals.get(_POWER)
        if isinstance(power, int | float):
            self.consumption.add(power / 1000, now)
        if self.roll_call.look(now):
            self._topics.add('parts')
        changes = Changes(frozenset(self._topics), frozenset(self._paths))
        self._topics.clear()
        self._paths.clear()
        return changes

    def _take(self, event: Event, now: float) -> None:
        match event:
            case Report():
                self._report({signal.path: signal.value for signal in event.signals}, now)
            case Playing():
                self._topics.add('media')
                self.playing = event
            case Travelling():
                self._travel(event)
            case HeldTrip():
                self._hold(event)
            case Outcome():
                self._decide(event, now)
            case Condition():
                self.roll_call.hear(event, now)
                self._follow_model(event)
            case Stage():
                self.turns.add(event)
                self._topics.add('turns')
                self._find(found_places(event), is_of_view(event))
                self._reach(reached(event))
                if self._credits.hear(event):
                    self._credit(event.turn_id)
        self._tell(self._transcript.hear(event))

    def _travel(self, travelling: Travelling) -> None:
        goal, before = (
            known.trip.destination if known and known.trip else None for known in (travelling, self.travelling)
        )
        # Not by ==: what is not known of a place is NaN, which is another one in each message.
        if goal and not (before and is_same(goal, before)):
            self._find(())
            self._reach(())
        self._topics.add('travel')
        self.travelling = travelling

    def _hold(self, trip: HeldTrip) -> None:
        """A trip that people have just planned or changed is what they look at."""
        if trip.phase and trip.command_id != self.trip.command_id:
            self._find(())
            self._reach(())
        self._topics.add('trip')
        self.trip = trip

    def _find(self, places: tuple[FoundPlace, ...] | None, are_of_view: bool = False) -> None:
        if places is not None and places != self.places:
            self.places = places
            self.places_are_of_view = are_of_view
            self._topics.add('places')
        if places:
            self._reach(())

    def _reach(self, rings: tuple[Ring, ...] | None) -> None:
        if rings is not None and rings != self.reach:
            self.reach = rings
            self._topics.add('reach')
        if rings:
            self._find(())

    def _follow_model(self, condition: Condition) -> None:
        if is_about_model(condition) and (state := model_state(condition)) != self.model:
            self.model = state
            self._topics.add('model')

    def _report(self, values: Mapping[str, Value], now: float) -> None:
        self._repeated.hear(values, now)
        changed = {path for path, value in values.items() if self.signals.get(path) != value}
        if changed:
            self.signals.update(values)
            self._topics.add('signals')
            self._paths |= changed

    def _tell(self, lines: list[Line]) -> None:
        for line in lines:
            self._topics.add('conversation')
            if not (line.goes_on and self._grow(line)):
                self.lines.append(replace(line, mind=self._credits.of(line.turn_id)))
                self.lines_told += 1

    def _grow(self, part: Line) -> bool:
        """Whether a line that stands there could go on with `part`."""
        for index, line in reversed(list(enumerate(self.lines))):
            if grown := line.grown(part):
                self.lines[index] = grown
                return True
        return False

    def _credit(self, turn_id: str) -> None:
        """Say at the answers of a turn who understood it, though that be known only later."""
        mind = self._credits.of(turn_id)
        for index, line in enumerate(self.lines):
            if line.turn_id == turn_id and line.mind != mind:
                self.lines[index] = replace(line, mind=mind)
                self._topics.add('conversation')

    def _decide(self, outcome: Outcome, now: float) -> None:
        if self.questions.pop(outcome.proposal_id, None):
            self._topics.add('questions')
        reason = Words(outcome.reason, outcome.reason_zh)
        if outcome.status is Status.NEEDS_CONFIRMATION:
            self.questions[outcome.proposal_id] = Question(
                outcome.challenge_id, outcome.proposal_id, outcome.turn_id, outcome.rule, reason, now
            )
            self._topics.add('questions')
        elif outcome.status in (Status.DENIED, Status.FAILED, Status.TIMED_OUT) and outcome.rule != _DECLINED:
            self._note(Notice('refusal', outcome.status, outcome.rule, reason, now))
        for warning, warning_zh in zip(outcome.warnings, outcome.warnings_zh, strict=False):
            self._note(Notice('warning', outcome.status, outcome.rule, Words(warning, warning_zh), now))

    def _note(self, notice: Notice) -> None:
        """Several proposals may end for one reason, which is told once."""
        for known in [known for known in self.notices if known.reason == notice.reason]:
            self.notices.remove(known)
        self.notices.append(notice)
        self._topics.add('notices')

    def _forget(self, now: float) -> None:
        """What is over, and the values of parts and worlds that are silent: they are shown as not known."""
        for path in self._repeated.gone():
            del self.signals[path]
            self._topics.add('signals')
            self._paths.add(path)
        while self.notices and now - self.notices[0].noted > _NOTICE_AGE:
            self.notices.popleft()
            self._topics.add('notices')
        for question in [question for question in self.questions.values() if now - question.asked > _QUESTION_AGE]:
            del self.questions[question.proposal_id]
            self._topics.add('questions')
