"""What an agent works with during one turn: the listener, the car, places, and the way to the guard."""

import asyncio
import json
import uuid
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from ipa_agents.assistant.chat_log import ChatLog, ToolResult
from ipa_agents.assistant.exchange import Exchange
from ipa_agents.assistant.listener import Listener
from ipa_agents.assistant.manners import Manners
from ipa_agents.assistant.notebook import Notebook
from ipa_agents.assistant.people import People
from ipa_agents.assistant.ports import Car, Clock, Places, Tracer
from ipa_agents.assistant.questions import Question
from ipa_agents.brains.interface import Call
from ipa_agents.vehicle.exchange import Outcome, Proposal, Status, Utterance

__all__ = ['Desk', 'Settled', 'World']


@dataclass(frozen=True)
class World:
    """All that turns share."""

    exchange: Exchange
    places: Places
    car: Car
    clock: Clock
    tracer: Tracer
    log: ChatLog
    notebook: Notebook
    people: People
    manners: Manners


@dataclass(frozen=True, slots=True)
class Settled:
    """A proposal and what became of it; `outcome` None: the guard did not answer in time.

    `before` are the last commands that media and navigation had carried out when it was sent.
    """

    call: Call
    agent: str
    proposal_id: str
    outcome: Outcome | None
    before: tuple[str, str] = ('', '')


@dataclass
class Desk:
    """One turn's view of the world. `proposed` are the calls that went to the guard; `under_way` wait for their end.

    `done` are those that the guard calls done, each with its agent.

    `on_slow` is called when one takes longer than people wait without a word.
    """

    world: World
    turn_id: str
    utterance: Utterance
    listener: Listener
    began: float
    proposed: list[Call] = field(default_factory=list)
    under_way: list[Call] = field(default_factory=list)
    done: list[tuple[str, Call]] = field(default_factory=list)
    on_slow: Callable[[], None] = lambda: None

    @property
    def car(self) -> Car:
        """What the car reports."""
        return self.world.car

    @property
    def places(self) -> Places:
        """Places and ways."""
        return self.world.places

    @property
    def now(self) -> float:
        """Seconds since 1970."""
        return self.world.clock.now()

    def trace(self, stage: str, **detail: Any) -> None:
        """Report a stage of the turn."""
        elapsed = (self.world.clock.elapsed() - self.began) * 1000
        self.world.tracer.event(self.turn_id, stage, detail, elapsed)

    @property
    def awaits_guard(self) -> bool:
        """Whether the guard has a call in hand."""
        return any(call in self.under_way for call in self.proposed)

    def commands_done(self) -> tuple[str, str]:
        """The last commands that media and navigation have carried out, as far as their state has come here."""
        playing, travelling = self.car.playing, self.car.travelling
        return playing.command_id if playing else '', travelling.command_id if travelling else ''

    @contextmanager
    def working(self, call: Call) -> Iterator[None]:
        """`call` is under way while this lasts."""
        self.under_way.append(call)
        slow = asyncio.get_running_loop().call_later(self.world.manners.hesitation, self.on_slow)
        try:
            yield
        finally:
            slow.cancel()
            self.under_way.remove(call)

    async def propose(self, agent: str, call: Call) -> Settled:
        """Ask the guard for a call and wait for what becomes of it."""
        return await self._send(agent, call, self._proposal(agent, call.tool, call.arguments))

    async def confirm(self, question: Question) -> Settled:
        """Hand the guard the yes that was just said; the end of the call that the question was about."""
        call = question.pending.call
        assert call is not None
        proposal = self._proposal(question.agent, 'confirm', {}, question.pending.challenge_id)
        return await self._send(question.agent, call, proposal, question.proposal_id)

    def _proposal(self, agent: str, tool: str, arguments: Mapping[str, Any], challenge_id: str = '') -> Proposal:
        return Proposal(
            proposal_id=uuid.uuid4().hex,
            turn_id=self.turn_id,
            utterance_id=self.utterance.utterance_id,
            agent=agent,
            seat=self.utterance.seat,
            tool=tool,
            arguments=json.dumps(arguments, ensure_ascii=False),
            stamp=self.now,
            challenge_id=challenge_id,
            answer_utterance_id=self.utterance.utterance_id if challenge_id else '',
        )

    async def _send(self, agent: str, call: Call, proposal: Proposal, also: str = '') -> Settled:
        outcome, before = None, self.commands_done()
        named = {'proposal_id': proposal.proposal_id}
        self.trace('proposed', **named, agent=agent, tool=proposal.tool, arguments=dict(call.arguments))
        if self.world.exchange.is_guarded():
            self.proposed.append(call)
            with self.working(call):
                outcome = await self.world.exchange.propose(proposal, self.world.manners.guard_patience, also)
        if outcome is not None and outcome.status is Status.DONE:
            self.done.append((agent, call))
        self.trace('outcome', **named, status=outcome.status.name if outcome else 'NO_ANSWER')
        self.world.log.add(ToolResult(self.now, self.turn_id, self.listener.seat, call, outcome))
        return Settled(call, agent, proposal.proposal_id, outcome, before)
