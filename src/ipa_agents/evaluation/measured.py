"""The brain that is measured, by the name that people choose it by."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass

from ipa_agents.assistant.model_reasons import told_reasons, words_of_reasons
from ipa_agents.brains.agents import load_agents
from ipa_agents.brains.choice import AUTO
from ipa_agents.brains.interface import Brain, Context, Interpretation, Sentence
from ipa_agents.brains.qwen.brain import QwenBrain
from ipa_agents.brains.qwen.wire.endpoint import load_endpoints
from ipa_agents.brains.qwen.wire.fleet import Fleet
from ipa_agents.brains.reflex import ReflexBrain
from ipa_agents.errors import SetupError
from ipa_agents.persona.persona import load_persona
from ipa_agents.vehicle.catalogue import Catalogue

__all__ = ['measured']


@dataclass
class _Both:
    """What the reflex is sure of, else what the model makes of it, else what the reflex guesses."""

    reflex: Brain
    model: Brain
    name: str = AUTO

    async def interpret(self, sentence: Sentence, context: Context) -> Interpretation:
        """The interpretation of whoever has the turn."""
        reading = await self.reflex.interpret(sentence, context)
        if reading.is_sure and reading.is_whole:
            return reading
        meant = await self.model.interpret(sentence, context)
        return meant if meant.is_guess else reading


@asynccontextmanager
async def measured(choice: str, catalogue: Catalogue) -> AsyncIterator[Brain]:
    """The brain `choice` for as long as it is asked; raises SetupError where its model is away."""
    reflex = ReflexBrain(catalogue)
    if choice == reflex.name:
        yield reflex
        return
    fleet = Fleet(load_endpoints())
    try:
        await fleet.check()
        if not fleet.is_ready:
            told = told_reasons((standing.endpoint.name, standing.reason) for standing in fleet.standings)
            reasons = words_of_reasons(told, 'en')
            raise SetupError(f'no model answers ({reasons}); start one: make vllm, or name another by IPA_ENDPOINTS')
        model = QwenBrain(catalogue, load_persona('juno'), load_agents(), fleet)
        yield _Both(reflex, model) if choice == AUTO else model
    finally:
        await fleet.aclose()
