"""Nodes that do nothing of their own: what rclpy alone costs, in the places of the assistant and of the guard."""

import argparse

from nav_msgs.msg import Odometry
from rclpy.node import Node
from rclpy.qos import qos_profile_sensor_data

from ipa_agents import msg
from ipa_agents.nodes import qos
from ipa_agents.nodes.spin import run

__all__ = [
    'COMMAND',
    'ODOMETRY',
    'SIGNALS',
    'UTTERANCE',
    'Listener',
    'ProposalRelay',
    'UtteranceRelay',
    'WorldRelay',
]

UTTERANCE, COMMAND = 'bare/utterance', 'bare/command'
ODOMETRY, SIGNALS = 'bare/odometry', 'bare/signals'
_PROPOSAL = 'bare/proposal'


class UtteranceRelay(Node):
    """Passes an utterance on as a proposal, as the assistant does."""

    def __init__(self) -> None:
        super().__init__('bare_assistant')
        self._proposals = self.create_publisher(msg.Proposal, _PROPOSAL, qos.EVENTS)
        self.create_subscription(msg.Utterance, UTTERANCE, self._pass_on, qos.UTTERANCES)

    def _pass_on(self, message: msg.Utterance) -> None:
        self._proposals.publish(
            msg.Proposal(header=message.header, utterance_id=message.utterance_id, arguments=message.text)
        )


class ProposalRelay(Node):
    """Passes a proposal on as a command, as the guard does."""

    def __init__(self) -> None:
        super().__init__('bare_guard')
        self._commands = self.create_publisher(msg.SignalArray, COMMAND, qos.COMMANDS)
        self.create_subscription(msg.Proposal, _PROPOSAL, self._pass_on, qos.EVENTS)

    def _pass_on(self, message: msg.Proposal) -> None:
        signal = msg.Signal(path=message.arguments, kind=msg.Signal.NUMBER, number=1.0)
        self._commands.publish(
            msg.SignalArray(header=message.header, command_id=message.utterance_id, signals=[signal])
        )


class WorldRelay(Node):
    """Passes the odometry of a world on as a signal, as a bridge does."""

    def __init__(self) -> None:
        super().__init__('bare_bridge')
        self._signals = self.create_publisher(msg.SignalArray, SIGNALS, qos.SIGNALS)
        self.create_subscription(Odometry, ODOMETRY, self._pass_on, qos_profile_sensor_data)

    def _pass_on(self, message: Odometry) -> None:
        signal = msg.Signal(path='Vehicle.Speed', kind=msg.Signal.NUMBER, number=message.twist.twist.linear.x)
        self._signals.publish(msg.SignalArray(header=message.header, signals=[signal]))


class Listener(Node):
    """Hears the car's signals and drops them."""

    def __init__(self) -> None:
        super().__init__('bare_listener')
        self.create_subscription(msg.SignalArray, 'signals', lambda _: None, qos.SIGNALS)


_NODES = {'assistant': UtteranceRelay, 'guard': ProposalRelay, 'listener': Listener, 'bridge': WorldRelay}


if __name__ == '__main__':
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument('place', choices=_NODES)
    arguments, for_ros = parser.parse_known_args()
    raise SystemExit(run(_NODES[arguments.place], for_ros))
