"""Who understood each turn: the reflex, or which model at which endpoint."""

from collections import OrderedDict
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from ipa_agents.cabin.events import Stage

__all__ = ['Credits']

_TURNS = 50
_LONGEST = 40
_REFLEX = 'reflex'


@dataclass(slots=True)
class _Minds:
    brain: str = ''
    model: str = ''


class Credits:
    """Learns from the stages of turns, of which the newest are remembered."""

    def __init__(self) -> None:
        self._turns: OrderedDict[str, _Minds] = OrderedDict()

    def hear(self, stage: Stage) -> bool:
        """Whether `stage` says who understands."""
        has_failed = bool(stage.detail.get('fault'))
        if stage.stage not in ('brain', 'model') or has_failed and stage.stage == 'model' or not stage.turn_id:
            return False
        minds = self._turns.setdefault(stage.turn_id, _Minds())
        if len(self._turns) > _TURNS:
            self._turns.popitem(last=False)
        if stage.stage == 'model':
            minds.model = ' · '.join(filter(None, (_named(stage.detail, 'model'), _named(stage.detail, 'endpoint'))))
        else:
            # The excuse for a model that did nothing and said nothing is none of its words.
            is_excuse = has_failed and not stage.detail.get('has_acted')
            minds.brain = _REFLEX if is_excuse else _named(stage.detail, 'brain')
        return True

    def of(self, turn_id: str) -> str:
        """The reflex, or the model and its endpoint; empty while that is not known."""
        minds = self._turns.get(turn_id, _Minds())
        return minds.brain if minds.brain == _REFLEX or not minds.model else minds.model


def _named(detail: Mapping[str, Any], key: str) -> str:
    return str(detail.get(key) or '')[:_LONGEST]
