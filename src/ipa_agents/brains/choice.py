"""Which brains there are, by the names that people choose them by."""

from dataclasses import dataclass

from ipa_agents.brains.interface import Brain, Talker
from ipa_agents.brains.reflex import ReflexBrain
from ipa_agents.errors import SetupError
from ipa_agents.vehicle.catalogue import Catalogue

__all__ = ['AUTO', 'CHOICES', 'Minds', 'make_minds']

AUTO = 'auto'
CHOICES = (AUTO, 'reflex', 'qwen')


@dataclass(frozen=True, slots=True)
class Minds:
    """Who thinks: the reflex always, and a talker where one was chosen.

    `is_talker_first`: the talker answers whatever it can, else only what the reflex is not sure of.
    """

    reflex: Brain
    talker: Talker | None = None
    is_talker_first: bool = False


def make_minds(choice: str, catalogue: Catalogue, talker: Talker | None = None) -> Minds:
    """Those of that name, with `talker` for all but "reflex"; raises SetupError for another name."""
    if choice not in CHOICES:
        raise SetupError(f'no brain {choice!r}; there are: {", ".join(CHOICES)}')
    return Minds(ReflexBrain(catalogue), None if choice == 'reflex' else talker, choice == 'qwen')
