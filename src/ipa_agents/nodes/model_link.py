"""The models that the assistant asks: looked after in its loop, and how they are on /diagnostics."""

import asyncio
import contextlib
from pathlib import Path

from rclpy.node import Node

from ipa_agents.assistant.model_health import model_health
from ipa_agents.brains.agents import AgentSpec
from ipa_agents.brains.choice import AUTO, CHOICES, Minds, make_minds
from ipa_agents.brains.interface import Talker
from ipa_agents.brains.qwen.brain import QwenBrain
from ipa_agents.brains.qwen.wire.endpoint import load_endpoints
from ipa_agents.brains.qwen.wire.fleet import Fleet
from ipa_agents.nodes.health import Health
from ipa_agents.nodes.parameters import declare
from ipa_agents.nodes.spin import LoopThread
from ipa_agents.persona.persona import Persona
from ipa_agents.vehicle.catalogue import Catalogue

__all__ = ['ModelLink']

_TASK = 'model'
_AGAIN_S = 3.0


class ModelLink:
    """Raises ConfigError, SetupError for settings that cannot be."""

    def __init__(
        self, node: Node, health: Health, persona: Persona, catalogue: Catalogue, agents: tuple[AgentSpec, ...]
    ) -> None:
        self._choice = declare(node, 'brain', AUTO, f'who understands: {", ".join(CHOICES)}', read_only=True)
        file = declare(
            node,
            'endpoints',
            '',
            'file of the servers of models; empty: $IPA_ENDPOINTS, or config/endpoints.yaml',
            read_only=True,
        )
        self._fleet = Fleet(()) if self._choice == 'reflex' else Fleet(load_endpoints(Path(file) if file else None))
        talker: Talker | None = QwenBrain(catalogue, persona, agents, self._fleet) if self._fleet.standings else None
        self.minds: Minds = make_minds(self._choice, catalogue, talker)
        self._task = health.task(_TASK, 'reflex alone')

    def start(self, loop: LoopThread) -> None:
        """Look after the models in `loop`, until it ends."""
        loop.submit(self._look_after())

    def show(self) -> None:
        """Tell how the models are."""
        health = model_health(self._choice, self._fleet.standings, self._fleet.fail_overs, self.minds.is_talker_first)
        self._task.fine = health.words
        self._task.lasting('not well', health.trouble, 'warn')
        self._task.show(health.values)

    async def _look_after(self) -> None:
        """A watch that dies of a fault of its own is told, and begun anew."""
        async with contextlib.aclosing(self._fleet):
            while True:
                try:
                    await self._fleet.watch()
                except Exception as error:  # noqa: BLE001 - whatever it is, the models must not be left unwatched
                    self._task.fault('watch ended', type(error).__name__)
                await asyncio.sleep(_AGAIN_S)
