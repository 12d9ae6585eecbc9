"""What a node says to the driver by itself, in the language in which the driver was spoken to last."""

from rclpy.node import Node

import ipa_agents.msg as msg
from ipa_agents.language import Words, primary_language
from ipa_agents.nodes import qos
from ipa_agents.nodes.messages import header
from ipa_agents.vehicle.seats import DRIVER

__all__ = ['Remarks']


class Remarks:
    """Publishes on `say`; its turns are named after the node."""

    def __init__(self, node: Node, language: str) -> None:
        self._node = node
        self._turn = f'{node.get_name()}-'
        self._said = 0
        self._language = primary_language(language)
        self._say = node.create_publisher(msg.Say, 'say', qos.EVENTS)
        node.create_subscription(msg.Say, 'say', self._hear, qos.EVENTS)

    def say(self, words: Words) -> None:
        """Say it as a warning, since nobody asked."""
        self._said += 1
        self._say.publish(
            msg.Say(
                header=header(self._node.get_clock()),
                turn_id=f'{self._turn}{self._said}',
                text=words[self._language],
                locale=self._language,
                is_last=True,
                priority=msg.Say.WARNING,
            )
        )

    def _hear(self, message: msg.Say) -> None:
        if message.seat in ('', DRIVER) and not message.turn_id.startswith(self._turn):
            self._language = primary_language(message.locale, self._language)
