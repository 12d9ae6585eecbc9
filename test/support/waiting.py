"""Waiting for what happens in another thread or process, without ROS."""

import time
from collections.abc import Callable

import pytest

__all__ = ['wait_for']


def wait_for(condition: Callable[[], object], what: str, within: float = 60.0) -> None:
    """Until `condition` holds; fails the test when it does not within `within` s."""
    end = time.monotonic() + within
    while not condition():
        if time.monotonic() > end:
            pytest.fail(f'waited {within:g} s in vain for {what}')
        time.sleep(0.02)
