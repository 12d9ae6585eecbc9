"""What all tests share: a ROS domain of their own, a browser, and a printed reason where one is missing."""

import asyncio
import os
import signal
from collections.abc import Iterator
from typing import Any

import pytest
from browser import Visit, browser, missing_browser
from hypothesis import settings
from ros import missing, take_domain

# Before any test imports rclpy; the processes that tests start inherit it.
_domain, _lock = take_domain()
os.environ['ROS_DOMAIN_ID'] = str(_domain)
os.environ['ROS_AUTOMATIC_DISCOVERY_RANGE'] = 'LOCALHOST'

# A run in the background ignores SIGINT, and all that it starts would, too: but tests end what they start by it.
signal.signal(signal.SIGINT, signal.default_int_handler)

# No test depends on how fast a machine is, nor on luck where nobody watches.
settings.register_profile('ipa', deadline=None, derandomize='CI' in os.environ)
settings.load_profile('ipa')


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> Any:
    """Tests of one file go to one worker, and so do all of a folder whose servers take long to start."""
    from xdist.scheduler import LoadFileScheduling

    class Scheduling(LoadFileScheduling):  # type: ignore[misc]
        def _split_scope(self, nodeid: str) -> str:
            folder = 'test/real_model'
            return folder if nodeid.startswith(f'{folder}/') else super()._split_scope(nodeid)

    return Scheduling(config, log)


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    reason = missing()
    has_reruns = config.pluginmanager.hasplugin('rerunfailures')
    for item in items:
        if reason and item.get_closest_marker('ros'):
            item.add_marker(pytest.mark.skip(reason=reason))
        elif has_reruns:
            # A machine may stand still for longer than any test waits, and DDS miss a process for good: a real fault
            # fails twice, and the summary names who was tried again.
            item.add_marker(pytest.mark.flaky(reruns=1))


def pytest_terminal_summary(terminalreporter: Any) -> None:
    """Why what was tried again had failed."""
    for report in terminalreporter.stats.get('rerun', ()):
        terminalreporter.section(f'first try of {report.nodeid}')
        terminalreporter.line(report.longreprtext)


@pytest.fixture(scope='session', autouse=True)
def _nobody_is_known(tmp_path_factory: pytest.TempPathFactory) -> None:
    """What the memory of this checkout holds of people must not change what tests see."""
    os.environ['IPA_MEMORY'] = str(tmp_path_factory.mktemp('memory') / 'memory.sqlite')


@pytest.fixture(scope='session')
def any_browser() -> Iterator[Visit]:
    if reason := missing_browser():
        pytest.skip(reason)
    with browser() as opened:
        loop = asyncio.get_running_loop()
        asyncio._set_running_loop(None)
        yield Visit(opened, loop)
        asyncio._set_running_loop(loop)


@pytest.fixture
def visit(any_browser: Visit) -> Iterator[Visit]:
    """Opens pages, which close with the test.

    Playwright runs a loop in this thread as long as the browser lives: tests without a browser must not come upon it.
    """
    asyncio._set_running_loop(any_browser.loop)
    yield any_browser
    any_browser.end()
    asyncio._set_running_loop(None)
