"""What measurements of the model's brain share: a real server, the requests that a talk makes, raw ones beside."""

import asyncio
import json
import shutil
import time
from collections.abc import AsyncGenerator, AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import httpx
from prometheus_client.parser import text_string_to_metric_families
from random_qwen import TEMPLATE

from ipa_agents.brains.agents import load_agents
from ipa_agents.brains.interface import Call, Context, Entry, Sentence, Used
from ipa_agents.brains.qwen.brain import QwenBrain
from ipa_agents.brains.qwen.wire.attempt import Note
from ipa_agents.brains.qwen.wire.body import chat_body
from ipa_agents.brains.qwen.wire.chat import ChatRequest, Event
from ipa_agents.brains.qwen.wire.endpoint import Endpoint
from ipa_agents.brains.qwen.wire.fleet import Fleet
from ipa_agents.language import language_of
from ipa_agents.persona.persona import load_persona
from ipa_agents.serving.command_line import command_of
from ipa_agents.serving.profile import load_serving
from ipa_agents.serving.program import find_vllm
from ipa_agents.serving.server import ModelServer
from ipa_agents.vehicle.catalogue import load_catalogue

__all__ = ['TINY', 'Car', 'Hands', 'cars', 'full_prompt', 'metric', 'raw', 'served']

TINY = Path(__file__).parents[1] / 'models' / 'tiny'
_CATALOGUE = load_catalogue()
_PATIENCE = 600.0  # s
_DONE = Used({'status': 'DONE'}, is_settled=True)


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


@dataclass
class Hands:
    """Hands that do nothing, at once; `heard` is when the first word came, in s of time.perf_counter."""

    heard: float = 0.0
    calls: list[Call] = field(default_factory=list)
    said: str = ''

    async def use(self, agent: str, call: Call) -> Used:
        """Done."""
        self.calls.append(call)
        return _DONE

    async def say(self, text: str, *, continues: bool = False) -> None:
        """Heard."""
        self.heard = self.heard or time.perf_counter()
        self.said += text if continues else f' {text}'

    def pulse(self) -> None:
        """Nobody waits."""

    def trace(self, stage: str, **detail: Any) -> None:
        """Nobody looks."""


class Car:
    """One car's brain at a server; it remembers what was said, and the requests that its talks made."""

    def __init__(self, address: str) -> None:
        self.endpoint = Endpoint(
            'bench', f'{address}/v1', 'qwen', first_token_s=_PATIENCE, between_tokens_s=_PATIENCE, total_s=_PATIENCE
        )
        self.requests: list[ChatRequest] = []
        self._fleet = Fleet([self.endpoint])
        self._brain = QwenBrain(_CATALOGUE, load_persona('juno'), load_agents(), self)
        self._history: list[Entry] = []

    async def talk(self, text: str, *, remembers: bool = False) -> Hands:
        """Say `text`; the hands afterwards."""
        hands = Hands()
        context = Context(_CATALOGUE.defaults(), history=tuple(self._history), now=time.time())
        await self._brain.talk(Sentence(text, language_of(text)), context, hands)
        if remembers:
            self._remember(text, hands)
        return hands

    def stream(self, request: ChatRequest, deadline: float | None, note: Note) -> AsyncGenerator[Event, None]:
        """As Fleet.stream, and the request is kept."""
        self.requests.append(request)
        return self._fleet.stream(request, None, note)

    @property
    def is_ready(self) -> bool:
        """Always: the server was waited for."""
        return True

    @property
    def was_there(self) -> bool:
        """As `is_ready`."""
        return True

    def judge(self, fault: str) -> None:
        """Nobody looks."""

    async def aclose(self) -> None:
        """Close the connections."""
        await self._fleet.aclose()

    def _remember(self, text: str, hands: Hands) -> None:
        told = [
            json.dumps({'tool': call.tool, 'arguments': dict(call.arguments), 'status': 'DONE'}) for call in hands.calls
        ]
        entries = [('user', text), *(('tool', call) for call in told), ('assistant', hands.said)]
        for role, said in entries:
            if said:
                self._history.append(Entry(len(self._history), role, said))  # type: ignore[arg-type]


async def raw(client: httpx.AsyncClient, endpoint: Endpoint, request: ChatRequest) -> tuple[float, float]:
    """The s to the first token and to the end of a request, with nothing of ours around it."""
    body = json.dumps(chat_body(request, endpoint)).encode()
    begun, first = time.perf_counter(), 0.0
    async with client.stream(
        'POST', f'{endpoint.url}/chat/completions', content=body, headers={'content-type': 'application/json'}
    ) as response:
        async for line in response.aiter_lines():
            if not first and ('"content":"' in line and '"content":""' not in line or '"tool_calls":[' in line):
                first = time.perf_counter()
    return first - begun, time.perf_counter() - begun


async def metric(client: httpx.AsyncClient, address: str, name: str) -> float:
    """The sum of a metric of the server."""
    text = (await client.get(f'{address}/metrics')).text
    families = text_string_to_metric_families(text)
    return sum(sample.value for family in families for sample in family.samples if sample.name == name)


@asynccontextmanager
async def cars(address: str, count: int) -> AsyncIterator[list[Car]]:
    """So many cars at one server."""
    all_cars = [Car(address) for _ in range(count)]
    try:
        yield all_cars
    finally:
        await asyncio.gather(*(car.aclose() for car in all_cars))
