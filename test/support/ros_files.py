"""For the conftest.py of tests that need ROS: where it is missing, their files are not even imported."""

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from ros import missing

if TYPE_CHECKING:
    from desk import Desk
    from rclpy.node import Node

__all__ = ['desk', 'node', 'pytest_pycollect_makemodule']


class _Skipped(pytest.Module):
    def collect(self) -> Any:
        pytest.skip(missing())


def pytest_pycollect_makemodule(module_path: Path, parent: pytest.Collector) -> pytest.Module:
    module: pytest.Module = (_Skipped if missing() else pytest.Module).from_parent(parent, path=module_path)
    module.add_marker('ros')
    return module


@pytest.fixture
def desk() -> Iterator['Desk']:
    from desk import Desk

    desk = Desk()
    try:
        yield desk
    finally:
        desk.close()


@pytest.fixture
def node() -> Iterator['Node']:
    """A node in this process, for a part of one."""
    import rclpy

    context = rclpy.Context()
    rclpy.init(context=context)
    node = rclpy.create_node('part', namespace='/car', context=context)
    yield node
    node.destroy_node()
    rclpy.try_shutdown(context=context)
