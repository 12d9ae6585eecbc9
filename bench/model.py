"""What measurements of the model's brain share: a real server, whole assistants that ask it, raw requests beside."""

import asyncio
import json
import shutil
import time
from collections.abc import AsyncGenerator, AsyncIterator, Callable, Iterator
from contextlib import asynccontextmanager, contextmanager
from functools import cache
from pathlib import Path
from typing import NamedTuple

import httpx
from prometheus_client.parser import text_string_to_metric_families
from random_qwen import TEMPLATE
from real_model import TINY
from rehearsal import CATALOGUE, Rehearsal

from ipa_agents.assistant.ports import Speech
from ipa_agents.brains.agents import load_agents
from ipa_agents.brains.qwen.brain import QwenBrain
from ipa_agents.brains.qwen.speech.utterance import Cutter
from ipa_agents.brains.qwen.wire.attempt import Note
from ipa_agents.brains.qwen.wire.body import chat_body
from ipa_agents.brains.qwen.wire.chat import ChatRequest, Event
from ipa_agents.brains.qwen.wire.endpoint import Endpoint
from ipa_agents.brains.qwen.wire.fleet import Fleet
from ipa_agents.brains.reflex import ReflexBrain
from ipa_agents.persona.persona import load_persona
from ipa_agents.serving.command_line import command_of
from ipa_agents.serving.profile import load_serving
from ipa_agents.serving.program import find_vllm
from ipa_agents.serving.server import ModelServer

__all__ = ['TINY', 'Car', 'Stage', 'Timed', 'cars', 'endpoint_of', 'full_prompt', 'metric', 'raw', 'served']

_PATIENCE = 600.0  # s
_LONGEST = 200  # characters of a sentence


class Timed(NamedTuple):
    """The s from a sentence to the first word (of a raw answer: token), and to the end of its answer.

    `word` are those to the first whole word of a raw answer, which may be several tokens.
    """

    first: float
    whole: float
    word: float = 0.0


@contextmanager
def served(folder: Path, port: int, log: Path) -> Iterator[str]:
    """The address of a vLLM server of the checkpoint in `folder`, warm."""
    command = command_of(load_serving().profile('tiny'), {'model': str(folder), 'port': port})
    server = ModelServer(find_vllm(), command, log)
    try:
        server.start()
        server.wait_until_ready(_PATIENCE)
        yield server.command.address
    finally:
        server.stop()


def full_prompt(folder: Path, to: Path) -> Path:
    """A copy of a checkpoint whose template writes out the whole prompt, rules and tools too, as a large Qwen's."""
    shutil.copytree(folder, to)
    (to / 'chat_template.jinja').write_text(TEMPLATE, encoding='utf-8')
    return to


def endpoint_of(address: str) -> Endpoint:
    """The server there, for clients with time."""
    return Endpoint(
        'bench', f'{address}/v1', 'qwen', first_token_s=_PATIENCE, between_tokens_s=_PATIENCE, total_s=_PATIENCE
    )


class Stage(Rehearsal):
    """A rehearsal that notes when the first word was spoken and when the turn ended, in s of time.perf_counter."""

    def __init__(self, brain: QwenBrain) -> None:
        # Nothing but the model's own words is to be spoken, however long it takes on a busy machine.
        patience = dict.fromkeys(('hesitation', 'thinking', 'turn_limit', 'guard_patience'), _PATIENCE)
        signals = CATALOGUE.defaults()
        super().__init__({}, reflex=_reflex(), talker=brain, is_talker_first=True, signals=signals, **patience)
        self.first = self.last = 0.0
        self._over = asyncio.Event()

    def say(self, speech: Speech) -> None:
        """Note the time."""
        super().say(speech)
        if speech.text:
            self.first = self.first or time.perf_counter()
        if speech.is_last:
            self.last = time.perf_counter()
            self._over.set()

    async def turn(self, text: str) -> Timed:
        """Say `text`, and wait for the end of its turn."""
        self.first = self.last = 0.0
        self._over.clear()
        begun = time.perf_counter()
        self.hear(text)
        await self._over.wait()
        return Timed((self.first or self.last) - begun, self.last - begun)


class Car:
    """One car with the whole assistant, asking a server of the model; it keeps the requests that were made.

    `alter` changes each request before it is sent.
    """

    def __init__(self, address: str, alter: Callable[[ChatRequest], ChatRequest] = lambda request: request) -> None:
        self.endpoint = endpoint_of(address)
        self.requests: list[ChatRequest] = []
        self._alter = alter
        self._fleet = Fleet([self.endpoint])
        self._brain = QwenBrain(CATALOGUE, load_persona('juno'), load_agents(), self)

    def stage(self) -> Stage:
        """A conversation that begins."""
        return Stage(self._brain)

    def stream(self, request: ChatRequest, deadline: float | None, note: Note) -> AsyncGenerator[Event, None]:
        """As Fleet.stream, and the request is kept."""
        self.requests.append(request)
        return self._fleet.stream(self._alter(request), None, note)

    def judge(self, fault: str) -> None:
        """As Fleet.judge."""
        self._fleet.judge(fault)

    @property
    def is_ready(self) -> bool:
        """Always: the server was waited for."""
        return True

    @property
    def was_there(self) -> bool:
        """As `is_ready`."""
        return True

    async def aclose(self) -> None:
        """Close the connections."""
        await self._fleet.aclose()


@cache
def _reflex() -> ReflexBrain:
    return ReflexBrain(CATALOGUE)


async def raw(client: httpx.AsyncClient, endpoint: Endpoint, request: ChatRequest) -> Timed:
    """The s to the first token, to the first word and to the end of a request, with nothing of ours around it."""
    body = json.dumps(chat_body(request, endpoint)).encode()
    begun, first, word, cutter = time.perf_counter(), 0.0, 0.0, Cutter(_LONGEST)
    async with client.stream(
        'POST', f'{endpoint.url}/chat/completions', content=body, headers={'content-type': 'application/json'}
    ) as response:
        async for line in response.aiter_lines():
            if not first and ('"content":"' in line and '"content":""' not in line or '"tool_calls":[' in line):
                first = time.perf_counter()
            if first and not word and any(cutter.feed(_content(line))):
                word = time.perf_counter()
    return Timed(first - begun, time.perf_counter() - begun, (word or first) - begun)


def _content(line: str) -> str:
    data = line.removeprefix('data: ')
    choices = json.loads(data)['choices'] if data.startswith('{') else []
    return choices[0]['delta'].get('content') or '' if choices else ''


async def metric(client: httpx.AsyncClient, address: str, name: str) -> float:
    """The sum of a metric of the server."""
    text = (await client.get(f'{address}/metrics')).text
    families = text_string_to_metric_families(text)
    return sum(sample.value for family in families for sample in family.samples if sample.name == name)


@asynccontextmanager
async def cars(
    address: str, count: int = 1, alter: Callable[[ChatRequest], ChatRequest] = lambda request: request
) -> AsyncIterator[list[Car]]:
    """So many cars at one server."""
    all_cars = [Car(address, alter) for _ in range(count)]
    try:
        yield all_cars
    finally:
        await asyncio.gather(*(car.aclose() for car in all_cars))
