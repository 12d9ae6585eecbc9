"""What a broker is yet to be told cannot grow."""

import asyncio
from collections.abc import Coroutine
from typing import Any

from databroker import sensor, value_of

from ipa_agents.bridges.kuksa.outbox import Outbox

SPEED = sensor('Vehicle.Speed', 'float')


def told(**values: float) -> dict[int, Any]:
    return {int(number.removeprefix('_')): value_of(SPEED, value) for number, value in values.items()}


def in_loop[T](work: Coroutine[Any, Any, T]) -> T:
    return asyncio.run(asyncio.wait_for(work, 10))


def test_of_each_signal_the_newest_is_told_and_what_gave_way_is_counted() -> None:
    async def work() -> None:
        outbox = Outbox(10.0)
        replaced = sum(outbox.put(told(_1=number)) for number in range(1000))
        outbox.put(told(_2=5.0))
        assert await outbox.take() == told(_1=999.0, _2=5.0)
        assert replaced == 999

    in_loop(work())


def test_nothing_is_told_twice_and_who_takes_waits_for_more() -> None:
    async def work() -> None:
        outbox = Outbox(1000.0)
        outbox.put(told(_1=1.0))
        assert await outbox.take() == told(_1=1.0)
        taking = asyncio.ensure_future(outbox.take())
        await asyncio.sleep(0)
        assert not taking.done()
        outbox.put(told(_1=2.0))
        assert await taking == told(_1=2.0)

    in_loop(work())


def test_it_is_as_old_as_what_has_waited_longest() -> None:
    async def work() -> None:
        time = 100.0
        asyncio.get_running_loop().time = lambda: time  # type: ignore[method-assign]
        outbox = Outbox(10.0)
        assert outbox.age == 0
        outbox.put(told(_1=1.0))
        time = 103.0
        outbox.put(told(_1=2.0))
        assert outbox.age == 3.0
        await outbox.take()
        assert outbox.age == 0

    asyncio.run(work())


def test_more_is_taken_only_when_its_time_has_come() -> None:
    async def work() -> None:
        time = 100.0
        asyncio.get_running_loop().time = lambda: time  # type: ignore[method-assign]
        outbox = Outbox(10.0)
        outbox.put(told(_1=1.0))
        assert await outbox.take() == told(_1=1.0)
        outbox.put(told(_1=2.0))
        taking = asyncio.ensure_future(outbox.take())
        for _ in range(5):
            time += 0.01
            await asyncio.sleep(0)
        assert not taking.done()
        outbox.put(told(_1=3.0))
        time = 100.2
        assert await taking == told(_1=3.0)

    asyncio.run(work())
