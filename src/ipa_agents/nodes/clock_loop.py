"""An asyncio loop that sleeps, waits and gives up by a node's clock."""

import asyncio
import selectors
from collections.abc import Callable

from rclpy.clock import ROSClock

from ipa_agents.nodes.clocks import elapsed_of

__all__ = ['ClockLoop', 'make_loop']

_GLANCE = 0.01
"""s of the machine between looks at a clock of which nobody knows how fast it goes."""


class ClockLoop(asyncio.SelectorEventLoop):
    """Its second is one of `elapsed`: while that stands, nothing falls due; what comes in is seen to all the same."""

    def __init__(self, elapsed: Callable[[], float]) -> None:
        self._elapsed = elapsed
        super().__init__(_Glancing())

    def time(self) -> float:
        """Seconds since some moment."""
        return self._elapsed()


class _Glancing(selectors.DefaultSelector):
    def select(self, timeout: float | None = None) -> list[tuple[selectors.SelectorKey, int]]:
        return super().select(None if timeout is None else min(timeout, _GLANCE))


def make_loop(clock: ROSClock) -> asyncio.AbstractEventLoop:
    """A loop that goes by `clock`: asyncio's own unless time is simulated."""
    return ClockLoop(elapsed_of(clock)) if clock.ros_time_is_active else asyncio.new_event_loop()
