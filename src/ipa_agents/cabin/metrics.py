"""Figures of a car that runs, for Prometheus: what of, never who or what about.

No label holds an id or anything that was said; each has a fixed number of values, whatever comes in.
"""

from collections import OrderedDict
from dataclasses import dataclass, field

from prometheus_client import CollectorRegistry, Counter, Histogram

from ipa_agents.cabin.bounded_names import BoundedNames
from ipa_agents.cabin.events import Event, Stage
from ipa_agents.cabin.model_metrics import ModelMetrics
from ipa_agents.vehicle.exchange import Outcome, Status

__all__ = ['Metrics']

_OPEN_TURNS = 200
_OTHER = 'other'
_QUICK = (0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5)
_SLOW = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0, 20.0)
"""s: a reflex takes milliseconds, a model seconds; a command is looked at from 10 ms on, people notice 250 ms."""


@dataclass
class _Turn:
    """What is known of a turn that still runs; times are stamps in s, since stages of two nodes come in any order."""

    brain: str = 'none'
    agents: set[str] = field(default_factory=set)
    domains: set[str] = field(default_factory=set)
    outcomes: list[str] = field(default_factory=list)
    heard: float | None = None
    commanded: float | None = None
    asked: dict[str, float] = field(default_factory=dict)
    decided: dict[str, float] = field(default_factory=dict)
    is_answered: bool = False


class Metrics:
    """Counts events into `registry`; from one thread, while others may read."""

    def __init__(self, registry: CollectorRegistry) -> None:
        self._turns: OrderedDict[str, _Turn] = OrderedDict()
        self._brains, self._agents = BoundedNames(10), BoundedNames(10)
        self._domains, self._rules = BoundedNames(20), BoundedNames(150)
        self._models = ModelMetrics(registry)

        def counter(name: str, text: str, *labels: str) -> Counter:
            return Counter(f'ipa_{name}', text, labels, registry=registry)

        def times(name: str, text: str, buckets: tuple[float, ...] = _SLOW, *labels: str) -> Histogram:
            return Histogram(f'ipa_{name}_seconds', text, labels, buckets=buckets, registry=registry)

        about = ('agent', 'domain', 'brain', 'outcome')
        self._ended = counter('turns', 'Turns that ended, by what they were about', *about)
        self._outcomes = counter('outcomes', "The guard's answers to proposals", 'status')
        self._refusals = counter('refusals', 'What was not done, by rule', 'rule')
        self._questions = counter('questions', 'What a yes was asked for, by rule', 'rule')
        self._said = times('answer', 'From the utterance to the first word of the answer')
        self._commanded = times('command', 'From the utterance to the first command to a device')
        self._understood = times('brain', 'That understanding took', _SLOW, 'brain')
        self._decided = times('guard', 'From a proposal to the decision of the guard', _QUICK)
        self._shown = times('outcome', 'From a proposal to the end that the car itself showed')

    def hear(self, event: Event) -> None:
        """Count an event; those that tell nothing here are left out."""
        match event:
            case Outcome():
                self._judge(event)
            case Stage() if event.turn_id:
                self._follow(event)
                self._models.hear(event)
            case _:
                return

    def _judge(self, outcome: Outcome) -> None:
        self._outcomes.labels(outcome.status.name.lower()).inc()
        rule = self._rules(outcome.rule or 'none')
        if outcome.status is Status.NEEDS_CONFIRMATION:
            self._questions.labels(rule).inc()
        elif outcome.status is not Status.DONE:
            self._refusals.labels(rule).inc()
        else:
            self._shown.observe(max(outcome.elapsed_ms, 0.0) / 1000)

    def _follow(self, stage: Stage) -> None:
        turn = self._turns.setdefault(stage.turn_id, _Turn())
        if len(self._turns) > _OPEN_TURNS:
            self._turns.popitem(last=False)
        detail = stage.detail
        match stage.node, stage.stage:
            case 'guard', 'command':
                turn.commanded = turn.commanded or stage.stamp
            case 'guard', 'guard':
                turn.decided[str(detail.get('proposal'))] = stage.stamp
            case 'guard', _:
                return
            case _, 'heard':
                turn.heard = stage.stamp
            case _, 'brain':
                turn.brain = self._brains(detail.get('brain'))
                turn.domains = set(map(self._domains, _listed(detail.get('domains'))))
                took = detail.get('ms')
                if isinstance(took, int | float):
                    self._understood.labels(turn.brain).observe(max(took, 0.0) / 1000)
            case _, 'proposed':
                turn.agents.add(self._agents(detail.get('agent')))
                turn.asked[str(detail.get('proposal_id'))] = stage.stamp
            case _, 'outcome':
                turn.outcomes.append(_status(detail.get('status')))
            case _, 'said':
                self._answer(stage, turn)

    def _answer(self, stage: Stage, turn: _Turn) -> None:
        if stage.detail.get('text') and not turn.is_answered:
            turn.is_answered = True
            self._said.observe(max(stage.elapsed_ms, 0.0) / 1000)
        if not stage.detail.get('is_last'):
            return
        del self._turns[stage.turn_id]
        about = _one_of(turn.agents), _one_of(turn.domains), turn.brain, _end_of(turn)
        self._ended.labels(*about).inc()
        if turn.heard is not None and turn.commanded is not None:
            self._commanded.observe(max(turn.commanded - turn.heard, 0.0))
        for proposal in turn.asked.keys() & turn.decided.keys():
            self._decided.observe(max(turn.decided[proposal] - turn.asked[proposal], 0.0))


def _listed(value: object) -> list[object]:
    return value if isinstance(value, list) else []


def _one_of(names: set[str]) -> str:
    """One name, "several" or "none": pairs of names would be far more series."""
    return 'several' if len(names) > 1 else next(iter(names), 'none')


def _status(value: object) -> str:
    return str(value).lower() if value in (*Status.__members__, 'NO_ANSWER') else _OTHER


def _end_of(turn: _Turn) -> str:
    """What became of the wishes, the first that was not done before all that were; "answered" when there was none."""
    return next((status for status in turn.outcomes if status != 'done'), 'done' if turn.outcomes else 'answered')
