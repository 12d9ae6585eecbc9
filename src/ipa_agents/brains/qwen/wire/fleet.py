"""Several endpoints as one: the first that is well answers, and the next goes on where it breaks off."""

import asyncio
import random
import time
from collections.abc import AsyncGenerator, Callable, Iterable
from contextlib import aclosing
from dataclasses import replace
from uuid import uuid4

from ipa_agents.brains.qwen.wire.attempt import Note
from ipa_agents.brains.qwen.wire.chat import ChatRequest, Event, Message, Words
from ipa_agents.brains.qwen.wire.circuit import Circuit
from ipa_agents.brains.qwen.wire.client import ModelClient
from ipa_agents.brains.qwen.wire.endpoint import Endpoint
from ipa_agents.brains.qwen.wire.member import Client, Member, Standing
from ipa_agents.errors import ModelError, ModelUnreachable

__all__ = ['Fleet']

_CHECK_EVERY_S = 3.0


class Fleet:
    """The models that may answer, in order of preference. `fail_overs` counts how often the next one went on."""

    def __init__(
        self,
        endpoints: Iterable[Endpoint],
        client: Callable[[Endpoint], Client] = ModelClient,
        clock: Callable[[], float] = time.monotonic,
        chance: Callable[[], float] = random.random,
    ) -> None:
        self._members = [Member(client(endpoint), Circuit(chance), clock) for endpoint in endpoints]
        self.fail_overs = 0
        self._asked_last: Member | None = None

    @property
    def is_ready(self) -> bool:
        """Whether a request would be sent anywhere."""
        return any(member.is_usable() for member in self._members)

    @property
    def was_there(self) -> bool:
        """Whether any endpoint has ever answered."""
        return any(standing.was_there for standing in self.standings)

    @property
    def standings(self) -> tuple[Standing, ...]:
        """How each endpoint stands now."""
        return tuple(member.standing for member in self._members)

    async def stream(
        self, request: ChatRequest, deadline: float | None = None, note: Note = lambda stage, /, **detail: None
    ) -> AsyncGenerator[Event, None]:
        """The events of one answer: words and thoughts as they come, at its end all calls, Finish, Usage.

        Where an endpoint fails after words came, the next one continues them, so that nothing is said twice; calls
        are given out only when the answer is complete, so that none is given out twice. `deadline`, in s of the event
        loop's time, bounds all tries together. Use contextlib.aclosing, so that a turn that is cancelled ends at the
        server too. Raises ModelError: that of the last try.
        """
        request_id = request.request_id or uuid4().hex
        said, tried, tries = '', '', 0
        fault: ModelError = ModelUnreachable(self._absence(), 'nobody')
        for member in self._members:
            if not member.is_usable(request.turn) or (said.strip() and not member.endpoint.continues):
                continue
            tries += 1
            attempt = _continued(replace(request, request_id=_nth(request_id, tries)), said)
            if tried:
                self.fail_overs += 1
                note('failover', **{'from': tried, 'to': member.endpoint.name, 'reason': fault.reason})
            tried = member.endpoint.name
            self._asked_last = member
            try:
                async with aclosing(member.stream(attempt, deadline, note)) as events:
                    async for event in events:
                        if isinstance(event, Words):
                            event = _joined(said, event) if tries > 1 else event
                            said += event.text
                            if not event.text:
                                continue
                        yield event
                return
            except ModelError as error:
                fault = error
            if deadline is not None and asyncio.get_running_loop().time() >= deadline:
                break
        raise fault

    def judge(self, fault: str) -> None:
        """What became of the talk whose requests were the last: its fault, empty where it was of use."""
        if self._asked_last is not None:
            self._asked_last.judge(fault)

    async def watch(self, every_s: float = _CHECK_EVERY_S) -> None:
        """Look after all endpoints until cancelled."""
        while True:
            await self.check(every_s)
            await asyncio.sleep(every_s)

    async def check(self, fresh_s: float = 0.0) -> None:
        """Ask each endpoint how it is, but not one that answered within the last `fresh_s` s."""
        await asyncio.gather(*(member.check(fresh_s) for member in self._members))

    async def aclose(self) -> None:
        """Close all connections."""
        await asyncio.gather(*(member.aclose() for member in self._members))

    def _absence(self) -> str:
        stands = '; '.join(f'{standing.endpoint.name}: {standing.reason}' for standing in self.standings)
        return f'no model can be asked ({stands})'


def _nth(request_id: str, number: int) -> str:
    """Servers and the trace tell the tries of a request apart."""
    return request_id if number == 1 else f'{request_id}-{number}'


def _continued(request: ChatRequest, said: str) -> ChatRequest:
    """`request`, to be answered from where `said` ends; without the space there, which no tokenizer expects."""
    if not said.strip():
        return request
    *messages, last = request.messages
    begun = last.text if request.continues_last else ''
    messages += [] if request.continues_last else [last]
    answer = Message('assistant', begun + said.rstrip())
    return replace(request, messages=(*messages, answer), continues_last=True, is_thinking=False)


def _joined(said: str, words: Words) -> Words:
    return Words(words.text.lstrip()) if said[-1:].isspace() else words
