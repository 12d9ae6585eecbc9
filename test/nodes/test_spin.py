"""The loop of a node in a thread of its own, and its end."""

import asyncio
import threading
from collections.abc import Coroutine
from concurrent.futures import Future
from typing import Any

import pytest

from ipa_agents.nodes.spin import LoopThread


@pytest.fixture
def loop() -> LoopThread:
    loop = LoopThread('loop of a test')
    loop.start()
    return loop


def test_what_runs_is_cancelled_and_cleans_up(loop: LoopThread) -> None:
    cleaned = threading.Event()

    async def work() -> None:
        try:
            await asyncio.sleep(60)
        finally:
            await asyncio.sleep(0)
            cleaned.set()

    future = loop.submit(work())
    loop.stop()
    assert cleaned.is_set()
    assert future.cancelled()


@pytest.mark.filterwarnings('error')
def test_what_was_begun_at_the_very_end_is_not_left_unawaited(
    loop: LoopThread, monkeypatch: pytest.MonkeyPatch
) -> None:
    is_ending, begun = threading.Event(), []
    submit = loop.submit

    def noted(work: Coroutine[Any, Any, Any]) -> Future[Any]:
        future = submit(work)
        is_ending.set()
        return future

    async def inner() -> None:
        begun.append(True)
        await asyncio.sleep(60)

    async def wrapper(work: Coroutine[Any, Any, None]) -> None:
        await work

    async def outer() -> None:
        task = asyncio.create_task(wrapper(inner()))
        await task

    loop.call(is_ending.wait)
    submit(outer())
    monkeypatch.setattr(loop, 'submit', noted)
    loop.stop()
    assert begun == [True]


def test_one_that_never_started_ends_at_once() -> None:
    LoopThread('never started').stop()
