"""All tests of bridges need ROS."""

from ros_files import desk, node, pytest_pycollect_makemodule

__all__ = ['desk', 'node', 'pytest_pycollect_makemodule']
