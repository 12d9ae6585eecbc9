"""A loop that waits for a server of names no longer than whoever asks: one that is dead holds nothing up."""

import asyncio
import socket
import threading
from concurrent.futures import Future
from typing import Any

__all__ = ['NamesLoop']


class NamesLoop(asyncio.SelectorEventLoop):
    """Looks a name up once at a time, in a thread that neither a new question nor the end of the process waits for."""

    def __init__(self) -> None:
        super().__init__()
        self._lookups: dict[tuple[Any, ...], Future[Any]] = {}

    async def getaddrinfo(self, host: Any, port: Any, **how: Any) -> Any:
        """As socket.getaddrinfo."""
        key = (host, port, *sorted(how.items()))
        if key not in self._lookups or self._lookups[key].done():
            self._lookups[key] = found = Future[Any]()
            threading.Thread(target=_look_up, args=(found, host, port, how), name='names', daemon=True).start()
        # Shielded: who gives up does not give up for the others.
        return await asyncio.shield(asyncio.wrap_future(self._lookups[key], loop=self))


def _look_up(found: Future[Any], host: Any, port: Any, how: dict[str, Any]) -> None:
    try:
        found.set_result(socket.getaddrinfo(host, port, **how))
    except Exception as error:  # noqa: BLE001 - whatever it is, whoever waits for it is to know
        found.set_exception(error)
