"""In place of a bridge whose messages are not installed: a node that says so, since a car can do without it."""

from collections.abc import Callable
from importlib.util import find_spec

from rclpy.node import Node

from ipa_agents.bridges.interfaces import cure
from ipa_agents.nodes.health import Health
from ipa_agents.nodes.spin import run

__all__ = ['AbsentBridge', 'run_with']


class AbsentBridge(Node):
    """Bears the name of the bridge that needs `package`."""

    def __init__(self, name: str, package: str) -> None:
        super().__init__(name)
        reason = f'{package} is not installed. {cure(package)}'
        self.health = Health(self)
        self.health.lasting('not installed', reason)
        self.get_logger().error(reason)


def run_with(package: str, name: str, bridge: Callable[[], Node]) -> int:
    """Run `bridge` as a process where `package` is installed, else an AbsentBridge of that name; the exit status."""
    return run(bridge if find_spec(package) else lambda: AbsentBridge(name, package))
