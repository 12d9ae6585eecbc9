"""What all tests share: a ROS domain of their own, and a printed reason where ROS is missing."""

import importlib.util
import os

import pytest
from hypothesis import settings

# Before any test imports rclpy; the processes that tests start inherit it.
os.environ['ROS_DOMAIN_ID'] = str(1 + os.getpid() % 100)
os.environ['ROS_AUTOMATIC_DISCOVERY_RANGE'] = 'LOCALHOST'

# No test depends on how fast a machine is, nor on luck where nobody watches.
settings.register_profile('ipa', deadline=None, derandomize='CI' in os.environ)
settings.load_profile('ipa')


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    missing = [name for name in ('rclpy', 'ipa_agents.msg') if importlib.util.find_spec(name) is None]
    if not missing:
        return
    skip = pytest.mark.skip(reason=f'{", ".join(missing)} cannot be imported; run make setup')
    for item in items:
        if item.get_closest_marker('ros'):
            item.add_marker(skip)
