"""Figures of a car that runs."""

import os
from typing import Any

import pytest

pytest.importorskip('prometheus_client')
from prometheus_client import CollectorRegistry, generate_latest
from prometheus_client.parser import text_string_to_metric_families

from ipa_agents.cabin.condition_metrics import ConditionMetrics
from ipa_agents.cabin.events import Condition, Stage
from ipa_agents.cabin.metrics import Metrics
from ipa_agents.cabin.roll_call import CAR_ITSELF, RollCall
from ipa_agents.vehicle.exchange import Outcome, Status


class Figures:
    """Metrics in a registry of their own, read as Prometheus reads them."""

    def __init__(self) -> None:
        self.registry = CollectorRegistry()
        self.metrics = Metrics(self.registry)

    def stage(self, node: str, stage: str, ms: float, turn: str = 't1', /, **detail: Any) -> None:
        self.metrics.hear(Stage(turn, node, stage, detail, ms, 100.0 + ms / 1000))

    def samples(self) -> dict[tuple[str, ...], float]:
        text = generate_latest(self.registry).decode()
        return {
            (sample.name, *(f'{key}={value}' for key, value in sorted(sample.labels.items()))): sample.value
            for family in text_string_to_metric_families(text)
            for sample in family.samples
            if not sample.name.endswith('_created')
        }

    def turn(self, turn: str = 't1', brain: str = 'reflex', status: str = 'DONE') -> None:
        self.stage('guard', 'guard', 9.0, turn, proposal='p')
        self.stage('guard', 'command', 9.5, turn, device='hvac')
        self.stage('assistant', 'heard', 0.0, turn, text='open my window', utterance_id='u1')
        self.stage('assistant', 'brain', 4.0, turn, brain=brain, ms=3.0, domains=['vehicle'], steps=['open'])
        self.stage('assistant', 'proposed', 5.0, turn, proposal_id='p', agent='car_genius')
        self.stage('assistant', 'outcome', 40.0, turn, status=status)
        self.stage('assistant', 'said', 42.0, turn, text='It is open.', is_last=True)


@pytest.fixture
def figures() -> Figures:
    return Figures()


def test_a_turn_is_counted_once_by_what_it_was_about(figures: Figures) -> None:
    figures.turn()
    figures.turn('t2', status='DENIED')
    samples = figures.samples()
    about = 'agent=car_genius', 'brain=reflex', 'domain=vehicle'
    assert samples[('ipa_turns_total', *about, 'outcome=done')] == 1
    assert samples[('ipa_turns_total', *about, 'outcome=denied')] == 1


def test_times_are_in_the_buckets_in_which_they_belong(figures: Figures) -> None:
    figures.turn()
    samples = figures.samples()
    for name, below, above in (
        ('ipa_answer_seconds', '0.025', '0.05'),
        ('ipa_command_seconds', '0.005', '0.01'),
        ('ipa_guard_seconds', '0.0025', '0.005'),
    ):
        assert (samples[(f'{name}_bucket', f'le={below}')], samples[(f'{name}_bucket', f'le={above}')]) == (0, 1), name
    assert samples[('ipa_brain_seconds_sum', 'brain=reflex')] == pytest.approx(0.003)


def test_refusals_and_questions_are_counted_by_rule(figures: Figures) -> None:
    for status, rule in ((Status.DENIED, 'seat-rights'), (Status.TIMED_OUT, ''), (Status.NEEDS_CONFIRMATION, 'cb-004')):
        figures.metrics.hear(Outcome('p', 't', status, rule))
    figures.metrics.hear(Outcome('p', 't', Status.DONE, 'cb-004', elapsed_ms=30.0))
    samples = figures.samples()
    assert samples[('ipa_refusals_total', 'rule=seat-rights')] == samples[('ipa_refusals_total', 'rule=none')] == 1
    assert samples[('ipa_questions_total', 'rule=cb-004')] == samples[('ipa_outcomes_total', 'status=done')] == 1
    assert ('ipa_refusals_total', 'rule=cb-004') not in samples
    assert samples[('ipa_outcome_seconds_count',)] == 1


def test_whatever_comes_in_the_series_are_bounded_and_nothing_that_was_said_is_shown(figures: Figures) -> None:
    for number in range(3000):
        figures.turn(f'turn-{number}', brain=f'brain-{number}', status=f'S{number}')
        figures.stage('assistant', 'heard', 0.0, f'open-{number}', text='open my window')
        figures.metrics.hear(Outcome('p', 't', Status.DENIED, f'rule-{number}'))
    figures.stage('assistant', 'brain', 1.0, 'odd', brain=None, ms='x', domains='no list')
    figures.stage('assistant', 'said', 2.0, 'odd', text=3, is_last=True)
    assert len(figures.samples()) < 500
    assert 'window' not in generate_latest(figures.registry).decode()
    assert 'turn-' not in generate_latest(figures.registry).decode()


def test_conditions_are_levels_queues_drops_and_processes(figures: Figures) -> None:
    calls, clock = RollCall(), [0.0]
    figures.registry.register(ConditionMetrics(calls, lambda: clock[0]))
    own = {'pid': str(os.getpid()), 'dropped_flood': '7', 'turns': '9', 'started': 'a while ago'}
    calls.hear(Condition('/ipa/assistant: status', 'warn', 'x', own, 'ipa_agents'), 0.0)
    calls.hear(Condition('/ipa/assistant: queues', 'ok', '', {'turns_running': '2', 'bad': 'many'}, 'ipa_agents'), 0.0)
    calls.hear(Condition('/ipa/guard: status', 'ok', '', {'pid': '99999999999999'}, 'ipa_agents'), 0.0)
    calls.hear(Condition('/ipa/simulator: tyres', 'warn', '', {}, CAR_ITSELF), 0.0)
    samples = figures.samples()
    assert samples[('ipa_node_level', 'node=assistant', 'task=status')] == 1
    assert samples[('ipa_queue_length', 'node=assistant', 'queue=turns_running')] == 2
    assert samples[('ipa_dropped_total', 'node=assistant', 'reason=flood')] == 7
    assert samples[('ipa_process_memory_bytes', 'nodes=assistant')] > 1e6
    assert not [key for key in samples if 'tyres' in str(key) or 'queue=bad' in key or 'nodes=guard' in key]
    clock[0] = 60.0
    samples = figures.samples()
    assert samples[('ipa_node_level', 'node=assistant', 'task=status')] == 3
    assert ('ipa_process_memory_bytes', 'nodes=assistant') not in samples
