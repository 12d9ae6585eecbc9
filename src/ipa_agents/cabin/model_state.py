"""How the model that the assistant asks is, as the assistant says on /diagnostics."""

from dataclasses import dataclass
from typing import Literal, get_args

from ipa_agents.cabin.events import Condition

__all__ = ['ModelState', 'State', 'is_about_model', 'model_state']

State = Literal['ready', 'failover', 'away']

_TASK = 'assistant: model'


@dataclass(frozen=True, slots=True)
class ModelState:
    """`failover`: another endpoint than the preferred one answers; `away`: none does, for the `reason` given."""

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
