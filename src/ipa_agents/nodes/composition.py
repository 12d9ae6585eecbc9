"""Several nodes in one process, each with an executor and a thread of its own; they talk over ROS alone."""

import json
from collections.abc import Callable, Mapping, Sequence
from importlib import import_module
from types import TracebackType
from typing import Self

import rclpy
from rclpy.node import Node
from rclpy.signals import SignalHandlerOptions

from ipa_agents.nodes.spin import Spinner, ending

__all__ = ['CAR', 'Composition', 'car_node', 'ros_arguments']

CAR: Mapping[str, str] = {
    'simulator': 'SimulatorNode',
    'hvac': 'HvacNode',
    'body': 'BodyNode',
    'media': 'MediaNode',
    'guard': 'GuardNode',
    'assistant': 'AssistantNode',
    'navigation': 'NavigationNode',  # last, since it may have to read a whole map first
}


def car_node(name: str) -> Callable[[], Node]:
    """What makes the node `name` of CAR."""
    factory: Callable[[], Node] = getattr(import_module(f'ipa_agents.nodes.{name}_node'), CAR[name])
    return factory


def ros_arguments(namespace: str, log_level: str, parameters: Mapping[str, object]) -> list[str]:
    """Arguments for rclpy.init; each of `parameters` goes to every node that declares it."""
    # In YAML's quotes, a folder that is named 2003 stays a text.
    settings = [
        word
        for name, value in parameters.items()
        for word in ('-p', f'{name}:={json.dumps(value, ensure_ascii=False)}')
    ]
    return ['--ros-args', '-r', f'__ns:={namespace}', '--log-level', log_level, *settings]


class Composition:
    """A context in which nodes run; they are ended in the reverse order of their start."""

    def __init__(self, arguments: Sequence[str]) -> None:
        self._arguments = list(arguments)
        self._spinners: list[Spinner] = []

    def __enter__(self) -> Self:
        rclpy.init(args=self._arguments, signal_handler_options=SignalHandlerOptions.NO)
        return self

    def add(self, factory: Callable[[], Node]) -> Node:
        """Make a node and begin to spin it."""
        spinner = Spinner(factory())
        self._spinners.append(spinner)
        spinner.start()
        return spinner.node

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        with ending():
            for spinner in reversed(self._spinners):
                spinner.stop()
            rclpy.try_shutdown()
