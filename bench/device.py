"""A climate device of the bench: says on standard output when a command came, and shows at once what was wished."""

import time

from bare import COMMAND
from rclpy.node import Node

from ipa_agents import msg
from ipa_agents.nodes import qos
from ipa_agents.nodes.messages import signal_array, signals_from
from ipa_agents.nodes.spin import run
from ipa_agents.vehicle.catalogue import load_catalogue
from ipa_agents.vehicle.signals import Signal

__all__ = ['BenchDevice']


class BenchDevice(Node):
    """Prints "<topic> <monotonic ns>" for each command, from the car and from the bare relay."""

    def __init__(self) -> None:
        super().__init__('hvac')
        self._values = load_catalogue().defaults('hvac')
        self._signals = self.create_publisher(msg.SignalArray, 'signals', qos.SIGNALS)
        self.create_subscription(msg.SignalArray, 'hvac/command', self._take, qos.COMMANDS)
        self.create_subscription(msg.SignalArray, COMMAND, self._take_bare, qos.COMMANDS)
        self.create_timer(1.0, self._report)

    def _take(self, command: msg.SignalArray) -> None:
        print('hvac/command', time.monotonic_ns(), flush=True)
        wished = signals_from(command)
        self._values.update((signal.path, signal.value) for signal in wished)
        self._signals.publish(signal_array(self.get_clock(), 'hvac', wished))

    def _take_bare(self, _: msg.SignalArray) -> None:
        print(COMMAND, time.monotonic_ns(), flush=True)

    def _report(self) -> None:
        signals = [Signal(path, value) for path, value in self._values.items()]
        self._signals.publish(signal_array(self.get_clock(), 'hvac', signals))


if __name__ == '__main__':
    raise SystemExit(run(BenchDevice))
