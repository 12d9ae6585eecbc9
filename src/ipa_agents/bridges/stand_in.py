"""A bridge in the place of devices: their commands come to it, and what it cannot do it says in their name."""

from collections.abc import Callable
from functools import partial

import ipa_agents.msg as msg
from ipa_agents.bridges.bridge import BridgeNode
from ipa_agents.errors import RejectedCommand, SetupError
from ipa_agents.nodes import qos
from ipa_agents.nodes.messages import commanded, rejection_message
from ipa_agents.nodes.parameters import declare
from ipa_agents.vehicle.commands import accepted
from ipa_agents.vehicle.signals import Signal

__all__ = ['StandIn']

_DEVICES = ('hvac', 'body')

Obey = Callable[[tuple[Signal, ...], Callable[[RejectedCommand], None]], None]
"""Begins to do a command, which the catalogue allows, or rejects it by the second argument, in the node's thread."""


class StandIn:
    """Stands in for the devices that the node's parameter `devices` names; they must not run beside it."""

    def __init__(self, node: BridgeNode, default: tuple[str, ...], obey: Obey) -> None:
        """Raises SetupError for a device that is none."""
        text = f'in whose place the world stands, which then must not run: {", ".join(_DEVICES)}, or an empty text'
        named = declare(node, 'devices', list(default) or [''], text, read_only=True)
        self.devices = tuple(filter(None, named))
        if unknown := set(self.devices) - set(_DEVICES):
            raise SetupError(f'{node.get_name()}: devices: there is no {", ".join(sorted(unknown))}')
        self._node = node
        self._obey = obey
        self._rejections = node.create_publisher(msg.CommandRejection, 'command/rejected', qos.EVENTS)
        for device in self.devices:
            node.create_subscription(msg.SignalArray, f'{device}/command', partial(self._take, device), qos.COMMANDS)
        node.create_timer(1.0, self._look)

    def _take(self, device: str, message: msg.SignalArray) -> None:
        reject = partial(self._reject, device, message.command_id)
        try:
            self._obey(accepted(self._node.catalogue, device, commanded(message)), reject)
        except RejectedCommand as rejected:
            reject(rejected)

    def _reject(self, device: str, command_id: str, rejected: RejectedCommand) -> None:
        self._node.health.fault('rejected', f'command {command_id[:64]}: {rejected.reason}')
        self._rejections.publish(rejection_message(self._node.get_clock(), device, command_id, rejected))

    def _look(self) -> None:
        others, namespace = self._node.get_node_names_and_namespaces(), self._node.get_namespace()
        both = ', '.join(name for name in self.devices if (name, namespace) in others)
        self._node.health.lasting('devices', f'{both} runs, too: start the car without it' if both else '')
