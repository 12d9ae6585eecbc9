"""What all measurements share: a ROS domain, how much is measured, and the table with where it is written."""

import datetime
import importlib.metadata
import os
import platform
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import psutil
import pytest
from measuring import Bench
from processes import Processes
from ros import take_domain
from table import merged, rows_of, shown, with_rows

if TYPE_CHECKING:
    from driver import Driver

# Before rclpy is imported; the processes that are started inherit it.
_domain, _lock = take_domain()
os.environ['ROS_DOMAIN_ID'] = str(_domain)
os.environ['ROS_AUTOMATIC_DISCOVERY_RANGE'] = 'LOCALHOST'

_DOCUMENT = Path(__file__).parents[1] / 'docs' / 'benchmarks.md'
_BENCH = pytest.StashKey[Bench]()


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption('--tiny', action='store_true', help='measure hardly anything: only whether it still works')
    parser.addoption('--document', type=Path, default=_DOCUMENT, help='where the table is written')


@pytest.fixture(scope='session')
def bench(pytestconfig: pytest.Config) -> Bench:
    return pytestconfig.stash.setdefault(_BENCH, Bench(pytestconfig))


@pytest.fixture
def driver() -> Iterator['Driver']:
    from driver import Driver

    driver = Driver()
    try:
        yield driver
    finally:
        driver.close()


@pytest.fixture
def processes() -> Iterator[Processes]:
    with Processes() as running:
        yield running


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter, exitstatus: int, config: pytest.Config) -> None:
    """Show what was measured and write it down: all of it anew, or only the rows of the parts that were chosen."""
    today = datetime.date.today().isoformat()
    bench = config.stash.get(_BENCH, None)
    if bench is None or not bench.rows:
        return
    rows = [replace(row, on=today) for row in bench.rows]
    terminalreporter.section('benchmarks')
    terminalreporter.write_line(shown(rows))
    document: Path = config.getoption('--document')
    text = document.read_text(encoding='utf-8') if document.exists() else ''
    is_whole = exitstatus == 0 and not config.getoption('keyword')
    rows = rows if is_whole else merged(rows_of(text), rows)
    document.write_text(with_rows(text, _machine(), rows), encoding='utf-8')


def _machine() -> str:
    memory = psutil.virtual_memory().total / 2**30
    return (
        f'Made by `make bench` on {os.cpu_count()} cores ({_processor()}), {memory:.0f} GiB, {platform.system()}; '
        f'Python {platform.python_version()}, ROS 2 {os.environ.get("ROS_DISTRO", "")}, '
        f'rclpy {importlib.metadata.version("rclpy")}, {os.environ.get("RMW_IMPLEMENTATION", "rmw_fastrtps_cpp")}.'
    )


def _processor() -> str:
    lines = Path('/proc/cpuinfo').read_text(encoding='utf-8').splitlines()
    return next((line.partition(': ')[2] for line in lines if line.startswith('model name')), platform.machine())
