"""What the parts of one car say of themselves on /diagnostics, which all cars share."""

from collections.abc import Callable

from diagnostic_msgs.msg import DiagnosticArray
from rclpy.node import Node

from ipa_agents.cabin.events import Condition
from ipa_agents.nodes import qos
from ipa_agents.nodes.event_messages import conditions_from

__all__ = ['ConditionsNode', 'hear_conditions']


def hear_conditions(node: Node, hear: Callable[[Condition], None]) -> None:
    """Let `node` give every condition of its own namespace to `hear`."""

    def take(message: DiagnosticArray) -> None:
        for condition in conditions_from(message, node.get_namespace()):
            hear(condition)

    node.create_subscription(DiagnosticArray, '/diagnostics', take, qos.DIAGNOSTICS)


class ConditionsNode(Node):
    """Hears conditions and nothing else."""

    def __init__(self, name: str, hear: Callable[[Condition], None]) -> None:
        super().__init__(name)
        hear_conditions(self, hear)
