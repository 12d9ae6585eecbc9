"""One endpoint of a fleet: what is known of it, and one try to get an answer from it."""

import asyncio
import math
import time
from collections.abc import AsyncGenerator, Callable
from contextlib import aclosing
from dataclasses import dataclass, replace
from typing import Literal, Protocol

from ipa_agents.brains.qwen.wire.attempt import Attempt, Note
from ipa_agents.brains.qwen.wire.chat import CallPart, ChatRequest, Event
from ipa_agents.brains.qwen.wire.circuit import Circuit
from ipa_agents.brains.qwen.wire.circuit import State as CircuitState
from ipa_agents.brains.qwen.wire.endpoint import Endpoint
from ipa_agents.errors import ModelError, ModelRefused

__all__ = ['Client', 'Counts', 'Member', 'Standing', 'State']

State = Literal['unchecked', 'ready', 'doubtful', 'away']
"""unchecked: nothing is known yet; doubtful: it is there, but its last answer failed or was of no use."""
_FAULTS_OF_THE_REQUEST = (400, 413, 422)  # another request may well be answered
_NOT_REACHED = ('no_connection', 'certificate')
_OF_NO_USE = ('nonsense', 'slow', 'steps')


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
    """How an endpoint stands, with the reason (as ModelError has it) where it is not well.

    `is_usable`: a request may go there now. `was_there`: it has answered before.
    """

    endpoint: Endpoint
    state: State
    reason: str
    is_usable: bool
    counts: Counts
    was_there: bool = False


class Member:
    """Tried while nothing is known of it, but called ready only once it has shown that it is."""

    def __init__(self, client: Client, circuit: Circuit, clock: Callable[[], float] = time.monotonic) -> None:
        self.endpoint = client.endpoint
        self._client = client
        self._circuit = circuit
        self._clock = clock
        self._counts = Counts()
        self._fault = ''  # of the last request
        self._doubt = ''  # what the last answer was found to be
        self._illness = ''  # found by the last check
        self._answered = -math.inf
        self._was_there = False

    def is_usable(self, turn: str = '') -> bool:
        """Whether a request of `turn` may be sent there now."""
        return not self._illness and self._circuit.admits(self._clock(), turn)

    @property
    def standing(self) -> Standing:
        """How it stands now."""
        reason = self._illness or self._fault or self._doubt
        return Standing(self.endpoint, self._state(), reason, self.is_usable(), replace(self._counts), self._was_there)

    async def stream(self, request: ChatRequest, deadline: float | None, note: Note) -> AsyncGenerator[Event, None]:
        """One try; raises ModelError. What became of it is counted and noted, also when nobody waits for the end."""
        attempt = Attempt(self._clock, self.endpoint, request, note)
        self._counts.requests += 1
        self._circuit.begin(request.turn)
        try:
            async with aclosing(self._client.stream(request, deadline)) as events:
                async for event in events:
                    attempt.see(event)
                    if attempt.is_finished:
                        self._circuit.succeed()
                        self._fault = ''
                        self._answered = self._clock()
                        self._was_there = True
                    if not isinstance(event, CallPart):
                        yield event
        except ModelError as error:
            self._fail(error, is_cut_short=attempt.has_begun and _is_over(deadline))
            attempt.end(error.reason)
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
            attempt.end(_odd(error))
            raise
        finally:
            self._counts.prompt_tokens += attempt.usage.prompt_tokens
            self._counts.cached_tokens += attempt.usage.cached_tokens
            self._counts.completion_tokens += attempt.usage.completion_tokens
        attempt.end('')

    def judge(self, fault: str) -> None:
        """What its last answer was found to be: the fault as Talk has it, empty where it was of use."""
        if fault != 'unreachable':
            self._doubt = fault if fault in _OF_NO_USE else ''

    async def check(self, fresh_s: float) -> None:
        """Ask how it is, unless an answer of the last `fresh_s` s shows it."""
        if self._circuit.state(self._clock()) is CircuitState.CLOSED and self._clock() - self._answered < fresh_s:
            return
        try:
            await self._client.check()
        except ModelError as error:
            self._illness = error.reason
            return
        except Exception as error:  # noqa: BLE001 - one that answers oddly is ill, and the others are looked after
            self._illness = _odd(error)
            return
        if self._illness or self._fault in _NOT_REACHED:
            self._circuit.hasten(self._clock())
            self._fault = ''
        self._illness = ''
        self._was_there = True

    async def aclose(self) -> None:
        """Close its connections."""
        await self._client.aclose()

    def _fail(self, error: ModelError, *, is_cut_short: bool) -> None:
        self._counts.failures += 1
        if is_cut_short:
            self._circuit.abandon()
            return
        self._fault = error.reason
        if isinstance(error, ModelRefused) and error.status in _FAULTS_OF_THE_REQUEST:
            self._circuit.abandon()
        else:
            self._circuit.fail(self._clock())

    def _state(self) -> State:
        if self._illness or self._fault in _NOT_REACHED:
            return 'away'
        if self._fault or self._doubt:
            return 'doubtful'
        return 'ready' if self._was_there else 'unchecked'


def _odd(error: Exception) -> str:
    return f'odd {type(error).__name__}'


def _is_over(deadline: float | None) -> bool:
    return deadline is not None and asyncio.get_running_loop().time() >= deadline
