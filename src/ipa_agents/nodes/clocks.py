"""Which clock measures what, once a node is on simulated time (docs/decisions/0028-simulated-time.md)."""

import math
import threading
import time
from collections.abc import Callable
from functools import partial

from rclpy.clock import Clock, ClockType, JumpHandle, JumpThreshold, ROSClock, TimeJump
from rclpy.duration import Duration
from rclpy.node import Node
from rclpy.timer import Timer

from ipa_agents.nodes.messages import now

__all__ = ['RESET', 'Elapsed', 'Ordered', 'elapsed_of', 'on_reset', 'ordered', 'steady_timer']

RESET = 1.0
"""s that simulated time must jump back to be one that begins anew; messages of /clock may overtake each other."""
_MOMENT = 1e-6


class Ordered:
    """Seconds of the clock `now`, no two of them the same: things have an order between two messages of /clock, too."""

    def __init__(self, now: Callable[[], float]) -> None:
        self._now = now
        self._last = -math.inf

    def __call__(self) -> float:
        """Seconds since 1970."""
        time = self._now()
        is_reset = time < self._last - RESET
        self._last = time if is_reset else max(time, self._last + _MOMENT)
        return self._last


class Elapsed:
    """Seconds of the clock `now` that never go back: it goes on through a jump back, and through the first time of all.

    So who waits for 5 s waits for 5 s that pass, and what began before the clock was there is not late when it comes.
    May be asked from any thread.
    """

    def __init__(self, now: Callable[[], float]) -> None:
        self._now = now
        self._last = now()
        self._left_out = 0.0
        self._lock = threading.Lock()

    def __call__(self) -> float:
        """Seconds since some moment."""
        with self._lock:
            time = self._now()
            if time < self._last or self._last == 0:
                self._left_out += self._last - time
            self._last = time
            return time + self._left_out


def elapsed_of(clock: ROSClock) -> Callable[[], float]:
    """What measures how long something takes by `clock`: the machine's own clock unless time is simulated."""
    return Elapsed(partial(now, clock)) if clock.ros_time_is_active else time.monotonic


def ordered(clock: ROSClock) -> Callable[[], float]:
    """The time of `clock`; where it is simulated, later each time that it is asked for."""
    return Ordered(partial(now, clock)) if clock.ros_time_is_active else partial(now, clock)


def on_reset(node: Node, begin_anew: Callable[[float], object]) -> JumpHandle:
    """Call `begin_anew`, in the thread that spins `node`, when its simulated time has jumped back.

    It is given the time before, in s. What is returned must be kept as long as the node.
    """
    clock = node.get_clock()

    def tell(jump: TimeJump) -> None:
        begin_anew(now(clock) - jump.delta.nanoseconds * 1e-9)

    threshold = JumpThreshold(min_forward=None, min_backward=Duration(seconds=-RESET), on_clock_change=False)
    return clock.create_jump_callback(threshold, post_callback=tell)


def steady_timer(node: Node, period: float, callback: Callable[[], None]) -> Timer:
    """A timer on the machine's clock: for what people and machines look at while simulated time stands still."""
    return node.create_timer(period, callback, clock=Clock(clock_type=ClockType.STEADY_TIME))
