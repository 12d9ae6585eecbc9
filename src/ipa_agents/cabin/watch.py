"""Whether what a drive expects has come true yet."""

from collections.abc import Mapping

from ipa_agents.assistant.ports import Speech
from ipa_agents.cabin.events import Condition as State
from ipa_agents.cabin.events import Event, Report, Stage, is_announcement, spoken
from ipa_agents.cabin.model_state import is_about_model, model_state
from ipa_agents.vehicle.drive import Answer, Condition, Expectation
from ipa_agents.vehicle.exchange import Outcome
from ipa_agents.vehicle.signals import Value

__all__ = ['Watch']

_SHOWN = 160


class Watch:
    """Hears what follows a step of a drive; `signals` are the values that are known before it.

    `is_answer` tells that something was said in the step: what is then announced by the way does not count. `ends` is
    how many turns have to end, one more for each that was interrupted.
    """

    def __init__(
        self, expectation: Expectation, signals: Mapping[str, Value], *, is_answer: bool, ends: int = 1
    ) -> None:
        self._expected = expectation
        self._signals = dict(signals)
        self._outcomes: list[Outcome] = []
        self._speeches: list[Speech] = []
        self._brains: list[str] = []
        self._model = 'unknown'
        self._is_answer = is_answer
        self._ends = ends

    def hear(self, event: Event) -> None:
        """Take what happened into account."""
        if isinstance(event, Report):
            self._signals.update((signal.path, signal.value) for signal in event.signals)
        elif isinstance(event, Outcome):
            self._outcomes.append(event)
        elif isinstance(event, Stage) and event.stage == 'brain' and not event.detail.get('fault'):
            self._brains.append(str(event.detail.get('brain')))
        elif isinstance(event, State) and is_about_model(event):
            state = model_state(event)
            self._model = state.state if state else 'not asked'
        elif isinstance(event, Speech) and not (self._is_answer and is_announcement(event)):
            self._speeches.append(event)

    @property
    def is_over(self) -> bool:
        """Whether nothing more needs to be waited for: all came true and the answer is complete, or silence broke."""
        if self._expected.silent:
            return bool(self._noise())
        return not self.missing() and (not self._is_answer or self._has_ended())

    def missing(self) -> tuple[str, ...]:
        """What has not come true, each with what came instead."""
        expected = self._expected
        faults = [self._signal_fault(path, condition) for path, condition in expected.signals.items()]
        faults += [self._outcome_fault(), self._speech_fault(expected.say), self._question_fault()]
        faults += [self._brain_fault(), self._model_fault()]
        faults += [self._noise()] if expected.silent else []
        return tuple(filter(None, faults))

    def _signal_fault(self, path: str, condition: Condition) -> str:
        value = self._signals.get(path)
        if condition.holds(value):
            return ''
        return f'{path} should {_wanted(condition)}, but is {"unknown" if value is None else value}'

    def _outcome_fault(self) -> str:
        status, rule = self._expected.outcome, self._expected.rule
        if status is None and not rule:
            return ''
        if any(status in (None, outcome.status) and rule in ('', outcome.rule) for outcome in self._outcomes):
            return ''
        wanted = ' by '.join(filter(None, (status.name if status else 'an outcome', rule)))
        came = ', '.join(' by '.join(filter(None, (came.status.name, came.rule))) for came in self._outcomes)
        return f'the outcome should be {wanted}, but was {came or "none"}'

    def _speech_fault(self, answer: Answer | None) -> str:
        said = spoken(self._speeches)
        if answer is None or answer.holds(said):
            return ''
        wanted = [f'contain {" or ".join(map(repr, answer.contains))}'] if answer.contains else []
        wanted += [f'match {answer.pattern!r}'] if answer.pattern else []
        return f'the answer should {" and ".join(wanted)}, but was {said[:_SHOWN]!r}'

    def _question_fault(self) -> str:
        asks = any(speech.expects_answer for speech in self._speeches)
        if self._expected.asks is None or (asks == self._expected.asks and (asks or self._has_ended())):
            return ''
        return 'a question should be asked' if self._expected.asks else 'no question should be asked'

    def _brain_fault(self) -> str:
        if self._expected.brain in ('', *self._brains):
            return ''
        return f'the answer should come from {self._expected.brain}, but came from {self._brains or "no brain"}'

    def _model_fault(self) -> str:
        if self._expected.model in ('', self._model):
            return ''
        return f'the model should be {self._expected.model}, but was {self._model}'

    def _noise(self) -> str:
        if said := spoken(self._speeches):
            return f'nothing should be said, but was {said[:_SHOWN]!r}'
        if self._outcomes:
            return f'nothing should be done, but an outcome was {self._outcomes[0].status.name}'
        return ''

    @property
    def ended(self) -> int:
        """How many turns have ended."""
        return sum(speech.is_last for speech in self._speeches)

    def _has_ended(self) -> bool:
        return self.ended >= self._ends


def _wanted(condition: Condition) -> str:
    wanted = {
        'be': condition.equals,
        'be above': condition.above,
        'be below': condition.below,
        f'be within {condition.tolerance:g} of': condition.near,
    }
    return ' and '.join(f'{words} {value}' for words, value in wanted.items() if value is not None)
