"""A training sample, before it is written as a line."""

from dataclasses import dataclass, field

from ipa_agents.brains.agents import AgentSpec
from ipa_agents.brains.interface import Call, Dialogue, Domain, Sentence
from ipa_agents.training.scene import Scene

__all__ = ['Exchange', 'Sample']


@dataclass(frozen=True, slots=True)
class Exchange:
    """An earlier sentence of the conversation, what was called then, and what was answered."""

    sentence: str
    calls: tuple[Call, ...]
    answer: str


@dataclass(frozen=True, slots=True)
class Sample:
    """A sentence in its scene, and what one agent has to do or to say about it.

    `keys` and `patterns` name what it was made of; `domains` and `whole` are the domains and calls of the whole
    sentence, in its order; `beside` is what the other agent has done of it already.
    """

    kind: str
    sentence: Sentence
    scene: Scene
    agent: AgentSpec
    calls: tuple[Call, ...]
    words: str
    domains: tuple[Domain, ...]
    keys: tuple[str, ...]
    patterns: tuple[str, ...]
    earlier: tuple[Exchange, ...] = ()
    dialogue: Dialogue = field(default_factory=Dialogue)
    question: str = ''
    whole: tuple[Call, ...] = ()
    beside: tuple[Call, ...] = ()
