"""The chat API of vLLM as far as it is used here: a request, and what its answer consists of."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal

__all__ = [
    'CallPart',
    'ChatRequest',
    'Event',
    'Finish',
    'Message',
    'Thought',
    'ToolCall',
    'Usage',
    'Words',
]


@dataclass(frozen=True, slots=True)
class ToolCall:
    """A call as the model wrote it: `arguments` is text that may be broken JSON. `id` binds its result to it."""

    id: str
    name: str
    arguments: str


@dataclass(frozen=True, slots=True)
class Message:
    """One message of a conversation; `calls` are those of an assistant, `call_id` says which one a tool answers."""

    role: Literal['system', 'user', 'assistant', 'tool']
    text: str = ''
    calls: tuple[ToolCall, ...] = ()
    call_id: str = ''


@dataclass(frozen=True, slots=True)
class ChatRequest:
    """What is asked of a model.

    `tools` are JSON objects {"type": "function", "function": {...}}; `tool_choice` is auto, none, required or the name
    of a tool; `grammar` is the JSON of a structural tag of xgrammar that the answer must obey. A lower `priority` is
    served first.
    `leans` is False where the sentence means nothing of what was spoken of before: a chat template may leave that out.
    With `continues_last` the answer goes on with the last message, which is the assistant's. `turn` is the same for all
    requests of one turn, and stays here.
    """

    messages: tuple[Message, ...]
    tools: tuple[Mapping[str, Any], ...] = ()
    tool_choice: str = 'auto'
    parallel_calls: bool = True
    grammar: str = ''
    max_tokens: int = 512
    temperature: float = 0.0
    seed: int | None = None
    priority: int = 0
    is_thinking: bool = False
    leans: bool = True
    continues_last: bool = False
    request_id: str = ''
    turn: str = ''


@dataclass(frozen=True, slots=True)
class Words:
    """The next piece of what the model says."""

    text: str


@dataclass(frozen=True, slots=True)
class Thought:
    """The next piece of what the model thinks, which nobody is to hear."""

    text: str


@dataclass(frozen=True, slots=True)
class CallPart:
    """A piece of the call number `index` of an answer: its first names it, each brings more of its arguments."""

    index: int
    id: str = ''
    name: str = ''
    arguments: str = ''


@dataclass(frozen=True, slots=True)
class Finish:
    """The answer is complete. stop: the model ended it; tool_calls: with calls; length: cut at max_tokens."""

    reason: str


@dataclass(frozen=True, slots=True)
class Usage:
    """What the answer cost; `cached_tokens` are those of the prompt that the server still knew."""

    prompt_tokens: int = 0
    completion_tokens: int = 0
    cached_tokens: int = 0


Event = Words | Thought | CallPart | ToolCall | Finish | Usage
