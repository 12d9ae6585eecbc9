"""Talks with the Qwen brain over a scripted model, with hands that do what they are told to do."""

import asyncio
from collections.abc import AsyncGenerator, AsyncIterator, Callable, Mapping
from contextlib import asynccontextmanager
from dataclasses import replace
from functools import cache
from typing import Any

from models import endpoint, until

from ipa_agents.brains.agents import load_agents
from ipa_agents.brains.interface import Call, Context, Sentence, Talk, Used
from ipa_agents.brains.qwen.brain import QwenBrain
from ipa_agents.brains.qwen.budget import Limits, load_limits
from ipa_agents.brains.qwen.mode import load_modes
from ipa_agents.brains.qwen.scripted import ScriptedModel
from ipa_agents.brains.qwen.wire.attempt import Note
from ipa_agents.brains.qwen.wire.chat import ChatRequest, Event
from ipa_agents.brains.qwen.wire.client import ModelClient
from ipa_agents.brains.qwen.wire.fleet import Fleet
from ipa_agents.language import language_of
from ipa_agents.persona.persona import load_persona
from ipa_agents.vehicle.catalogue import load_catalogue
from ipa_agents.vehicle.seats import DRIVER, Seat

__all__ = ['DONE', 'HEATING', 'WINDOW', 'FakeHands', 'brain_of', 'data', 'say_to', 'setting', 'talk']

WINDOW = 'Vehicle.Cabin.Door.Row1.DriverSide.Window.Position'
HEATING = 'Vehicle.Cabin.Seat.Row1.DriverSide.HeatingCooling'
DONE = Used({'status': 'DONE'}, is_settled=True)
CATALOGUE = load_catalogue()

Answer = Used | Exception | Callable[[Call], Used]


class FakeHands:
    """Answers each tool as `answers` say, else that it was done; `log` holds what happened, in order.

    `delays` are s that a tool takes; no call ends before `together` of them were under way at once. `under_way` is how
    many that were, at most.
    """

    def __init__(
        self,
        answers: Mapping[str, Answer] | None = None,
        delays: Mapping[str, float] | None = None,
        together: int = 1,
    ) -> None:
        self.answers = dict(answers or {})
        self.delays = dict(delays or {})
        self.together = together
        self.calls: list[tuple[str, Call]] = []
        self.spoken: list[tuple[str, bool]] = []
        self.log: list[str] = []
        self.stages: list[tuple[str, dict[str, Any]]] = []
        self.under_way = 0
        self.cancelled = 0
        self._running = 0
        self.has_heard = asyncio.Event()

    @property
    def said(self) -> str:
        """All that was spoken, sentences joined by a blank."""
        return ''.join(text if continues else f' {text}' for text, continues in self.spoken).strip()

    @property
    def tools(self) -> list[str]:
        """The tools that were used, in order."""
        return [call.tool for _, call in self.calls]

    async def use(self, agent: str, call: Call) -> Used:
        self.calls.append((agent, call))
        self._running += 1
        self.under_way = max(self.under_way, self._running)
        try:
            await until(lambda: self.under_way >= self.together)
            await asyncio.sleep(self.delays.get(call.tool, 0.0))
        except asyncio.CancelledError:
            self.cancelled += 1
            raise
        finally:
            self._running -= 1
        self.log.append(f'used {call.tool}')
        answer = self.answers.get(call.tool, DONE)
        if isinstance(answer, Exception):
            raise answer
        return answer if isinstance(answer, Used) else answer(call)

    async def say(self, text: str, *, continues: bool = False) -> None:
        self.spoken.append((text, continues))
        self.log.append(f'said {text}')
        self.has_heard.set()

    def pulse(self) -> None:
        self.log.append('thinks')

    def trace(self, stage: str, **detail: Any) -> None:
        self.stages.append((stage, detail))


def setting(path: str, value: Any) -> Call:
    """A call that sets one signal."""
    return Call('set_signals', {'signals': {path: value}})


def data(is_trusted: bool = True, **found: Any) -> Used:
    """A result that the model gets to go on with."""
    return Used(found, is_settled=False, is_trusted=is_trusted)


class _Line:
    """Leads to the fleet of the moment, so that one brain, which takes a while to make, serves many tests."""

    fleet: Fleet

    @property
    def is_ready(self) -> bool:
        return self.fleet.is_ready

    @property
    def was_there(self) -> bool:
        return self.fleet.was_there

    def stream(self, request: ChatRequest, deadline: float | None, note: Note) -> AsyncGenerator[Event, None]:
        return self.fleet.stream(request, deadline, note)

    def judge(self, fault: str) -> None:
        self.fleet.judge(fault)


@cache
def _brain(limits: Limits, times: tuple[float, float] | None) -> tuple[QwenBrain, _Line]:
    line, modes = _Line(), load_modes()
    if times:
        whole = {name: replace(mode, seconds=times[0]) for name, mode in modes.modes.items()}
        modes = replace(modes, modes=whole | {'planning': replace(whole['planning'], thinking_s=times[1])})
    return QwenBrain(CATALOGUE, load_persona('juno'), load_agents(), line, limits, modes), line


@asynccontextmanager
async def brain_of(
    model: ScriptedModel,
    limits: Limits | None = None,
    spare: ScriptedModel | None = None,
    times: tuple[float, float] | None = None,
    **settings: Any,
) -> AsyncIterator[QwenBrain]:
    """A brain that asks `model`, and `spare` where that fails; `settings` are those of the endpoints.

    `times` are the s of a turn and of its thinking, instead of those in config/qwen/modes.yaml.
    """
    brain, line = _brain(limits or load_limits(), times)
    models = {'car': model, 'edge': spare} if spare else {'car': model}
    endpoints = [endpoint(name, **settings) for name in models]
    line.fleet = Fleet(endpoints, lambda one: ModelClient(one, models[one.name].transport()))
    try:
        yield brain
    finally:
        await line.fleet.aclose()


async def say_to(
    brain: QwenBrain, text: str, hands: FakeHands, context: Context | None = None, seat: Seat = DRIVER
) -> Talk:
    """Say `text` in its own language."""
    return await brain.talk(Sentence(text, language_of(text), seat), context or Context(), hands)


def talk(model: ScriptedModel, hands: FakeHands, text: str = 'open the window', **settings: Any) -> Talk:
    """What became of `text`, said to a brain of its own that asks `model`."""

    async def talked() -> Talk:
        async with brain_of(model, **settings) as brain:
            return await say_to(brain, text, hands)

    return asyncio.run(talked())
