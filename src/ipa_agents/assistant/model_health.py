"""How the models of a fleet are, as people who look after a car want to know it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal

from ipa_agents.brains.qwen.wire.member import Standing

__all__ = ['ModelHealth', 'model_health']


@dataclass(frozen=True, slots=True)
class ModelHealth:
    """`words` while all is well, else `trouble`; `values` are shown beside them."""

    words: str
    trouble: str = ''
    values: Mapping[str, object] = field(default_factory=dict)


def model_health(choice: str, standings: Sequence[Standing], fail_overs: int, is_first: bool) -> ModelHealth:
    """How `standings`, in order of preference, are for a car whose brain is `choice`.

    Where the talker comes first, one that is away is trouble; else only one that was there before.
    """
    if not standings:
        return ModelHealth('reflex alone', values={'brain': choice})
    missed = [standing for standing in standings if not standing.is_usable and (standing.was_there or is_first)]
    answering = next((standing for standing in standings if standing.is_usable and standing.was_there), None)
    reason = '; '.join(f'{standing.endpoint.name}: {standing.words}' for standing in missed)
    if answering is None:
        words = 'reflex alone: no model was found'
        state: Literal['ready', 'failover', 'away', ''] = 'away' if missed else ''
    else:
        words = f'{answering.endpoint.name}: {answering.endpoint.model}'
        state = 'failover' if any(standings.index(other) < standings.index(answering) for other in missed) else 'ready'
    values = {
        'brain': choice,
        'model': answering.endpoint.model if answering else '',
        'endpoint': answering.endpoint.name if answering else '',
        'preferred': standings[0].endpoint.name,
        'state': state,
        'reason': reason if state in ('failover', 'away') else '',
        'failovers': fail_overs,
        **_counts(standings),
    }
    return ModelHealth(words, reason if state in ('failover', 'away') else '', values)


def _counts(standings: Sequence[Standing]) -> dict[str, object]:
    counts = [standing.counts for standing in standings]
    prompt = sum(count.prompt_tokens for count in counts)
    cached = sum(count.cached_tokens for count in counts)
    return {
        'requests': sum(count.requests for count in counts),
        'failures': sum(count.failures for count in counts),
        'aborted': sum(count.aborted for count in counts),
        'cached share': f'{cached / prompt:.2f}' if prompt else '',
        'completion tokens': sum(count.completion_tokens for count in counts),
    }
