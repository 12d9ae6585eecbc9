"""A loop that goes by a clock of its own."""

import asyncio
import threading
from collections.abc import Iterator

import pytest
from waiting import wait_for

from ipa_agents.nodes.clock_loop import ClockLoop
from ipa_agents.nodes.clocks import Elapsed
from ipa_agents.nodes.spin import LoopThread


class Hands:
    """A clock that goes when it is told to."""

    def __init__(self) -> None:
        self.time = 1000.0

    def __call__(self) -> float:
        return self.time


@pytest.fixture
def hands() -> Hands:
    return Hands()


@pytest.fixture
def loop(hands: Hands) -> Iterator[LoopThread]:
    loop = LoopThread('loop of a test', ClockLoop(Elapsed(hands)))
    loop.start()
    yield loop
    hands.time += 1e6
    loop.stop()


def look(loop: LoopThread, times: int = 3) -> None:
    """Let the loop look at its clock: it does so before each thing that it is told from outside."""
    for _ in range(times):
        done = threading.Event()
        loop.call(done.set)
        assert done.wait(60.0)


def test_a_sleep_ends_when_the_clock_says_so(loop: LoopThread, hands: Hands) -> None:
    slept = loop.submit(asyncio.sleep(5.0, 'rested'))
    look(loop)
    hands.time += 4.9
    look(loop)
    assert not slept.done(), 'it is not time yet'
    hands.time += 0.2
    assert slept.result(60.0) == 'rested'


def test_nothing_is_given_up_while_the_clock_stands_and_what_comes_in_is_seen_to(loop: LoopThread) -> None:
    came = loop.loop.create_future()

    async def wait() -> str:
        async with asyncio.timeout(0.001):
            return str(await came)

    waiting = loop.submit(wait())
    look(loop, 20)
    assert not waiting.done()
    loop.call(came.set_result, 'heard')
    assert waiting.result(60.0) == 'heard'


def test_a_time_limit_holds_through_a_jump_back(loop: LoopThread, hands: Hands) -> None:
    limited = loop.submit(asyncio.wait_for(asyncio.sleep(1e9), 10.0))
    look(loop)
    hands.time += 6.0
    look(loop)
    hands.time = 3.0
    look(loop)
    assert not limited.done()
    hands.time += 4.5
    wait_for(limited.done, 'the end of 10 s, of which 6 were before the jump')
    assert isinstance(limited.exception(), TimeoutError)
