from typing import Any

import pytest

pytest.importorskip('prometheus_client')
from prometheus_client import CollectorRegistry, generate_latest

from ipa_agents.cabin.events import Stage
from ipa_agents.cabin.model_metrics import ModelMetrics


@pytest.fixture
def registry() -> CollectorRegistry:
    return CollectorRegistry()


@pytest.fixture
def metrics(registry: CollectorRegistry) -> ModelMetrics:
    return ModelMetrics(registry)


def stage(name: str, /, **detail: Any) -> Stage:
    return Stage('t', 'assistant', name, detail, 1.0, 1.0)


def test_requests_are_counted_with_their_tokens_and_the_time_to_the_first(
    registry: CollectorRegistry, metrics: ModelMetrics
) -> None:
    asked = {'endpoint': 'car', 'agent': 'car_genius', 'prompt_tokens': 1800, 'cached_tokens': 1700, 'tokens': 24}
    metrics.hear(stage('model', ttft_ms=30.0, ms=90.0, **asked))
    metrics.hear(stage('model', ttft_ms=None, fault='unreachable', endpoint='car'))
    metrics.hear(stage('model', ttft_ms=None, fault='aborted', endpoint='car'))
    car = {'endpoint': 'car'}
    assert registry.get_sample_value('ipa_model_prompt_tokens_total', car) == 1800
    assert registry.get_sample_value('ipa_model_cached_tokens_total', car) == 1700
    assert registry.get_sample_value('ipa_model_generated_tokens_total', car) == 24
    assert registry.get_sample_value('ipa_model_requests_total', {**car, 'end': 'done'}) == 1
    assert registry.get_sample_value('ipa_model_requests_total', {**car, 'end': 'failed'}) == 1
    assert registry.get_sample_value('ipa_model_requests_total', {**car, 'end': 'aborted'}) == 1
    assert registry.get_sample_value('ipa_model_first_token_seconds_count', car) == 1
    assert registry.get_sample_value('ipa_model_first_token_seconds_bucket', {**car, 'le': '0.025'}) == 0
    assert registry.get_sample_value('ipa_model_first_token_seconds_bucket', {**car, 'le': '0.05'}) == 1


def test_fail_overs_and_races_are_counted(registry: CollectorRegistry, metrics: ModelMetrics) -> None:
    metrics.hear(stage('failover', **{'from': 'car', 'to': 'edge', 'reason': 'unreachable'}))
    metrics.hear(stage('race', winner='reflex', why='sure'))
    metrics.hear(stage('said', text='Hello'))
    assert registry.get_sample_value('ipa_model_failovers_total', {'to': 'edge'}) == 1
    assert registry.get_sample_value('ipa_model_races_total', {'winner': 'reflex'}) == 1


def test_whatever_comes_in_the_series_are_bounded(registry: CollectorRegistry, metrics: ModelMetrics) -> None:
    for number in range(1000):
        odd = {'prompt_tokens': -5, 'cached_tokens': 'many', 'tokens': float('nan'), 'ttft_ms': float('inf')}
        metrics.hear(stage('model', endpoint=f'e{number}', fault=f'f{number}', **odd))
        metrics.hear(stage('failover', to=f'e{number}'))
        metrics.hear(stage('race', winner=f'w{number}'))
    assert len(generate_latest(registry).splitlines()) < 1000
    assert registry.get_sample_value('ipa_model_prompt_tokens_total', {'endpoint': 'other'}) == 0
