"""The measurements of `make bench` still work; how fast anything is, is not asserted."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

_BENCH = Path(__file__).parents[1] / 'bench'
sys.path.append(str(_BENCH))

from table import BEGIN, END, Row, at, merged, rows_of, shown, with_rows  # noqa: E402 - bench/ is no package

DOCUMENT = f'# Title\n\nWords.\n\n{BEGIN}\nold\n{END}\n\nMore words.\n'


def test_a_ratio_is_held_to_its_goal() -> None:
    assert Row.compared('a', 3.0, 1.5, 'ms', at_most=2) == Row('a', '3.00 ms', '1.50 ms', '2.00', '≤ 2 ×', 'met')
    assert Row.compared('a', 3.1, 1.5, 'ms', at_most=2).mark == '**missed**'
    assert Row.compared('a', 3.1, 1.5, 'ms').mark == ''


@pytest.mark.parametrize(('value', 'mark'), [(9.9, 'met'), (10.0, 'met'), (10.1, '**missed**')])
def test_a_value_is_held_to_its_bound(value: float, mark: str) -> None:
    assert Row.alone('a', value, 'ms', at_most=10).mark == mark


@pytest.mark.parametrize(('value', 'mark'), [(299, '**missed**'), (300, 'met')])
def test_a_rate_is_held_to_its_bound(value: float, mark: str) -> None:
    assert Row.alone('a', value, 'sentences', at_least=300).mark == mark


def test_what_is_written_can_be_read_again_and_leaves_the_words_around_it() -> None:
    rows = [Row.compared('sentence → command, p50', 3.0, 1.5, 'ms', at_most=2), Row.alone('memory', 1200, 'MiB')]
    text = with_rows(DOCUMENT, 'Two cores.', rows)
    assert rows_of(text) == rows
    assert text.startswith('# Title\n\nWords.\n')
    assert text.endswith(f'{END}\n\nMore words.\n')
    assert with_rows(text, 'Two cores.', rows) == text


def test_a_document_without_markers_gets_them() -> None:
    text = with_rows('# Title\n', 'Two cores.', [Row.alone('memory', 1, 'MiB')])
    assert text.startswith('# Title\n\n' + BEGIN)
    assert [row.what for row in rows_of(text)] == ['memory']
    assert rows_of('# Title\n') == []


def test_a_part_that_is_measured_anew_leaves_the_others() -> None:
    old = [Row('a', '1 ms'), Row('b', '2 ms')]
    assert merged(old, [Row('b', '3 ms'), Row('c', '4 ms')]) == [Row('a', '1 ms'), Row('b', '3 ms'), Row('c', '4 ms')]


def test_the_table_stands_in_columns() -> None:
    head, line, first, second = shown([Row('a', '1 ms', mark='met'), Row('longer', '20 ms')]).splitlines()
    assert head.index('measured') == first.index('1 ms') == second.index('20 ms')
    assert line.startswith('------  ')


def test_percentiles() -> None:
    values = [float(value) for value in range(100, 0, -1)]
    assert [at(values, percent) for percent in (50, 95, 99, 100)] == [50.0, 95.0, 99.0, 100.0]
    assert at([7.0], 50) == 7.0


@pytest.mark.ros
def test_every_measurement_can_be_taken(tmp_path: Path) -> None:
    """But for those with a whole car, which take a minute; they can at least be imported."""
    document = tmp_path / 'benchmarks.md'
    bench = [sys.executable, '-m', 'pytest', '-c', str(_BENCH / 'pytest.ini'), '-q', str(_BENCH), '--tiny']
    parts = 'latency or one_source or understand or guard_decision or routing'
    # Where pytest-xdist runs this test, pytest-benchmark would take itself for one of its workers.
    environment = {name: value for name, value in os.environ.items() if not name.startswith('PYTEST_')}
    taken = subprocess.run(
        [*bench, '--document', str(document), '-k', parts], env=environment, capture_output=True, text=True, check=False
    )
    assert taken.returncode == 0, taken.stdout
    rows = rows_of(document.read_text(encoding='utf-8'))
    assert all(row.measured and row.on for row in rows)
    assert {row.goal for row in rows} >= {'≤ 3 ×', '≤ 5 ×', '≤ 2 ×', '≤ 10.0 ms', '≥ 300 sentences'}
    assert {row.what for row in rows} >= {'a decision of the guard, p50', 'sentence → command, p95'}
