"""A CAN bus that is read in a thread of its own, and opened again whenever it goes away. Nothing here writes to it."""

import threading
import time
from collections.abc import Callable, Mapping
from typing import Any

from ipa_agents.backoff import Backoff
from ipa_agents.bridges.can.library import can

__all__ = ['Bus', 'is_bus_off']

_FIRST_PAUSE, _LONGEST_PAUSE = 0.25, 4.0
_LOOK = 0.2
"""s after which the thread sees that it is to end."""
_BUS_OFF = 0x40
"""Of the class of an error frame (linux/can/error.h): the controller has left the bus."""


class Bus:
    """Gives every frame to `hear`, and to `lost` why there is no bus; both in the thread that reads."""

    def __init__(
        self, settings: Mapping[str, Any], hear: Callable[['can.Message'], None], lost: Callable[[str], None]
    ) -> None:
        """`settings` are those of can.Bus."""
        self._settings = settings
        self._hear = hear
        self._lost = lost
        self._ends = threading.Event()
        self._thread = threading.Thread(target=self._run, name='can bus')

    def start(self) -> None:
        """Begin to read."""
        self._thread.start()

    def stop(self) -> None:
        """End the thread; nothing when it was never started."""
        self._ends.set()
        if self._thread.is_alive():
            self._thread.join()

    def _run(self) -> None:
        backoff = Backoff(_FIRST_PAUSE, _LONGEST_PAUSE)
        while not self._ends.is_set():
            try:
                self._read(backoff)
            except Exception as error:  # noqa: BLE001 - whatever the library of an adapter raises, it is tried again
                self._lost(f'{type(error).__name__}: {error}')
                self._ends.wait(backoff.fail(time.monotonic()))

    def _read(self, backoff: Backoff) -> None:
        with can.Bus(**self._settings) as bus:
            while not self._ends.is_set():
                frame = bus.recv(_LOOK)
                if frame is not None:
                    backoff.succeed()
                    self._hear(frame)


def is_bus_off(frame: 'can.Message') -> bool:
    """Whether an error frame says that the controller has left the bus, after too many errors."""
    return bool(frame.is_error_frame and frame.arbitration_id & _BUS_OFF)
