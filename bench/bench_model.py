"""The brain of a model over a real vLLM server on the CPU, beside the same requests sent to it raw."""

import asyncio
import itertools
import time
from collections.abc import Callable, Iterator
from typing import Any

import httpx
import pytest
from measuring import Bench
from model import TINY, Car, cars, full_prompt, metric, raw, served
from table import Row, at

from ipa_agents.errors import SetupError
from ipa_agents.serving.program import find_vllm

_PORTS = itertools.count(18710)
# Told in words by the tiny model, without a call.
_TALK = ('thank you', 'how are you', 'tell me a joke', '你好', '谢谢', '你是谁', 'good morning', '讲个笑话')
_COMMANDS = (
    *('switch the air conditioning on', 'seat heating to level two', 'open the sunroof halfway', '打开座椅通风'),
    *(
        '把温度调到二十三度',
        'fold the mirrors in',
        'close all windows',
        '氛围灯调成红色',
        '关闭内循环',
        'fan speed three',
    ),
)
_RUNNING = 'vllm:num_requests_running'
_QUERIES, _HITS = 'vllm:prefix_cache_queries_total', 'vllm:prefix_cache_hits_total'


@pytest.fixture(scope='module', autouse=True)
def _there() -> None:
    if not (TINY / 'model.safetensors').exists():
        pytest.skip('models/tiny is not there: make model')
    try:
        find_vllm()
    except SetupError as error:
        pytest.skip(str(error))


@pytest.fixture(scope='module')
def tiny(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The tiny model with its own short prompt."""
    with served(TINY, next(_PORTS), tmp_path_factory.mktemp('tiny') / 'log') as address:
        yield address


@pytest.fixture(scope='module')
def large(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A model that reads the whole prompt; what it answers is nonsense, and as long as it may be."""
    folder = tmp_path_factory.mktemp('large')
    with served(full_prompt(TINY, folder / 'model'), next(_PORTS), folder / 'log') as address:
        yield address


def bench_first_word(tiny: str, bench: Bench) -> None:
    """From a sentence to the first spoken word, beside the first token of the same request."""
    ours, bare = _beside(bench, tiny, _TALK, bench.of(10, 1), lambda begun, hands: hands.heard - begun, first=True)
    bench.add(_row('model: first spoken word over the raw first token, p50', ours, bare, 50, at_most=1.2))
    bench.add(_row('model: first spoken word over the raw first token, p95', ours, bare, 95))


def bench_whole_turn(tiny: str, bench: Bench) -> None:
    """From a command to the end of its turn, beside the same requests."""
    ended: Callable[[float, Any], float] = lambda begun, hands: time.perf_counter() - begun  # noqa: E731
    ours, bare = _beside(bench, tiny, _COMMANDS, bench.of(10, 1), ended, first=False)
    over = (at(ours, 50) - 1.1 * at(bare, 50)) * 1000
    bench.add(_row('model: a whole turn over its raw requests, p50', ours, bare, 50))
    bench.add(Row.alone('model: a whole turn, what is above 1.1 times raw, p50', over, 'ms', at_most=15))
    bench.add(Row.alone('model: a command through vLLM with its grammar, p95', at(ours, 95) * 1000, 'ms', at_most=200))


def bench_cancel(large: str, bench: Bench) -> None:
    """From the cancellation of a turn until the server has nothing to do."""

    async def measure() -> list[float]:
        waits = []
        async with cars(large, 1) as (car,), httpx.AsyncClient(timeout=60) as client:
            for number in range(bench.of(20, 2)):
                bench.at('cancel', number, 20)
                turn = asyncio.create_task(car.talk(f'tell me a long story about the road number {number}'))
                while not await metric(client, large, _RUNNING):
                    if turn.done():
                        turn = asyncio.create_task(car.talk(f'tell me a longer story, number {time.time()}'))
                begun = time.perf_counter()
                turn.cancel()
                while await metric(client, large, _RUNNING):
                    pass
                waits.append(time.perf_counter() - begun)
                await asyncio.gather(turn, return_exceptions=True)
        return waits

    waits = asyncio.run(measure())
    bench.add(Row.alone('model: from cancel to an idle server, p95', at(waits, 95) * 1000, 'ms', at_most=100))


def bench_prefix_cache(large: str, bench: Bench) -> None:
    """A conversation: how much of the prompts, from the second turn on, the server has in its cache."""

    async def measure() -> float:
        async with cars(large, 1) as (car,), httpx.AsyncClient(timeout=60) as client:
            first, *others = (*_COMMANDS, *_TALK)
            await car.talk(first, remembers=True)
            before = [await metric(client, large, name) for name in (_QUERIES, _HITS)]
            for number, text in enumerate(others[: bench.of(99, 3)]):
                bench.at('prefix cache', number, len(others))
                await car.talk(text, remembers=True)
            after = [await metric(client, large, name) for name in (_QUERIES, _HITS)]
            return (after[1] - before[1]) / (after[0] - before[0])

    share = asyncio.run(measure())
    bench.add(Row.alone('model: prompt tokens from the cache, from the second turn on', share * 100, '%', at_least=90))


@pytest.mark.parametrize('count', [1, 8, 32])
def bench_cars(tiny: str, bench: Bench, count: int) -> None:
    """So many cars that talk at once, beside as many raw clients with the same requests."""
    rounds = bench.of(6, 1)

    async def measure() -> tuple[list[float], float, list[float], float]:
        async with cars(tiny, count) as fleet, httpx.AsyncClient(timeout=600, limits=httpx.Limits()) as client:
            await asyncio.gather(*(_talks(car, number, 1) for number, car in enumerate(fleet)))
            asked = [list(car.requests) for car in fleet]
            bench.at(f'{count} cars')
            begun = time.perf_counter()
            firsts = await asyncio.gather(*(_talks(car, number, rounds) for number, car in enumerate(fleet)))
            took = time.perf_counter() - begun

            async def plain(number: int) -> list[float]:
                mine = itertools.cycle(asked[number])
                return [(await raw(client, fleet[0].endpoint, next(mine)))[0] for _ in range(rounds)]

            begun = time.perf_counter()
            bare = await asyncio.gather(*map(plain, range(count)))
            return list(itertools.chain(*firsts)), took, list(itertools.chain(*bare)), time.perf_counter() - begun

    firsts, took, bare, bare_took = asyncio.run(measure())
    name = f'model: {count} {"car" if count == 1 else "cars"} on one server'
    bench.add(Row.compared(f'{name}, first word p95', at(firsts, 95) * 1000, at(bare, 95) * 1000, 'ms'))
    bench.add(Row.compared(f'{name}, turns', len(firsts) / took, len(bare) / bare_took, 'a second'))


async def _talks(car: Car, number: int, rounds: int) -> list[float]:
    """The s to the first word of each talk of one car."""
    firsts = []
    for talk in range(rounds):
        begun = time.perf_counter()
        hands = await car.talk(_TALK[(number + talk) % len(_TALK)])
        firsts.append((hands.heard or time.perf_counter()) - begun)
    return firsts


def _beside(
    bench: Bench, address: str, texts: tuple[str, ...], rounds: int, took: Callable[[float, Any], float], *, first: bool
) -> tuple[list[float], list[float]]:
    """Our s and the raw ones, of turns and of their requests sent again, one after the other and both warm."""

    async def measure() -> tuple[list[float], list[float]]:
        ours: list[float] = []
        bare: list[float] = []
        async with cars(address, 1) as (car,), httpx.AsyncClient(timeout=600) as client:
            for number, text in itertools.product(range(rounds + 1), texts):
                bench.at('beside raw requests', number, rounds)
                car.requests.clear()
                begun = time.perf_counter()
                hands = await car.talk(text)
                own = took(begun, hands)
                times = [await raw(client, car.endpoint, request) for request in car.requests]
                if number and times and (hands.heard or not first):  # the first round only makes both warm
                    ours.append(own)
                    bare.append(times[0][0] if first else sum(end for _, end in times))
        return ours, bare

    return asyncio.run(measure())


def _row(what: str, ours: list[float], bare: list[float], percent: int, at_most: float | None = None) -> Row:
    return Row.compared(what, at(ours, percent) * 1000, at(bare, percent) * 1000, 'ms', at_most)
