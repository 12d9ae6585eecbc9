"""What all tests share: a ROS domain of their own, and a printed reason where ROS is missing."""

import importlib.util
import os

import pytest

# Before any test imports rclpy; the processes that tests start inherit it.
os.environ['ROS_DOMAIN_ID'] = str(1 + os.getpid() % 100)
os.environ['ROS_AUTOMATIC_DISCOVERY_RANGE'] = 'LOCALHOST'


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    missing = [name for name in ('rclpy', 'ipa_agents.msg') if importlib.util.find_spec(name) is None]
    if not missing:
        return
    skip = pytest.mark.skip(reason=f'{", ".join(missing)} cannot be imported; run make setup')
    for item in items:
        if item.get_closest_marker('ros'):
            item.add_marker(skip)
