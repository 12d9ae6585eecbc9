"""A car that answers from a table, for tests of what people see."""

import time
from collections.abc import Iterable, Mapping, Sequence

from ipa_agents.assistant.ports import Speech
from ipa_agents.cabin.conversation import Conversation
from ipa_agents.cabin.events import Event, Report
from ipa_agents.cabin.inbox import Inbox
from ipa_agents.cabin.transcript import Line, Transcript
from ipa_agents.persona.persona import load_persona
from ipa_agents.vehicle.catalogue import load_catalogue
from ipa_agents.vehicle.exchange import Outcome, Status, Utterance
from ipa_agents.vehicle.signals import Signal

__all__ = ['FakeCabin', 'decided', 'fake_conversation', 'said', 'speech']


def speech(text: str, **fields: object) -> Speech:
    """Something that the assistant says, in English unless told otherwise."""
    return Speech(**{'turn_id': 't', 'sequence': 0, 'text': text, 'language': 'en'} | fields)


def said(text: str, seat: str = 'row1_driver') -> Utterance:
    """Something that somebody says at `seat`."""
    return Utterance(f'u-{text[:40]}', seat, text, '', 0.0)


def decided(status: Status, rule: str = '', reason: str = '', reason_zh: str = '', **fields: object) -> Outcome:
    """What the guard made of a proposal."""
    return Outcome('p', 't', status, rule, reason, reason_zh, **fields)


class FakeCabin:
    """Follows each sentence with its events; the simulator shows at once what is injected."""

    def __init__(self, inbox: Inbox, answers: Mapping[str, Sequence[Event]]) -> None:
        self.said: list[Utterance] = []
        self._inbox = inbox
        self._answers = answers

    def now(self) -> float:
        return time.time()

    def elapsed(self) -> float:
        return time.monotonic()

    def say(self, utterance: Utterance) -> None:
        self.said.append(utterance)
        self._inbox.put(utterance)
        for event in self._answers.get(utterance.text, ()):
            self._inbox.put(event)

    def inject(self, signals: Iterable[Signal]) -> None:
        self._inbox.put(Report('simulator', tuple(signals)))

    def absent(self) -> tuple[str, ...]:
        return ()

    def reporting(self) -> frozenset[str]:
        return frozenset()


def fake_conversation(answers: Mapping[str, Sequence[Event]]) -> tuple[Conversation, FakeCabin, list[Line]]:
    """A conversation with a fake car, the car, and the lines that are shown."""
    inbox, lines = Inbox(), []
    cabin = FakeCabin(inbox, answers)
    transcript = Transcript(load_catalogue(), load_persona('juno'))
    return Conversation(cabin, inbox, transcript, lines.append), cabin, lines
