"""Which brains there are, by the names that people choose them by."""

from collections.abc import Callable, Mapping

from ipa_agents.brains.interface import Brain
from ipa_agents.brains.reflex import ReflexBrain
from ipa_agents.errors import SetupError
from ipa_agents.vehicle.catalogue import Catalogue

__all__ = ['AUTO', 'CHOICES', 'make_brains']

AUTO = 'auto'
_MAKERS: Mapping[str, Callable[[Catalogue], Brain]] = {'reflex': ReflexBrain}
CHOICES = (AUTO, *_MAKERS)


def make_brains(choice: str, catalogue: Catalogue) -> list[Brain]:
    """The brain of that name, or with "auto" all there are, the quickest first; raises SetupError for another name."""
    if choice == AUTO:
        return [make(catalogue) for make in _MAKERS.values()]
    if choice not in _MAKERS:
        raise SetupError(f'no brain {choice!r}; there are: {", ".join(CHOICES)}')
    return [_MAKERS[choice](catalogue)]
