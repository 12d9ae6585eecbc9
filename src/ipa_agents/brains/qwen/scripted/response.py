"""What carries requests to the scripted model, and answers back, agrees on this."""

from collections.abc import AsyncGenerator, Mapping
from dataclasses import dataclass, field
from typing import Protocol

__all__ = ['Cut', 'Responder', 'Response']


class Cut(Exception):
    """The connection breaks here."""


@dataclass(frozen=True, slots=True)
class Response:
    """An answer of HTTP; raises Cut, also within its stream, where the connection breaks."""

    status: int
    content: bytes | AsyncGenerator[bytes, None] = b''
    content_type: str = 'application/json'
    headers: Mapping[str, str] = field(default_factory=dict)


class Responder(Protocol):
    """A server without a network. While `is_up` is false nobody answers."""

    is_up: bool

    async def respond(self, method: str, path: str, headers: Mapping[str, str], content: bytes) -> Response:
        """Answer one request. Cancelled while it waits, or its stream closed before the end: the client went away."""
        ...
