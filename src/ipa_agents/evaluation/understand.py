"""Answers JSON lines: what the assistant makes of a sentence after the ones before it, without a car."""

import json
import time
from collections.abc import AsyncIterator, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from ipa_agents.assistant.foretelling import foretell
from ipa_agents.assistant.listener import Listener
from ipa_agents.brains.agents import agent_for, load_agents
from ipa_agents.brains.dialogue import after_turn
from ipa_agents.brains.interface import Act, Brain, Context, Dialogue, Domain, Entry, Interpretation, Sentence
from ipa_agents.language import LANGUAGES, Language, language_of
from ipa_agents.persona.persona import load_persona
from ipa_agents.vehicle.catalogue import Catalogue
from ipa_agents.vehicle.exchange import ACTING_TOOLS
from ipa_agents.vehicle.seats import DRIVER, Seat, is_seat
from ipa_agents.vehicle.signals import Value

__all__ = ['BadLine', 'Question', 'Understander', 'answers', 'question']

_LAST_TIME = 4e9  # s, in the year 2096
_WEIGHT = {Act.ACT: 0, Act.ASK: 1, Act.REFUSE: 2, Act.INFORM: 3, Act.IGNORE: 4}


class BadLine(ValueError):
    """A line that holds no question; the text says why."""


@dataclass(frozen=True, slots=True)
class Question:
    """What one line asks: the last of `turns`, after the others; `media`, `route` and `now` as in Context."""

    id: str
    turns: tuple[str, ...]
    language: Language | None = None
    seat: Seat = DRIVER
    signals: Mapping[str, Value] | None = None
    media: str = ''
    route: str = ''
    now: float | None = None

    def context(self, signals: Mapping[str, Value], dialogue: Dialogue, history: tuple[Entry, ...]) -> Context:
        """What a brain may know when a turn begins."""
        now = time.time() if self.now is None else self.now
        return Context(signals, dialogue, history, now, media=self.media, route=self.route)


class Understander:
    """Puts questions to a brain. `persona` gives the words of "say"."""

    def __init__(self, brain: Brain, catalogue: Catalogue, persona: str = 'juno') -> None:
        self._brain = brain
        self._catalogue = catalogue
        self._persona = load_persona(persona)
        self._agents = load_agents()

    async def answer(self, asked: Question) -> dict[str, Any]:
        """The answer of evaluation's format; "ms" is the time of the last turn alone.

        Where the brain fails it is {"id", "error"}.
        """
        try:
            return await self._answer(asked)
        except Exception as error:  # noqa: BLE001 - a brain may fail in any way, and then has not understood
            return {'id': asked.id, 'error': f'{type(error).__name__}: {error}'}

    async def _answer(self, asked: Question) -> dict[str, Any]:
        signals = self._catalogue.defaults() | dict(asked.signals or {})
        dialogue = Dialogue()
        history: tuple[Entry, ...] = ()
        for text in asked.turns[:-1]:
            earlier = await self._brain.interpret(_sentence(asked, text), asked.context(signals, dialogue, history))
            dialogue = after_turn(dialogue, earlier, signals, asked.seat)
            history += _entries(text, earlier, len(history))
            signals |= _wished(earlier)
        sentence = _sentence(asked, asked.turns[-1])
        context = asked.context(signals, dialogue, history)
        start = time.perf_counter()
        interpretation = await self._brain.interpret(sentence, context)
        elapsed = (time.perf_counter() - start) * 1000
        return self._told(asked, sentence, interpretation, signals, elapsed)

    def _told(
        self,
        asked: Question,
        sentence: Sentence,
        interpretation: Interpretation,
        signals: Mapping[str, Value],
        elapsed: float,
    ) -> dict[str, Any]:
        listener = Listener(self._persona.wording(sentence.language), self._catalogue, sentence.seat)
        steps = interpretation.steps
        return {
            'id': asked.id,
            'domains': [step.domain.value for step in steps] or [Domain.NONE.value],
            'agent': agent_for(steps[0], self._agents).id if steps else '',
            'act': min((step.act for step in steps), key=_WEIGHT.__getitem__, default=Act.ASK).value,
            'calls': [
                {'tool': step.call.tool, 'arguments': dict(step.call.arguments)}
                for step in steps
                if step.call is not None and step.act is Act.ACT and step.call.tool in ACTING_TOOLS
            ],
            'say': foretell(listener, interpretation, signals, self._agents),
            'brain': interpretation.brain,
            'ms': round(elapsed, 2),
        }


def _sentence(asked: Question, text: str) -> Sentence:
    return Sentence(text, asked.language or language_of(text), asked.seat)


def _entries(text: str, interpretation: Interpretation, number: int) -> tuple[Entry, ...]:
    """A turn as the log of a conversation shows it: what was said, and the calls as if all had been done."""
    calls = [step.call for step in interpretation.steps if step.call is not None and step.act is Act.ACT]
    done = [{'tool': call.tool, 'arguments': dict(call.arguments), 'status': 'DONE'} for call in calls]
    told = [json.dumps(one, ensure_ascii=False, default=str) for one in done]
    return (Entry(number, 'user', text), *(Entry(number + index, 'tool', one) for index, one in enumerate(told, 1)))


def _wished(interpretation: Interpretation) -> dict[str, Value]:
    """What the car shows once the turn is done."""
    return {
        path: value
        for step in interpretation.steps
        if step.act is Act.ACT and step.call is not None and step.call.tool == 'set_signals'
        for path, value in step.call.arguments['signals'].items()
        if value is not None
    }


def question(line: str) -> Question:
    """The question that a line of JSON asks; raises BadLine."""
    try:
        entry = json.loads(line)
    except (ValueError, RecursionError) as error:
        raise BadLine(f'no JSON: {error}') from error
    if not isinstance(entry, dict):
        raise BadLine('not an object')
    turns = entry.get('turns')
    if not isinstance(turns, list) or not turns or not all(isinstance(turn, str) for turn in turns):
        raise BadLine('"turns" must be a list of texts, with at least one')
    language, seat, signals = entry.get('lang'), entry.get('seat', DRIVER), entry.get('signals')
    if language not in (None, *LANGUAGES):
        raise BadLine(f'"lang" must be {" or ".join(LANGUAGES)}')
    if not is_seat(str(seat)):
        raise BadLine(f'no seat {seat!r}')
    if signals is not None and not isinstance(signals, dict):
        raise BadLine('"signals" must be an object')
    return Question(
        str(entry.get('id', '')),
        tuple(turns),
        language,
        seat,
        _values(signals or {}),
        str(entry.get('media', '')),
        str(entry.get('route', '')),
        _time(entry.get('now')),
    )


def _time(value: Any) -> float | None:
    is_number = isinstance(value, int | float) and not isinstance(value, bool)
    if value is not None and not (is_number and 0 <= value < _LAST_TIME):
        raise BadLine('"now" must be a number of s since 1970')
    return None if value is None else float(value)


def _values(signals: Mapping[str, Any]) -> dict[str, Value]:
    return {
        path: tuple(map(str, value)) if isinstance(value, list) else value
        for path, value in signals.items()
        if isinstance(value, bool | int | float | str | list)
    }


async def _answered(understander: Understander, line: str) -> dict[str, Any]:
    try:
        return await understander.answer(question(line))
    except BadLine as error:
        return {'id': None, 'error': str(error)}


async def answers(lines: Iterable[str], understander: Understander) -> AsyncIterator[dict[str, Any]]:
    """One answer a line, in order; a line that asks nothing gives {"id": null, "error": ...}."""
    for line in lines:
        yield await _answered(understander, line)
