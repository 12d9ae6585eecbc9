"""What comes too often is given at its pace, by a clock of the test's own."""

import asyncio
from collections.abc import Awaitable, Callable, Coroutine, Mapping
from typing import Any

import pytest

from ipa_agents.bridges.kuksa.pace import Pace

Taken = list[Mapping[str, int]]


@pytest.mark.parametrize(
    ('puts', 'taken'),
    [
        ([(0.0, {'a': 1})], [{'a': 1}]),
        ([(0.0, {'a': 1}), (0.01, {'a': 2}), (0.02, {'a': 3, 'b': 1})], [{'a': 1}, {'a': 3, 'b': 1}]),
        ([(0.0, {'a': 1}), (0.2, {'a': 2})], [{'a': 1}, {'a': 2}]),
        ([(0.0, {'a': 1}), (0.09, {'a': 2}), (0.11, {'a': 3}), (0.5, {})], [{'a': 1}, {'a': 2}, {'a': 3}, {}]),
    ],
)
def test_at_once_after_a_pause_and_else_ten_times_a_second(
    puts: list[tuple[float, dict[str, int]]], taken: Taken
) -> None:
    given: Taken = []

    async def run(wait_until: Callable[[float], Awaitable[None]]) -> None:
        pace = Pace(10.0, given.append)
        for time, values in puts:
            await wait_until(time)
            pace.put(values)
        await wait_until(puts[-1][0] + 0.1)

    _in_time(run)
    assert given == taken


def test_nothing_is_given_after_the_end() -> None:
    given: Taken = []

    async def run(wait_until: Callable[[float], Awaitable[None]]) -> None:
        pace = Pace(10.0, given.append)
        pace.put({'a': 1})
        pace.put({'a': 2})
        pace.end()
        await wait_until(1.0)

    _in_time(run)
    assert given == [{'a': 1}]


def _in_time(run: Callable[..., Coroutine[Any, Any, None]]) -> None:
    """Run with a loop whose time is what is waited for, in steps of a hundredth of a second."""
    loop = asyncio.new_event_loop()
    hundredths = 0
    loop.time = lambda: hundredths / 100  # type: ignore[method-assign]

    async def wait_until(time: float) -> None:
        nonlocal hundredths
        while hundredths < round(time * 100):
            hundredths += 1
            await asyncio.sleep(0)
        await asyncio.sleep(0)

    try:
        loop.run_until_complete(run(wait_until))
    finally:
        loop.close()
