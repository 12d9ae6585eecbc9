"""How many sentences `ipa understand` answers on one core."""

import json
import subprocess
import sys
import time
from pathlib import Path

from measuring import Bench
from processes import Processes, cpu_seconds
from sentences import SENTENCES
from table import Row


def bench_understand(processes: Processes, bench: Bench, tmp_path: Path) -> None:
    """English and Chinese by turns; from the first answer to the last, without the start."""
    rounds = bench.of(20, 1)
    lines = [json.dumps({'id': str(number), 'turns': [text]}) for number, text in enumerate(SENTENCES * rounds)]
    questions = tmp_path / 'questions.jsonl'
    questions.write_text('\n'.join(lines), encoding='utf-8')
    bench.at(f'understand: {len(lines)} sentences')
    with questions.open(encoding='utf-8') as file:
        command = (sys.executable, '-m', 'ipa_agents.cli.main', 'understand')
        process = processes.start('understand', *command, stdin=file, stdout=subprocess.PIPE)
        assert process.stdout is not None
        process.stdout.readline()
        began, before = time.monotonic(), cpu_seconds(process.pid)
        answers = [json.loads(process.stdout.readline()) for _ in lines[1:]]
        computed, passed = cpu_seconds(process.pid) - before, time.monotonic() - began
    failed = [answer for answer in answers if 'error' in answer]
    if failed:
        raise RuntimeError(f'{len(failed)} sentences failed: {failed[0]}')
    bench.add(
        Row.alone('ipa understand, in a second of one core', len(answers) / computed, 'sentences', at_least=300),
        Row.alone('ipa understand, in a second by the clock', len(answers) / passed, 'sentences'),
    )
