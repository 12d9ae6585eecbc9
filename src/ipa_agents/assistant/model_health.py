"""How the models of a fleet are, as people who look after a car want to know it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal

from ipa_agents.assistant.model_reasons import told_reasons, words_of_reasons
from ipa_agents.brains.qwen.wire.member import Standing, State

__all__ = ['ModelHealth', 'model_health']


@dataclass(frozen=True, slots=True)
class ModelHealth:
    """`words` while all is well, else `trouble`; `values` are shown beside them."""

    words: str
    trouble: str = ''
    values: Mapping[str, object] = field(default_factory=dict)


def model_health(choice: str, standings: Sequence[Standing], fail_overs: int, is_first: bool) -> ModelHealth:
    """How `standings`, in order of preference, are for a car whose brain is `choice`.

    Where the talker comes first, one that is away is trouble; else only one that was there before. The state is that of
    the endpoint whose turn it is: of the next question, or, while all are left alone, of the last one.
    """
    if not standings:
        return ModelHealth('reflex alone', values={'brain': choice})
    there = [standing for standing in standings if standing.state != 'away']
    asked = next((standing for standing in there if standing.is_usable), there[0] if there else None)
    before = standings[: standings.index(asked)] if asked else standings
    missed = [standing for standing in before if standing.reason and (standing.was_there or is_first)]
    state = _state(asked, missed)
    ill = [*missed, asked] if asked and asked.state == 'doubtful' else missed
    reasons = told_reasons((standing.endpoint.name, standing.reason) for standing in ill)
    values = {
        'brain': choice,
        'model': asked.endpoint.model if asked else '',
        'endpoint': asked.endpoint.name if asked else '',
        'preferred': standings[0].endpoint.name,
        'state': state,
        'reason': reasons,
        'failovers': fail_overs,
        **_counts(standings),
    }
    words = f'{asked.endpoint.name}: {asked.endpoint.model}' if asked else 'reflex alone: no model was found'
    if state == 'unchecked':
        words += ', not looked at yet'
    return ModelHealth(words, words_of_reasons(reasons, 'en') if reasons else '', values)


def _state(asked: Standing | None, missed: Sequence[Standing]) -> State | Literal['failover', '']:
    if asked is None:
        return 'away' if missed else ''
    return 'failover' if asked.state == 'ready' and missed else asked.state


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
