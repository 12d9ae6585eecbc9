"""`ipa up --processes`, on its way through the town with the page open: how soon the page follows, and the costs."""

import math
import random
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import psutil
import pytest
from browser import browser, missing_browser
from driver import Driver
from measuring import Bench
from nav_msgs.msg import Odometry
from processes import NAMESPACE, Processes, cpu_share, nodes_of
from table import Row, at

from ipa_agents import msg
from ipa_agents.nodes import qos
from ipa_agents.nodes.messages import signal_array
from ipa_agents.vehicle.signals import Signal

_OUTSIDE, _SHOWN = 'Vehicle.Exterior.AirTemperature', '.outside'
_WATCH = """selector => {
    window.seen = [];
    const place = document.querySelector(selector);
    const note = () => window.seen.push([place.textContent.trim(), performance.timeOrigin + performance.now()]);
    new MutationObserver(note).observe(place, {childList: true, characterData: true, subtree: true});
}"""
_PATIENCE = 120_000  # ms for the page to come, on a busy machine
_UNSEEN = 0.04  # the share of changes of which the page may see only the next one
_AGAIN = 2500.0  # ms until the same temperature may come again
_MB = 1e6


@dataclass(frozen=True, slots=True)
class Car:
    """A car that drives: its processes by name, with the one that started them, and where its page is."""

    ids: Mapping[str, int]
    driver: Driver
    url: str


@pytest.fixture(scope='module')
def car() -> Iterator[Car]:
    port = _free_port()
    driver = Driver()
    with Processes() as processes:
        try:
            words = ('up', '--processes', '--namespace', NAMESPACE, '--port', str(port), 'log_level:=error')
            up = processes.start('up', sys.executable, '-m', 'ipa_agents.cli.main', *words, stdout=subprocess.DEVNULL)
            _drive_off(driver)
            yield Car({'up': up.pid, **nodes_of(up.pid)}, driver, f'http://127.0.0.1:{port}')
            processes.check()
        finally:
            driver.close()


@pytest.mark.skipif(bool(missing_browser()), reason=missing_browser())
def bench_page(car: Car, bench: Bench) -> None:
    """It gets warmer outside; the simulated car reports it at once, and a real browser stamps when it is shown."""
    bench.at('page: the car drives off')
    weather = car.driver.publisher('simulator/command', msg.SignalArray, qos.COMMANDS, 1)
    changes, seconds = bench.of(100, 5), bench.of(20, 1)
    with browser() as chromium:
        page = chromium.new_page(viewport={'width': 1280, 'height': 800})
        page.set_default_timeout(_PATIENCE)
        page.goto(car.url)
        page.wait_for_selector(_SHOWN)
        time.sleep(bench.of(5, 1))
        bench.at(f'page: {seconds} s in which nothing is touched')
        ids = {'cockpit': car.ids['cockpit'], **_chromium()}
        shares = cpu_share(ids, seconds)
        page.evaluate(_WATCH, _SHOWN)
        published = []
        for index in range(changes):
            bench.at('page: changes', index + 1, changes)
            degrees = 30.0 + index % 10
            published.append((f'{degrees:.0f} °C', time.time() * 1000))
            weather.publish(signal_array(car.driver.node.get_clock(), 'bench', [Signal(_OUTSIDE, degrees)]))
            time.sleep(0.3 + 0.1 * random.random())
        seen: list[tuple[str, float]] = page.evaluate('window.seen')
        page.close()
    delays = _delays(published, seen)
    if len(delays) < (1 - _UNSEEN) * changes:
        raise RuntimeError(f'the page has shown only {len(delays)} of {changes} changes')
    delays += [math.inf] * (changes - len(delays))
    bench.add(
        Row.alone('change in the car → page, p50', at(delays, 50), 'ms'),
        Row.alone('change in the car → page, p95', at(delays, 95), 'ms', at_most=150),
        Row.alone('the page while the car drives', shares.pop('cockpit') * 100, '% of a core', at_most=15),
        Row.alone('the browser that shows it', sum(shares.values()) * 100, '% of a core'),
    )


def bench_memory_and_processor(car: Car, bench: Bench) -> None:
    """Proportional set sizes: what processes share is divided among them. After the page was open, if it could be."""
    seconds = bench.of(15, 1)
    bench.at(f'all processes: {seconds} s')
    shares = cpu_share(car.ids, seconds)
    sizes = {name: psutil.Process(pid).memory_full_info() for name, pid in car.ids.items()}
    bench.add(
        Row.alone('memory of the assistant', sizes['assistant'].rss / _MB, 'MB', at_most=250),
        Row.alone('memory of the guard', sizes['guard'].rss / _MB, 'MB'),
        Row.alone('memory of the page', sizes['cockpit'].rss / _MB, 'MB'),
        Row.alone(f'memory of all {len(sizes)} processes', _sum(sizes, 'rss'), 'MB', at_most=1200),
        Row.alone('the same, shared pages counted once', _sum(sizes, 'pss'), 'MB'),
        Row.alone(f'all {len(sizes)} processes while the car drives', sum(shares.values()) * 100, '% of a core'),
    )


def _sum(sizes: Mapping[str, Any], kind: str) -> float:
    return math.fsum(getattr(size, kind) for size in sizes.values()) / _MB


def _drive_off(driver: Driver) -> None:
    """Ask for a route until the car moves."""
    motions = driver.listen('odom', Odometry, qos.EVENTS)
    voice = driver.publisher('utterance', msg.Utterance, qos.UTTERANCES, 2)
    for _ in range(6):
        voice.publish(driver.utterance('take me to the airport'))
        if driver.comes(lambda: any(motion.twist.twist.linear.x > 1.0 for motion in motions), 10.0):
            return
    raise TimeoutError('the car does not drive off')


def _chromium() -> dict[str, int]:
    children = psutil.Process().children(recursive=True)
    return {str(child.pid): child.pid for child in children if 'chrom' in child.name()}


def _delays(published: list[tuple[str, float]], seen: list[tuple[str, float]]) -> list[float]:
    """ms from each change to its first sight; nothing for those that were never seen."""
    stamps = {text: [stamp for shown, stamp in seen if shown == text] for text, _ in published}
    firsts = [
        (began, next((stamp for stamp in stamps[text] if began <= stamp < began + _AGAIN), None))
        for text, began in published
    ]
    return [stamp - began for began, stamp in firsts if stamp is not None]


def _free_port() -> int:
    with socket.socket() as listening:
        listening.bind(('127.0.0.1', 0))
        return int(listening.getsockname()[1])
