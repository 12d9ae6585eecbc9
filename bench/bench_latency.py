"""From a sentence that is published to its command at the device, beside a bare relay of as many hops."""

import json
import random
import select
import subprocess
import time
from dataclasses import dataclass
from typing import Any

from bare import COMMAND, UTTERANCE
from driver import Driver
from measuring import Bench
from processes import Processes
from sentences import WISHES
from table import Row, at

from ipa_agents import msg
from ipa_agents.nodes import qos
from ipa_agents.vehicle.seats import SEATS

_PAUSE = 0.05  # s between two sentences; the guard takes nine proposals a second
_PATIENCE = 10.0  # s; a command that comes later spoils the measurement
_LOST = 0.02  # the share of sentences that may come to nothing


@dataclass(frozen=True, slots=True)
class _Sample:
    """ms from publishing to the device, and the part of the brain in it."""

    whole: float
    brain: float


class _Cabin:
    """Speaks to the car and to the bare relay; the device says on its standard output when a command came."""

    def __init__(self, driver: Driver, device: subprocess.Popen[str]) -> None:
        self._driver = driver
        self._device = device
        self._events = driver.listen('trace', msg.TurnEvent, qos.TRACE)
        self._voice = driver.publisher('utterance', msg.Utterance, qos.UTTERANCES, 2)
        self._relay = driver.publisher(UTTERANCE, msg.Utterance, qos.UTTERANCES, 1)

    def ask(self, text: str, seat: str) -> _Sample | None:
        """A sentence to the car; None when no command came of it."""
        self._events.clear()
        utterance = self._driver.utterance(text, seat)
        came = self._measured(self._voice, 'hvac/command', utterance)
        if came is None:
            return None
        self._driver.wait(lambda: 'said' in self._turn(utterance), f'the end of the turn of {text!r}')
        return _Sample(came, self._turn(utterance)['brain']['ms'])

    def relay(self, text: str, seat: str) -> float:
        """The same through the bare relay."""
        came = self._measured(self._relay, COMMAND, self._driver.utterance(text, seat))
        if came is None:
            raise TimeoutError('the bare relay has lost an utterance')
        return came

    def _turn(self, utterance: msg.Utterance) -> dict[str, dict[str, Any]]:
        """The details by stage, as far as the turn of an utterance was traced."""
        told = [(event.turn_id, event.stage, json.loads(event.detail)) for event in self._events]
        turns = [turn for turn, _, detail in told if detail.get('utterance_id') == utterance.utterance_id]
        return {stage: detail for turn, stage, detail in told if turn in turns}

    def _measured(self, publisher: Any, topic: str, utterance: msg.Utterance) -> float | None:
        output = self._device.stdout
        assert output is not None
        began = time.monotonic_ns()
        publisher.publish(utterance)
        if not select.select([output], [], [], _PATIENCE)[0]:
            return None
        heard, stamp = output.readline().split()
        if heard != topic:
            raise RuntimeError(f'a command on {heard}, not on {topic}')
        return (int(stamp) - began) / 1e6


def bench_latency_of_the_reflex_path(driver: Driver, processes: Processes, bench: Bench) -> None:
    """One process a node. The two take turns, so that both see the same machine."""
    bench.at('latency: the nodes start')
    device = processes.script('device', 'device.py', stdout=subprocess.PIPE)
    for name in ('assistant', 'guard'):
        processes.node(name)
        processes.script(f'bare {name}', 'bare.py', name)
    cabin = _Cabin(driver, device)
    time.sleep(bench.of(3, 2))  # until the guard has heard of its device
    asked, relayed = [], []
    total = bench.of(400, 8)
    for index in range(total):
        bench.at('latency: sentences', index + 1, total)
        turn, seat = divmod(index, len(SEATS))
        text = WISHES[turn % len(WISHES)].format(18 + turn % 9)
        asked.append(cabin.ask(text, SEATS[seat]))
        time.sleep(_PAUSE)
        relayed.append(cabin.relay(text, SEATS[seat]))
        time.sleep(_PAUSE + 0.02 * random.random())
    processes.check()
    done = [sample for sample in asked if sample is not None]
    if len(done) < (1 - _LOST) * total:
        raise RuntimeError(f'{total - len(done)} of {total} sentences came to nothing')
    whole, brain = [sample.whole for sample in done], [sample.brain for sample in done]
    rest = [sample.whole - sample.brain for sample in done]
    bench.add(
        Row.compared('sentence → command, without the brain, p50', at(rest, 50), at(relayed, 50), 'ms', at_most=3),
        Row.compared('sentence → command, without the brain, p95', at(rest, 95), at(relayed, 95), 'ms'),
        Row.compared('sentence → command, without the brain, p99', at(rest, 99), at(relayed, 99), 'ms', at_most=5),
        Row.alone('sentence → command, p50', at(whole, 50), 'ms'),
        Row.alone('sentence → command, p95', at(whole, 95), 'ms', at_most=10),
        Row.alone('sentence → command, p99', at(whole, 99), 'ms'),
        Row.alone('the brain in it, p50', at(brain, 50), 'ms'),
        Row.alone('the brain in it, p95', at(brain, 95), 'ms'),
    )
