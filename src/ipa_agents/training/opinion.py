"""What the reflex makes of a sentence: a second opinion on what is right."""

from collections.abc import Mapping, Sequence
from typing import Any

from ipa_agents.brains.interface import Act, Call, Context, Interpretation, Sentence
from ipa_agents.brains.reflex.brain import ReflexBrain
from ipa_agents.vehicle.catalogue import Catalogue

__all__ = ['SecondOpinion']


class SecondOpinion:
    """Compares calls with those that the reflex would make."""

    def __init__(self, catalogue: Catalogue) -> None:
        self._reflex = ReflexBrain(catalogue)

    def agrees(self, sentence: Sentence, context: Context, calls: Sequence[Call]) -> bool:
        """Whether the reflex is sure of the same acting calls."""
        read = self._reflex.understand(sentence, context)
        return read.is_sure and _acting(read) == [_plain(call) for call in calls]


def _plain(call: Call) -> tuple[str, Mapping[str, Any]]:
    """A call in a form in which calls can be compared: 22 is 22.0 already, and what is empty is not there."""
    return call.tool, {name: value for name, value in call.arguments.items() if value not in ('', None)}


def _acting(read: Interpretation) -> list[tuple[str, Mapping[str, Any]]]:
    return [_plain(step.call) for step in read.steps if step.call is not None and step.act is Act.ACT]
