from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest
from ros_files import desk

if TYPE_CHECKING:
    from running_car import RunningCar

__all__ = ['car', 'desk', 'own_car']


def _run() -> Iterator['RunningCar']:
    from running_car import RunningCar  # here, so that a machine without ROS can skip the tests

    running = RunningCar()
    try:
        running.start_all()
        yield running
    finally:
        running.close()


@pytest.fixture(scope='module')
def car() -> Iterator['RunningCar']:
    """A car that the tests of a file share; they leave it as they like, and never break it."""
    yield from _run()


@pytest.fixture
def own_car() -> Iterator['RunningCar']:
    """A car of one test, which may break it."""
    yield from _run()
