"""One endpoint of a fleet: what is known of it, and one try to get an answer from it."""

import asyncio
import math
import time
from collections.abc import AsyncGenerator, Callable
from contextlib import aclosing
from dataclasses import dataclass, replace
from typing import Protocol

from ipa_agents.brains.qwen.wire.attempt import Attempt, Note
from ipa_agents.brains.qwen.wire.chat import CallPart, ChatRequest, Event
from ipa_agents.brains.qwen.wire.circuit import Circuit, State
from ipa_agents.brains.qwen.wire.endpoint import Endpoint
from ipa_agents.errors import ModelError, ModelRefused

__all__ = ['Client', 'Counts', 'Member', 'Standing']

_FAULTS_OF_THE_REQUEST = (400, 413, 422)  # another request may well be answered


class Client(Protocol):
    """What asks an endpoint; see ModelClient."""

    endpoint: Endpoint

    def stream(self, request: ChatRequest, deadline: float | None = None) -> AsyncGenerator[Event, None]:
        """The events of the answer."""
        ...

    async def check(self) -> None:
        """Raise ModelError unless the server is well and has the model."""
        ...

    async def aclose(self) -> None:
        """Close all connections."""
        ...


@dataclass(slots=True)
class Counts:
    """What became of the requests to an endpoint, and the tokens that it told of."""

    requests: int = 0
    failures: int = 0
    aborted: int = 0
    prompt_tokens: int = 0
    cached_tokens: int = 0
    completion_tokens: int = 0


@dataclass(frozen=True, slots=True)
class Standing:
    """How an endpoint stands: in words for people, and whether a request may go there now.

    `was_there`: it has answered before.
    """

    endpoint: Endpoint
    is_usable: bool
    words: str
    counts: Counts
    was_there: bool = False


class Member:
    """Believed to be well until it shows otherwise."""

    def __init__(self, client: Client, circuit: Circuit, clock: Callable[[], float] = time.monotonic) -> None:
        self.endpoint = client.endpoint
        self._client = client
        self._circuit = circuit
        self._clock = clock
        self._counts = Counts()
        self._fault = ''  # of the last request, while the circuit is not closed
        self._illness = ''  # found by the last check
        self._answered = -math.inf
        self._was_there = False

    @property
    def is_usable(self) -> bool:
        """Whether a request may be sent there now."""
        return not self._illness and self._circuit.admits(self._clock())

    @property
    def standing(self) -> Standing:
        """How it stands now."""
        return Standing(self.endpoint, self.is_usable, self._words(), replace(self._counts), self._was_there)

    async def stream(self, request: ChatRequest, deadline: float | None, note: Note) -> AsyncGenerator[Event, None]:
        """One try; raises ModelError. What became of it is counted and noted, also when nobody waits for the end."""
        attempt = Attempt(self._clock, self.endpoint, request, note)
        self._counts.requests += 1
        self._circuit.begin()
        try:
            async with aclosing(self._client.stream(request, deadline)) as events:
                async for event in events:
                    attempt.see(event)
                    if attempt.is_finished:
                        self._circuit.succeed()
                        self._answered = self._clock()
                        self._was_there = True
                    if not isinstance(event, CallPart):
                        yield event
        except ModelError as error:
            self._fail(error, is_cut_short=attempt.has_begun and _is_over(deadline))
            attempt.end(str(error))
            raise
        except (asyncio.CancelledError, GeneratorExit):
            if not attempt.is_finished:
                self._counts.aborted += 1
                self._circuit.abandon()
            attempt.end('' if attempt.is_finished else 'aborted')
            raise
        except Exception as error:
            self._counts.failures += 1
            self._circuit.abandon()
            attempt.end(f'{type(error).__name__}: {error}')
            raise
        finally:
            self._counts.prompt_tokens += attempt.usage.prompt_tokens
            self._counts.cached_tokens += attempt.usage.cached_tokens
            self._counts.completion_tokens += attempt.usage.completion_tokens
        attempt.end('')

    async def check(self, fresh_s: float) -> None:
        """Ask how it is, unless an answer of the last `fresh_s` s shows it."""
        if self._circuit.state(self._clock()) is State.CLOSED and self._clock() - self._answered < fresh_s:
            return
        try:
            await self._client.check()
        except ModelError as error:
            self._illness = str(error)
            return
        except Exception as error:  # noqa: BLE001 - one that answers oddly is ill, and the others are looked after
            self._illness = f'its answer is beyond us ({type(error).__name__})'
            return
        if self._illness:
            self._circuit.hasten(self._clock())
        self._illness = ''
        self._was_there = True

    async def aclose(self) -> None:
        """Close its connections."""
        await self._client.aclose()

    def _fail(self, error: ModelError, *, is_cut_short: bool) -> None:
        self._counts.failures += 1
        self._fault = str(error)
        if is_cut_short or (isinstance(error, ModelRefused) and error.status in _FAULTS_OF_THE_REQUEST):
            self._circuit.abandon()
        else:
            self._circuit.fail(self._clock())

    def _words(self) -> str:
        match self._illness, self._circuit.state(self._clock()):
            case '', State.CLOSED:
                return 'ready'
            case '', State.HALF_OPEN:
                return f'{self._fault}; the next request tries it again'
            case '', _:
                return f'{self._fault}; left alone for {self._circuit.wait(self._clock()):.0f} s'
        return self._illness


def _is_over(deadline: float | None) -> bool:
    return deadline is not None and asyncio.get_running_loop().time() >= deadline
