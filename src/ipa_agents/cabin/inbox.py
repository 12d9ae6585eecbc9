"""Hands events from the threads of nodes to the one that shows them."""

import select
import socket
from collections import deque
from contextlib import suppress

from ipa_agents.cabin.events import Event

__all__ = ['Inbox']


class Inbox:
    """A queue on whose first event another thread can wait."""

    def __init__(self) -> None:
        self._events: deque[Event] = deque()
        self._awake, self._waker = socket.socketpair()
        self._awake.setblocking(False)
        self._waker.setblocking(False)

    def put(self, event: Event) -> None:
        """Add an event; from any thread."""
        self._events.append(event)
        with suppress(BlockingIOError):  # full: whoever takes is awake already
            self._waker.send(b'.')

    def take(self, timeout: float = 0.0) -> list[Event]:
        """All events that are there; waits up to `timeout` s for the first."""
        if not self._events:
            select.select([self._awake], [], [], timeout)
        with suppress(BlockingIOError):
            self._awake.recv(65536)
        return [self._events.popleft() for _ in range(len(self._events))]
