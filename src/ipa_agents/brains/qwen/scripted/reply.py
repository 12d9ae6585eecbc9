"""What the scripted model is asked, and what it replies."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

from ipa_agents.brains.interface import Call
from ipa_agents.brains.qwen.wire.chat import ToolCall

__all__ = ['Asked', 'Fault', 'Reply']


@dataclass(frozen=True, slots=True)
class Fault:
    """What goes wrong after so many tokens.

    break: the connection is cut; hang: nothing more comes; garbage: bytes that are no text; broken_json: half an
    event; error: an error object in the stream; endless: the words again and again, past every limit.
    """

    kind: Literal['break', 'hang', 'garbage', 'broken_json', 'error', 'endless']
    after: int = 0


@dataclass(frozen=True, slots=True)
class Reply:
    """One answer of the model: a thought, words, calls, in this order.

    A Call has its arguments written as JSON; a ToolCall is taken letter by letter, be it nonsense. `first_s` passes
    before the first token, `token_s` before each further one; a token has `token_chars` characters. With `status`
    the server answers that HTTP status, and `words` are its reason.
    """

    words: str = ''
    calls: tuple[Call | ToolCall, ...] = ()
    thought: str = ''
    first_s: float = 0.0
    token_s: float = 0.0
    token_chars: int = 4
    status: int = 200
    fault: Fault | None = None


@dataclass(frozen=True, slots=True)
class Asked:
    """A request as it arrived: its JSON and its headers (in small letters)."""

    body: Mapping[str, Any]
    headers: Mapping[str, str] = field(default_factory=dict)

    @property
    def messages(self) -> list[dict[str, Any]]:
        """The conversation."""
        messages: list[dict[str, Any]] = self.body['messages']
        return messages

    @property
    def last_user(self) -> str:
        """The text of the last message of a user."""
        return next((text(message) for message in reversed(self.messages) if message['role'] == 'user'), '')

    @property
    def step(self) -> int:
        """How many answers with calls this turn had before: 0 for the first request after a user's message."""
        count = 0
        for message in reversed(self.messages):
            if message['role'] == 'user':
                break
            count += bool(message.get('tool_calls'))
        return count

    @property
    def prompt(self) -> str:
        """All text of the request, in the order of a chat template: what must not change lies in front."""
        parts = [repr(self.body.get('tools', []))]
        parts += [f'{message["role"]}\n{text(message)}{message.get("tool_calls", "")}' for message in self.messages]
        return '\n'.join(parts)


def text(message: Mapping[str, Any]) -> str:
    """The text of a message, whether it is given as one text or in parts."""
    content = message.get('content') or ''
    return content if isinstance(content, str) else ''.join(part.get('text', '') for part in content)
