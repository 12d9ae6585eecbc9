"""What is seen of one try to get an answer, for the trace."""

from collections.abc import Callable
from typing import Any, Protocol

from ipa_agents.brains.qwen.wire.chat import CallPart, ChatRequest, Event, Finish, Thought, ToolCall, Usage, Words
from ipa_agents.brains.qwen.wire.endpoint import Endpoint

__all__ = ['Attempt', 'Note']


class Note(Protocol):
    """Is told of the stages of a request.

    first_token: endpoint, request_id, ttft_ms. model, at the end of each try: endpoint, model, request_id, ttft_ms
    (None where no token came), ms, prompt_tokens, cached_tokens, tokens, calls (names), finish, thinking, fault (empty
    where there is none). failover: from, to, reason. Faults and reasons are those of ModelError, or `aborted`.
    """

    def __call__(self, stage: str, /, **detail: Any) -> None:
        """One stage."""
        ...


class Attempt:
    """Begins when it is made. `usage` is what the server told of it."""

    def __init__(self, clock: Callable[[], float], endpoint: Endpoint, request: ChatRequest, note: Note) -> None:
        self.usage = Usage()
        self._clock = clock
        self._began = clock()
        self._endpoint = endpoint
        self._request = request
        self._note = note
        self._ttft_ms: float | None = None
        self._finish = ''
        self._calls: list[str] = []

    @property
    def has_begun(self) -> bool:
        """Whether a token came."""
        return self._ttft_ms is not None

    @property
    def is_finished(self) -> bool:
        """Whether the answer is complete."""
        return bool(self._finish)

    def see(self, event: Event) -> None:
        """One event of the answer."""
        match event:
            case Words() | Thought() | CallPart() if self._ttft_ms is None:
                self._ttft_ms = self._ms()
                name, request_id = self._endpoint.name, self._request.request_id
                self._note('first_token', endpoint=name, request_id=request_id, ttft_ms=self._ttft_ms)
            case ToolCall():
                self._calls.append(event.name)
            case Finish(reason):
                self._finish = reason
            case Usage():
                self.usage = event

    def end(self, fault: str) -> None:
        """Nothing more comes."""
        self._note(
            'model',
            endpoint=self._endpoint.name,
            model=self._endpoint.model,
            request_id=self._request.request_id,
            ttft_ms=self._ttft_ms,
            ms=self._ms(),
            prompt_tokens=self.usage.prompt_tokens,
            cached_tokens=self.usage.cached_tokens,
            tokens=self.usage.completion_tokens,
            calls=self._calls,
            finish=self._finish,
            thinking=self._request.is_thinking,
            fault=fault,
        )

    def _ms(self) -> float:
        return round((self._clock() - self._began) * 1000.0, 1)
