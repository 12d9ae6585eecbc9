"""The brain of a model over a real vLLM server on the CPU, beside the same requests sent to it raw."""

import asyncio
import itertools
import json
import time
from collections.abc import Iterator
from dataclasses import replace

import httpx
import pytest
from measuring import Bench
from model import TINY, Car, Timed, cars, endpoint_of, full_prompt, metric, raw, served
from real_model import missing_model_server
from table import Row, at

from ipa_agents.brains.qwen.wire.chat import ChatRequest

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
# The server closes what was idle for 5 s, perhaps just when it is asked again.
_ANEW = httpx.Limits(max_keepalive_connections=0)
_QUERIES, _HITS = 'vllm:prefix_cache_queries_total', 'vllm:prefix_cache_hits_total'


@pytest.fixture(scope='module', autouse=True)
def _there() -> None:
    if not (TINY / 'model.safetensors').exists():
        pytest.skip('models/tiny is not there: make model')
    if reason := missing_model_server():
        pytest.skip(reason)


@pytest.fixture(scope='module')
def tiny(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The tiny model with its own short prompt."""
    with served(TINY, next(_PORTS), tmp_path_factory.mktemp('tiny') / 'log') as address:
        yield address


@pytest.fixture(scope='module')
def large(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A model that reads the whole prompt, as a large one does; what it answers is nonsense."""
    folder = tmp_path_factory.mktemp('large')
    with served(full_prompt(TINY, folder / 'model'), next(_PORTS), folder / 'log') as address:
        yield address


def bench_first_word(tiny: str, bench: Bench) -> None:
    """From a sentence to the first spoken word, beside the first token of the same request, and its first word."""
    ours, bare = _beside(bench, tiny, _TALK, bench.of(10, 1))
    first, token = [turn.first for turn in ours], [answers[0].first for answers in bare]
    bench.add(_row('model: first spoken word over the raw first token, p50', first, token, 50, at_most=1.2))
    bench.add(_row('model: first spoken word over the raw first token, p95', first, token, 95))
    word = [answers[0].word for answers in bare]
    bench.add(_row('model: first spoken word over the raw first word, p50', first, word, 50))


def bench_whole_turn(tiny: str, bench: Bench) -> None:
    """From a command to the end of its turn, beside the same requests."""
    ours, bare = _beside(bench, tiny, _COMMANDS, bench.of(10, 1))
    whole, asked = [turn.whole for turn in ours], [sum(answer.whole for answer in answers) for answers in bare]
    over = (at(whole, 50) - 1.1 * at(asked, 50)) * 1000
    bench.add(_row('model: a whole turn over its raw requests, p50', whole, asked, 50))
    bench.add(Row.alone('model: a whole turn, what is above 1.1 times raw, p50', over, 'ms', at_most=15))
    bench.add(Row.alone('model: a command through vLLM with its grammar, p95', at(whole, 95) * 1000, 'ms', at_most=200))


def bench_cancel(tiny: str, bench: Bench) -> None:
    """From the "stop" of a person until the server has nothing to do."""

    async def measure() -> list[float]:
        waits = []
        async with cars(tiny, alter=_endless) as (car,), httpx.AsyncClient(timeout=60, limits=_ANEW) as client:

            async def is_running() -> bool:
                return await metric(client, tiny, _RUNNING) > 0

            for number in range(bench.of(20, 2)):
                bench.at('cancel', number, bench.of(20, 2))
                stage = car.stage()
                turn = asyncio.create_task(stage.turn(_COMMANDS[number % len(_COMMANDS)]))
                while not await is_running():
                    pass
                begun = time.perf_counter()
                stage.hear('stop')
                while await is_running():
                    pass
                waits.append(time.perf_counter() - begun)
                await turn
        return waits

    waits = asyncio.run(measure())
    bench.add(Row.alone('model: from "stop" to an idle server, p95', at(waits, 95) * 1000, 'ms', at_most=100))


def bench_prefix_cache(tiny: str, large: str, bench: Bench) -> None:
    """A conversation: how much of the prompts, from the second turn on, a server of a large model has in its cache.

    The tiny model answers, as its words make the next prompt; the other server is asked the same and only reads.
    """

    async def measure() -> float:
        async with cars(tiny) as (car,), httpx.AsyncClient(timeout=600) as client:
            stage, reader = car.stage(), endpoint_of(large)
            before = [0.0, 0.0]
            for number, text in enumerate((*_COMMANDS, *_TALK)[: bench.of(99, 4)]):
                bench.at('prefix cache', number)
                if number == 1:
                    before = [await metric(client, large, name) for name in (_QUERIES, _HITS)]
                car.requests.clear()
                await stage.turn(text)
                for request in car.requests:
                    await raw(client, reader, replace(request, max_tokens=1))
            after = [await metric(client, large, name) for name in (_QUERIES, _HITS)]
            return (after[1] - before[1]) / (after[0] - before[0])

    share = asyncio.run(measure())
    bench.add(Row.alone('model: prompt tokens from the cache, from the second turn on', share * 100, '%', at_least=90))


@pytest.mark.parametrize('count', [1, 8, 32])
def bench_cars(tiny: str, bench: Bench, count: int) -> None:
    """So many cars that talk at once, beside as many raw clients with the same requests."""
    rounds = bench.of(6, 1)

    async def measure() -> tuple[list[float], float, list[float], float]:
        limits = httpx.Limits(max_connections=None)
        async with cars(tiny, count) as fleet, httpx.AsyncClient(timeout=600, limits=limits) as client:
            await asyncio.gather(*(_talks(car, number, 1) for number, car in enumerate(fleet)))
            for car in fleet:
                car.requests.clear()
            bench.at(f'{count} cars')
            begun = time.perf_counter()
            firsts = await asyncio.gather(*(_talks(car, number, rounds) for number, car in enumerate(fleet)))
            took = time.perf_counter() - begun

            async def asked(car: Car) -> list[float]:
                return [(await raw(client, car.endpoint, request)).first for request in car.requests]

            begun = time.perf_counter()
            bare = await asyncio.gather(*map(asked, fleet))
            return list(itertools.chain(*firsts)), took, list(itertools.chain(*bare)), time.perf_counter() - begun

    firsts, took, bare, bare_took = asyncio.run(measure())
    name = f'model: {count} {"car" if count == 1 else "cars"} on one server'
    bench.add(Row.compared(f'{name}, first word p95', at(firsts, 95) * 1000, at(bare, 95) * 1000, 'ms'))
    bench.add(Row.compared(f'{name}, answers', len(firsts) / took, len(bare) / bare_took, 'a second'))


async def _talks(car: Car, number: int, rounds: int) -> list[float]:
    """The s to the first word of each talk of one car."""
    return [(await car.stage().turn(_TALK[(number + talk) % len(_TALK)])).first for talk in range(rounds)]


def _endless(request: ChatRequest) -> ChatRequest:
    """The same, answered by a call that no model can end for seconds."""
    schema = {'type': 'array', 'items': {'type': 'boolean'}, 'minItems': 1500, 'maxItems': 1500}
    call = {
        'type': 'tag',
        'begin': '<tool_call>\n{"name": "set_signals", "arguments": ',
        'content': {'type': 'json_schema', 'json_schema': schema, 'max_whitespace_cnt': 1},
        'end': '}\n</tool_call>',
    }
    return replace(request, grammar=json.dumps({'type': 'structural_tag', 'format': call}), max_tokens=6000)


def _beside(bench: Bench, address: str, texts: tuple[str, ...], rounds: int) -> tuple[list[Timed], list[list[Timed]]]:
    """Turns and their requests sent again raw, one after the other.

    A conversation begins with each, so that in a later round the requests are those of the one before: the server
    knows the prompts of both.
    """

    async def measure() -> tuple[list[Timed], list[list[Timed]]]:
        ours, bare = [], []
        async with cars(address) as (car,), httpx.AsyncClient(timeout=600) as client:
            for number, text in itertools.product(range(rounds + 1), texts):
                bench.at('beside raw requests', number, rounds)
                car.requests.clear()
                turn = await car.stage().turn(text)
                answers = [await raw(client, car.endpoint, request) for request in car.requests]
                if number and answers:  # the first round only makes both warm
                    ours.append(turn)
                    bare.append(answers)
        return ours, bare

    return asyncio.run(measure())


def _row(what: str, ours: list[float], bare: list[float], percent: int, at_most: float | None = None) -> Row:
    return Row.compared(what, at(ours, percent) * 1000, at(bare, percent) * 1000, 'ms', at_most)
