"""Parameters: declared once, each with a description and, for numbers, a range."""

from collections.abc import Mapping
from typing import Any

from rcl_interfaces.msg import FloatingPointRange, IntegerRange, ParameterDescriptor
from rclpy.exceptions import InvalidParameterTypeException, InvalidParameterValueException
from rclpy.node import Node
from rclpy.parameter import Parameter

from ipa_agents.errors import SetupError

__all__ = ['declare', 'declare_topic', 'overrides']


def declare(
    node: Node,
    name: str,
    default: Any,
    description: str,
    *,
    minimum: float | None = None,
    maximum: float | None = None,
    read_only: bool = False,
) -> Any:
    """Declare a parameter and give its value; numbers outside of minimum..maximum are refused by ROS itself.

    Raises SetupError for a value that was set from outside and is of another type, or out of range.
    """
    descriptor = ParameterDescriptor(description=description, read_only=read_only)
    if minimum is not None and maximum is not None:
        if isinstance(default, float):
            descriptor.floating_point_range = [FloatingPointRange(from_value=minimum, to_value=maximum)]
        else:
            descriptor.integer_range = [IntegerRange(from_value=int(minimum), to_value=int(maximum), step=1)]
    try:
        return node.declare_parameter(name, default, descriptor).value
    except (InvalidParameterTypeException, InvalidParameterValueException) as error:
        raise SetupError(f'{node.get_name()}: {error}') from error


def declare_topic(node: Node, name: str, default: str, description: str) -> str:
    """Declare the name of a topic, and give it; raises SetupError for what can be none."""
    topic = str(declare(node, name, default, description, read_only=True))
    try:
        node.resolve_topic_name(topic)
    except RuntimeError as error:  # of rcl, with a place in its source
        reason = str(error).partition(', at ')[0]
        raise SetupError(f'{node.get_name()}: {name} {topic!r} can be no topic: {reason}') from error
    return topic


def overrides(values: Mapping[str, object] | None) -> list[Parameter]:
    """Parameters that win over their defaults and over files."""
    return [Parameter(name, value=value) for name, value in (values or {}).items()]
