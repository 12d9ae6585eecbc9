"""A drive: what happens to a simulated car, what is said in it, and what must follow. Played elsewhere."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal

from ipa_agents.config_files import Document, load_yaml, named_file
from ipa_agents.errors import SignalError
from ipa_agents.language import Words
from ipa_agents.vehicle.catalogue import Catalogue, load_catalogue
from ipa_agents.vehicle.exchange import Status
from ipa_agents.vehicle.seats import Seat
from ipa_agents.vehicle.signals import Signal, Value

__all__ = ['Answer', 'Condition', 'Drive', 'Expectation', 'Speech', 'Step', 'Trouble', 'load_drive']

Trouble = Literal['up', 'down', 'slow', 'lying']
"""What becomes of the way to the model's server."""


@dataclass(frozen=True, slots=True)
class Speech:
    """Something a person says; `locale` empty when it is to be detected."""

    seat: Seat
    text: str
    locale: str = ''
    source: str = 'drive'


@dataclass(frozen=True, slots=True)
class Condition:
    """What a signal must be; all that is not None holds together."""

    equals: Value | None = None
    above: float | None = None
    below: float | None = None
    near: float | None = None
    tolerance: float = 0.5

    def holds(self, value: Value | None) -> bool:
        """Whether `value` fulfils the condition; None is a signal that nobody has reported."""
        if value is None:
            return False
        if self.equals is not None and (value, type(value) is bool) != (self.equals, type(self.equals) is bool):
            return False
        if self.above is None and self.below is None and self.near is None:
            return True
        if isinstance(value, bool) or not isinstance(value, int | float):
            return False
        return (
            (self.above is None or value > self.above)
            and (self.below is None or value < self.below)
            and (self.near is None or abs(value - self.near) <= self.tolerance)
        )


@dataclass(frozen=True, slots=True)
class Answer:
    """What the assistant must say: any of `contains`, whatever the case, and `pattern` somewhere in it."""

    contains: tuple[str, ...] = ()
    pattern: str = ''

    def holds(self, text: str) -> bool:
        """Whether `text`, all that was said in the turn, is such an answer."""
        folded = text.casefold()
        return (not self.contains or any(part.casefold() in folded for part in self.contains)) and (
            not self.pattern or re.search(self.pattern, text) is not None
        )


@dataclass(frozen=True, slots=True)
class Expectation:
    """What must follow within `within` seconds; empty and None fields ask for nothing.

    `brain` is the one that the answer comes from, `model` how the assistant says that the model is.
    """

    signals: Mapping[str, Condition] = field(default_factory=dict)
    say: Answer | None = None
    outcome: Status | None = None
    rule: str = ''
    brain: str = ''
    model: str = ''
    asks: bool | None = None
    silent: bool = False
    within: float = 5.0


@dataclass(frozen=True, slots=True)
class Step:
    """One step, in the order of its fields; `line` is where it stands in the file, `wait` is in seconds.

    One that `needs_model` is left out where no model is asked; one that is interrupted waits for no answer.
    """

    line: int
    needs_model: bool = False
    note: Words | None = None
    model: Trouble | None = None
    do: tuple[Signal, ...] = ()
    say: Speech | None = None
    is_interrupted: bool = False
    expect: Expectation | None = None
    wait: float = 0.0


@dataclass(frozen=True, slots=True)
class Drive:
    """A whole drive; `start` holds the conditions before the first step."""

    file: str
    title: Words
    seed: int
    start: tuple[Signal, ...]
    steps: tuple[Step, ...]

    @property
    def needs_model(self) -> bool:
        """Whether something is left out where no model is asked."""
        return any(step.needs_model for step in self.steps)

    @property
    def troubles_model(self) -> bool:
        """Whether the way to the model's server is not left alone."""
        return any(step.model for step in self.steps)


def load_drive(name: str | Path, catalogue: Catalogue | None = None) -> Drive:
    """The drive in the file `name`, or config/drives/`name`.yaml; raises ConfigError with file, line and reason."""
    reader = _Reader(load_yaml(named_file(name, 'drives'), 'drive'), catalogue or load_catalogue())
    data = reader.document.data
    return Drive(
        file=str(reader.document.file),
        title=Words(**data['title']),
        seed=data.get('seed', 0),
        start=reader.injected(data.get('start', {}), 'start'),
        steps=tuple(reader.steps()),
    )


@dataclass(frozen=True, slots=True)
class _Reader:
    document: Document
    catalogue: Catalogue

    def steps(self) -> Iterator[Step]:
        for index, entry in enumerate(self.document.data['steps']):
            place = ('steps', index)
            yield Step(
                line=self.document.line(*place),
                needs_model=entry.get('needs') == 'model',
                note=Words(**entry['note']) if 'note' in entry else None,
                model=entry.get('model'),
                do=self.injected(entry.get('do', {}), *place, 'do'),
                say=Speech(**entry['say']) if 'say' in entry else None,
                is_interrupted=entry.get('interrupted', False),
                expect=self._expectation(entry['expect'], *place, 'expect') if 'expect' in entry else None,
                wait=float(entry.get('wait', 0.0)),
            )

    def injected(self, signals: Mapping[str, Any], *place: str | int) -> tuple[Signal, ...]:
        """Signals for the simulator, which takes only its own: other parts of the car listen to the guard alone."""
        checked = tuple(Signal(path, self._checked(path, value, *place, path)) for path, value in signals.items())
        for signal in checked:
            if self.catalogue[signal.path].owner != 'simulator':
                reason = f'{signal.path} is not owned by the simulator, so a drive cannot set it'
                raise self.document.error(reason, *place, signal.path)
        return checked

    def _checked(self, path: str, value: object, *place: str | int) -> Value:
        try:
            return self.catalogue.check(path, value)
        except SignalError as error:
            raise self.document.error(str(error), *place) from error

    def _expectation(self, entry: dict[str, Any], *place: str | int) -> Expectation:
        values = dict(entry)
        values['signals'] = {
            path: self._condition(path, condition, *place, 'signals', path)
            for path, condition in entry.get('signals', {}).items()
        }
        if 'say' in entry:
            values['say'] = Answer(tuple(entry['say'].get('contains', ())), self._pattern(entry['say'], *place, 'say'))
        if 'outcome' in entry:
            values['outcome'] = Status[entry['outcome']]
        return Expectation(**values)

    def _condition(self, path: str, condition: dict[str, Any], *place: str | int) -> Condition:
        if path not in self.catalogue.signals:
            raise self.document.error(f'unknown signal path: {path}', *place)
        if 'equals' in condition:
            condition = condition | {'equals': self._checked(path, condition['equals'], *place, 'equals')}
        return Condition(**condition)

    def _pattern(self, say: dict[str, Any], *place: str | int) -> str:
        pattern: str = say.get('pattern', '')
        try:
            re.compile(pattern)
        except re.error as error:
            raise self.document.error(f'{pattern!r} is no regular expression: {error}', *place, 'pattern') from error
        return pattern
