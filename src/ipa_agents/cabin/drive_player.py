"""Plays a drive in a conversation, and tells what did not follow."""

from collections.abc import Callable, Sequence

from ipa_agents.cabin.conversation import Conversation
from ipa_agents.cabin.events import Event
from ipa_agents.cabin.transcript import Line
from ipa_agents.cabin.watch import Watch
from ipa_agents.vehicle.drive import Condition, Drive, Expectation, Step, Trouble
from ipa_agents.vehicle.signals import Signal

__all__ = ['DrivePlayer']

_ANSWER = Expectation(within=10.0)
_APPLIED = 5.0
_SHOWN = 60


class DrivePlayer:
    """Waits for conditions, never for a time, except where the drive itself says so.

    `patience` is a factor on the times within which things must follow, for slow machines. `trouble` lets something
    become of the way to the model's server; None where no model is asked.
    """

    def __init__(
        self,
        drive: Drive,
        conversation: Conversation,
        show: Callable[[Line], None],
        patience: float,
        trouble: Callable[[Trouble], None] | None = None,
    ) -> None:
        self._drive = drive
        self._conversation = conversation
        self._show = show
        self._patience = patience
        self._trouble = trouble
        self._owed = 0  # turns that were interrupted, and have yet to end

    @property
    def steps(self) -> tuple[Step, ...]:
        """Those that are played."""
        return tuple(step for step in self._drive.steps if self._trouble or not step.needs_model)

    def play(self) -> tuple[str, ...]:
        """Play the steps; what did not follow, each with file and line."""
        self._inject(self._drive.start)
        return tuple(f'{self._drive.file}:{step.line}: {fault}' for step in self.steps for fault in self._do(step))

    def _do(self, step: Step) -> tuple[str, ...]:
        conversation, speech = self._conversation, step.say
        if step.note:
            for text in (step.note.en, step.note.zh):
                self._show(Line('note', '', text))
        if step.model and self._trouble:
            self._trouble(step.model)
        self._inject(step.do)
        is_answered = speech is not None and not step.is_interrupted
        expected = step.expect or (_ANSWER if is_answered else Expectation(within=0.0))
        watch = Watch(expected, conversation.signals, is_answer=speech is not None, ends=1 + self._owed)
        if speech:
            conversation.say(speech.text, speech.seat, speech.locale, speech.source)
        within = expected.within * (1.0 if expected.silent else self._patience)
        conversation.wait_in_car(lambda events: _hears(watch, events), within)
        self._owed = max(self._owed + 1 - watch.ended, 0) if step.is_interrupted else 0
        conversation.settle()
        faults = watch.missing()
        for fault in faults:
            self._show(Line('refusal', '', fault))
        conversation.wait_in_car(lambda _: False, step.wait)
        said = f'after “{speech.text[:_SHOWN]}”, ' if speech else ''
        return tuple(f'{said}{fault}' for fault in faults)

    def _inject(self, signals: Sequence[Signal]) -> None:
        """Write conditions and wait a little until the car shows them; a heavy car takes its time to speed up."""
        if not signals:
            return
        self._conversation.inject(signals)
        wanted = {signal.path: _shown(signal) for signal in signals}
        known = self._conversation.signals
        self._conversation.wait_in_car(
            lambda _: all(condition.holds(known.get(path)) for path, condition in wanted.items()),
            _APPLIED * self._patience,
        )


def _hears(watch: Watch, events: Sequence[Event]) -> bool:
    for event in events:
        watch.hear(event)
    return watch.is_over


def _shown(signal: Signal) -> Condition:
    if isinstance(signal.value, bool) or not isinstance(signal.value, int | float):
        return Condition(equals=signal.value)
    return Condition(near=signal.value, tolerance=max(1.0, abs(signal.value) * 0.05))
