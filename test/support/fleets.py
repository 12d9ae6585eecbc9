"""A fleet of scripted models, and what is asked of it."""

import asyncio
from collections.abc import Awaitable, Callable
from typing import Any

from models import endpoint, events, question

from ipa_agents.brains.qwen.scripted import Asked, Reply, ScriptedModel
from ipa_agents.brains.qwen.wire.client import ModelClient
from ipa_agents.brains.qwen.wire.fleet import Fleet

__all__ = ['Stage', 'always']


class Stage:
    """A fleet of scripted models, car before edge before cloud, with a clock of its own."""

    def __init__(self, *scripts: Callable[[Asked], Reply] | list[Reply], **settings: Any) -> None:
        names = ('car', 'edge', 'cloud')[: len(scripts)]
        self.models = {name: ScriptedModel(script) for name, script in zip(names, scripts, strict=True)}
        self.now = 0.0
        self.notes: list[tuple[str, dict[str, Any]]] = []
        self.fleet = Fleet(
            [endpoint(name, **settings) for name in names],
            lambda endpoint: ModelClient(endpoint, self.models[endpoint.name].transport()),
            lambda: self.now,
            lambda: 0.999,
        )

    async def ask(self, text: str = 'Warmer.', deadline: float | None = None, **request: Any) -> list[Any]:
        return await events(self.fleet.stream(question(text, **request), deadline, self.note))

    def note(self, stage: str, /, **detail: Any) -> None:
        self.notes.append((stage, detail))

    def noted(self, stage: str, *keys: str) -> list[tuple[Any, ...]]:
        return [tuple(detail[key] for key in keys) for name, detail in self.notes if name == stage]

    @property
    def asked(self) -> list[int]:
        return [len(model.asked) for model in self.models.values()]

    @property
    def states(self) -> list[tuple[str, str]]:
        return [(standing.state, standing.reason) for standing in self.fleet.standings]

    def play(self, scene: Callable[['Stage'], Awaitable[None]]) -> None:
        async def played() -> None:
            await scene(self)
            await self.fleet.aclose()

        asyncio.run(played())


def always(words: str) -> Callable[[Asked], Reply]:
    return lambda _: Reply(words)
