"""Figures of the models that are asked, for Prometheus: how much, how fast, and how often another had to answer."""

import math
from collections.abc import Mapping
from typing import Any

from prometheus_client import CollectorRegistry, Counter, Histogram

from ipa_agents.cabin.bounded_names import BoundedNames
from ipa_agents.cabin.events import Stage

__all__ = ['ModelMetrics']

_ABORTED = 'aborted'
_FIRST_TOKEN = (0.005, 0.01, 0.025, 0.05, 0.1, 0.2, 0.3, 0.5, 0.7, 1.0, 2.5, 5.0)
"""s; a small model on a GPU takes 10 ms, people notice 0.7 s."""


class ModelMetrics:
    """Counts the stages of turns in which a model had a part, into `registry`."""

    def __init__(self, registry: CollectorRegistry) -> None:
        self._endpoints, self._winners = BoundedNames(10), BoundedNames(5)

        def counter(name: str, text: str, *labels: str) -> Counter:
            return Counter(f'ipa_model_{name}', text, labels, registry=registry)

        self._requests = counter('requests', 'Requests to models, by how they ended', 'endpoint', 'end')
        self._prompt = counter('prompt_tokens', 'Tokens of prompts', 'endpoint')
        self._cached = counter('cached_tokens', 'Tokens of prompts that the server knew already', 'endpoint')
        self._generated = counter('generated_tokens', 'Tokens that models made', 'endpoint')
        self._failovers = counter('failovers', 'Requests that another endpoint had to take over', 'to')
        self._races = counter('races', 'Turns for which both brains began, by the one that answered', 'winner')
        self._first_token = Histogram(
            'ipa_model_first_token_seconds',
            'From a request to the first token of the answer',
            ('endpoint',),
            buckets=_FIRST_TOKEN,
            registry=registry,
        )

    def hear(self, stage: Stage) -> None:
        """Count a stage; those that tell nothing here are left out."""
        detail = stage.detail
        match stage.stage:
            case 'model':
                self._request(detail)
            case 'failover':
                self._failovers.labels(self._endpoints(detail.get('to') or 'none')).inc()
            case 'race':
                self._races.labels(self._winners(detail.get('winner') or 'none')).inc()

    def _request(self, detail: Mapping[str, Any]) -> None:
        endpoint = self._endpoints(detail.get('endpoint') or 'none')
        self._requests.labels(endpoint, _end_of(detail.get('fault'))).inc()
        self._prompt.labels(endpoint).inc(_number(detail.get('prompt_tokens')))
        self._cached.labels(endpoint).inc(_number(detail.get('cached_tokens')))
        self._generated.labels(endpoint).inc(_number(detail.get('tokens')))
        if detail.get('ttft_ms') is not None:
            self._first_token.labels(endpoint).observe(_number(detail['ttft_ms']) / 1000)


def _end_of(fault: object) -> str:
    """Aborted is what another brain had answered already, or people had gone on from."""
    return 'failed' if fault not in ('', None, _ABORTED) else 'aborted' if fault else 'done'


def _number(value: object) -> float:
    """Never negative, and 0 for what is no number: a counter only grows."""
    return max(float(value), 0.0) if isinstance(value, int | float) and math.isfinite(value) else 0.0
