"""The two minds without ROS: a decision of the guard, a sentence of the reflex brain."""

import itertools
import json

from measuring import Bench
from pytest_benchmark.fixture import BenchmarkFixture
from sentences import SENTENCES
from table import Row

from ipa_agents.brains.interface import Context, Sentence
from ipa_agents.brains.reflex import ReflexBrain
from ipa_agents.guard.effects import SendCommand
from ipa_agents.guard.guard import Guard
from ipa_agents.guard.policy import load_policy
from ipa_agents.language import language_of
from ipa_agents.vehicle.catalogue import load_catalogue
from ipa_agents.vehicle.exchange import DEVICES, Proposal, Utterance
from ipa_agents.vehicle.signals import Signal

_TEMPERATURE = 'Vehicle.Cabin.HVAC.Station.Row1.Driver.Temperature'


def bench_guard_decision(benchmark: BenchmarkFixture, bench: Bench) -> None:
    """From a proposal to the command, with all rules and the whole state of the car."""
    catalogue = load_catalogue()
    guard = Guard(catalogue, load_policy(catalogue))
    numbers = itertools.count()

    def proposed() -> tuple[tuple[Proposal, float], dict[str, object]]:
        number = next(numbers)
        now = 1000.0 + number
        for device in (*DEVICES, 'simulator'):
            signals = [Signal(path, value) for path, value in catalogue.defaults(device).items()]
            guard.see(device, signals, now, now)
        guard.hear(Utterance(f'u{number}', 'row1_driver', 'Make it warmer', 'en', now), now)
        arguments = json.dumps({'signals': {_TEMPERATURE: 18.0 + number % 5}})
        proposal = Proposal(
            f'p{number}', f't{number}', f'u{number}', 'car_genius', 'row1_driver', 'set_signals', arguments, now
        )
        return (proposal, now), {}

    effects = benchmark.pedantic(guard.propose, setup=proposed, rounds=bench.of(2000, 5))
    if not any(isinstance(effect, SendCommand) for effect in effects):
        raise RuntimeError(f'the guard sends nothing: {effects}')
    bench.add(Row.alone('a decision of the guard, p50', benchmark.stats.stats.median * 1000, 'ms'))


def bench_brain(benchmark: BenchmarkFixture, bench: Bench) -> None:
    """All sentences one after the other; the mean of one."""
    catalogue = load_catalogue()
    brain, context = ReflexBrain(catalogue), Context(catalogue.defaults())
    sentences = [Sentence(text, language_of(text)) for text in SENTENCES]
    benchmark.pedantic(lambda: [brain.understand(sentence, context) for sentence in sentences], rounds=bench.of(20, 1))
    bench.add(Row.alone('a sentence of the reflex brain', benchmark.stats.stats.median * 1000 / len(SENTENCES), 'ms'))
