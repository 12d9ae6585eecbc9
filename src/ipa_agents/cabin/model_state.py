"""How the model that the assistant asks is, as the assistant says on /diagnostics."""

from dataclasses import dataclass
from typing import Literal, get_args

from ipa_agents.cabin.events import Condition

__all__ = ['ModelState', 'State', 'is_about_model', 'model_state']

State = Literal['unchecked', 'ready', 'failover', 'doubtful', 'away']

_TASK = 'assistant: model'


@dataclass(frozen=True, slots=True)
class ModelState:
    """How it is, for a `reason` that assistant.model_reasons puts into words.

    `unchecked`: nobody has looked yet; `failover`: another endpoint than the preferred one answers; `doubtful`: it is
    there, but its last answer failed or was of no use; `away`: none answers.
    """

    state: State
    model: str = ''
    endpoint: str = ''
    reason: str = ''


def is_about_model(condition: Condition) -> bool:
    """Whether `condition` is the one that says how the model is."""
    return condition.name.rpartition('/')[2] == _TASK


def model_state(condition: Condition) -> ModelState | None:
    """What that condition says; None where no model is asked at all."""
    values = condition.values
    for state in get_args(State):
        if values.get('state') == state:
            return ModelState(state, values.get('model', ''), values.get('endpoint', ''), values.get('reason', ''))
    return None
