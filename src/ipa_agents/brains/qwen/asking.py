"""Requests of one agent to the model: its words are spoken as they come, its calls come back at the end."""

import asyncio
import json
import math
from collections.abc import AsyncGenerator, Sequence
from contextlib import aclosing
from dataclasses import dataclass
from typing import Any, Literal, Protocol

from ipa_agents.brains.interface import Hands
from ipa_agents.brains.qwen.budget import Budget
from ipa_agents.brains.qwen.speech.leftover import WantedCall, arguments_of, read_leftover
from ipa_agents.brains.qwen.speech.mouth import Answer
from ipa_agents.brains.qwen.wire.attempt import Note
from ipa_agents.brains.qwen.wire.chat import ChatRequest, Event, Finish, Message, Thought, ToolCall, Usage, Words

__all__ = ['Asking', 'Models', 'Problem', 'Reply', 'tool_messages']

Problem = Literal['', 'broken', 'empty', 'cut', 'language', 'refusal', 'claim', 'repetition']


class Models(Protocol):
    """The part of a fleet that a turn needs."""

    @property
    def is_ready(self) -> bool:
        """Whether any endpoint may answer."""
        ...

    @property
    def was_there(self) -> bool:
        """Whether any endpoint has ever answered."""
        ...

    def stream(self, request: ChatRequest, deadline: float | None, note: Note) -> AsyncGenerator[Event, None]:
        """The events of one answer, as Fleet.stream."""
        ...

    def judge(self, fault: str) -> None:
        """What became of the talk that the answers were for, as Fleet.judge."""
        ...


@dataclass(frozen=True, slots=True)
class Reply:
    """What an answer came to: the calls it wants, or the problem with its words."""

    calls: tuple[ToolCall, ...] = ()
    wanted: tuple[WantedCall, ...] = ()
    problem: Problem = ''


@dataclass(frozen=True, slots=True)
class Asking:
    """Asks for `agent` until `deadline`, in s of the event loop's time; what they write is taken from `budget`.

    A request that may think is broken off where it still thinks after `thinking_s` s.
    """

    models: Models
    hands: Hands
    agent: str
    budget: Budget
    deadline: float
    thinking_s: float

    async def ask(self, request: ChatRequest, answer: Answer) -> Reply:
        """Ask, and let `answer` speak what comes; raises ModelError. Leaving it early aborts the request."""
        calls: list[ToolCall] = []
        is_cut = False
        clock = asyncio.get_running_loop().time
        until = clock() + self.thinking_s if request.is_thinking else math.inf
        async with aclosing(self.models.stream(request, self.deadline, self._note)) as events:
            async for event in events:
                match event:
                    case Words(text):
                        await answer.hear(text)
                    case Thought():
                        self.hands.pulse()
                        if clock() >= until:
                            is_cut = True
                            break
                    case ToolCall():
                        calls.append(event)
                    case Finish('length'):
                        answer.cut()
                        is_cut = True
                    case Usage():
                        self.budget.spend(event.completion_tokens)
                if answer.is_over:
                    break
        reply = await _reply(calls, answer)
        return Reply(problem='cut') if is_cut and reply.problem == 'empty' else reply

    def _note(self, stage: str, /, **detail: Any) -> None:
        self.hands.trace(stage, agent=self.agent, **detail)


async def _reply(calls: Sequence[ToolCall], answer: Answer) -> Reply:
    leftover = read_leftover(answer.held)
    if calls or leftover.calls:
        await answer.end()
        wanted = tuple(WantedCall(call.name, arguments_of(call.arguments)) for call in calls) or leftover.calls
        return Reply(tuple(calls) or _as_calls(leftover.calls), wanted)
    await answer.end(leftover.words)
    if answer.complaint:
        return Reply(problem=answer.complaint)
    if leftover.is_broken:
        return Reply(problem='broken')
    return Reply(problem='' if answer.spoken else 'empty')


def _as_calls(wanted: Sequence[WantedCall]) -> tuple[ToolCall, ...]:
    """Calls that were found in the words, as if the server had told them."""
    return tuple(
        ToolCall(f'left_{number}', call.tool, json.dumps(call.arguments or {}, ensure_ascii=False))
        for number, call in enumerate(wanted)
    )


def tool_messages(calls: Sequence[ToolCall], results: Sequence[str]) -> list[Message]:
    """An answer with calls, and what came of each, as the next request holds them."""
    told = tuple(
        ToolCall(call.id, call.name, call.arguments if arguments_of(call.arguments) is not None else '{}')
        for call in calls
    )
    answers = [Message('tool', text, call_id=call.id) for call, text in zip(calls, results, strict=True)]
    return [Message('assistant', calls=told), *answers]
