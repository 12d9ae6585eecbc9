"""What 120 signals at 100 Hz cost the assistant and the guard, beside a bare subscriber of the same messages."""

import time
from collections.abc import Iterator, Sequence
from statistics import mean
from typing import Any

import pytest
from driver import Driver
from measuring import Bench
from processes import Processes, cpu_seconds
from table import Row

from ipa_agents import msg
from ipa_agents.nodes import qos
from ipa_agents.nodes.messages import signal_array
from ipa_agents.vehicle.catalogue import SignalSpec, load_catalogue
from ipa_agents.vehicle.signals import Signal, Value

_RATE, _PATHS = 100, 120
_SOURCES = {'one source': ('body',), 'three sources': ('simulator', 'hvac', 'body')}
_GOAL = 2


@pytest.mark.parametrize('sources', _SOURCES.values(), ids=[name.replace(' ', '_') for name in _SOURCES])
def bench_signals(sources: tuple[str, ...], driver: Driver, processes: Processes, bench: Bench) -> None:
    """All listen to the same messages at once. What each computes in as long a silence is subtracted."""
    what = f'{_PATHS} signals at {_RATE} Hz, {len(sources)} message{"s"[: len(sources) - 1]}'
    bench.at(f'{what}: the nodes start')
    for name in ('assistant', 'guard'):
        processes.node(name)
    processes.script('bare', 'bare.py', 'listener')
    publisher = driver.publisher('signals', msg.SignalArray, qos.SIGNALS, 3)
    time.sleep(bench.of(3, 0))  # until they have told each other that they are there
    parts = [_part(source, _PATHS // len(sources)) for source in sources]
    rounds, seconds = bench.of(4, 1), bench.of(4, 1)
    silence: dict[str, list[float]] = {name: [] for name in processes.ids}
    load: dict[str, list[float]] = {name: [] for name in processes.ids}
    for index in range(rounds):
        bench.at(what, index + 1, rounds)
        for shares, messages in ((silence, []), (load, parts)):
            before, began = {name: cpu_seconds(pid) for name, pid in processes.ids.items()}, time.monotonic()
            for values in _paced(seconds):
                for source, specs in messages:
                    signals = [Signal(spec.path, _value(spec, values)) for spec in specs]
                    publisher.publish(signal_array(driver.node.get_clock(), source, signals))
            time.sleep(0.1)  # for what is still under way
            passed = time.monotonic() - began
            for name, pid in processes.ids.items():
                shares[name].append((cpu_seconds(pid) - before[name]) / passed * 100)
    processes.check()
    net = {name: max(mean(load[name]) - mean(silence[name]), 0.01) for name in processes.ids}
    for name in ('assistant', 'guard'):
        bench.add(Row.compared(f'{what}: {name}', net[name], net['bare'], '% of a core', at_most=_GOAL))


def _paced(seconds: int) -> Iterator[int]:
    began = time.monotonic()
    for index in range(seconds * _RATE):
        time.sleep(max(began + index / _RATE - time.monotonic(), 0.0))
        yield index


def _part(source: str, count: int) -> tuple[str, Sequence[SignalSpec]]:
    specs = [spec for spec in load_catalogue().signals.values() if spec.owner == source]
    if len(specs) < count:
        raise RuntimeError(f'{source} owns only {len(specs)} signals')
    return source, specs[:count]


def _value(spec: SignalSpec, index: int) -> Value:
    """Another value each time, as the catalogue allows it."""
    if spec.type == 'boolean':
        return bool(index % 2)
    if spec.type == 'string':
        return spec.allowed[index % len(spec.allowed)] if spec.allowed else f'text {index % 10}'
    if spec.type == 'list':
        return (f'item {index % 10}',)
    low, high = _bounds(spec)
    value = low + (high - low) * (index % 101) / 100
    return float(round(value)) if spec.type == 'integer' else value


def _bounds(spec: SignalSpec) -> tuple[Any, Any]:
    low = spec.minimum if spec.minimum is not None else 0.0
    return low, spec.maximum if spec.maximum is not None else low + 100.0
