"""The whole car in one process, as `ipa up` runs it: until its first answer, and while nobody speaks."""

import subprocess
import sys
import time
from statistics import median

import psutil
from measuring import Bench
from processes import Processes, cpu_share
from table import Row

_ASKED, _ANSWER = 'turn on the air conditioning\n', 'The air conditioning is on'
_MB = 1e6


def bench_one_process(bench: Bench) -> None:
    """Without the page, which starts with its first visitor."""
    rounds, seconds = bench.of(3, 1), bench.of(15, 1)
    starts = []
    for index in range(rounds):
        bench.at('start to first answer', index + 1, rounds)
        with Processes() as processes:
            began = time.monotonic()
            process = processes.start(
                *('up', sys.executable, '-m', 'ipa_agents.cli.main', 'up', '--chat', '--no-page'),
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
            )
            _ask(process)
            starts.append(time.monotonic() - began)
            if index < rounds - 1:
                continue
            bench.at(f'one process: {seconds} s of silence')
            share = cpu_share(processes.ids, seconds)['up']
            size = psutil.Process(process.pid).memory_info().rss
    bench.add(
        Row.alone('start to first answer, one process', median(starts), 's'),
        Row.alone('one process while nobody speaks', share * 100, '% of a core'),
        Row.alone('memory of the one process', size / _MB, 'MB'),
    )


def _ask(process: 'subprocess.Popen[str]') -> None:
    assert process.stdin is not None
    assert process.stdout is not None
    process.stdin.write(_ASKED)
    process.stdin.flush()
    for line in process.stdout:
        if _ANSWER in line:
            return
    raise RuntimeError('the car has ended without an answer')
