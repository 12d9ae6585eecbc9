"""Nodes that read a databroker, or a CAN bus, and do nothing of their own: one value on, as it comes."""

import argparse
import threading

import can
import grpc
from bare import SIGNALS
from fast_world import CHANNEL
from kuksa.val.v2 import val_pb2 as messages
from kuksa.val.v2.val_pb2_grpc import VALStub
from rclpy.node import Node

from ipa_agents import msg
from ipa_agents.nodes import qos
from ipa_agents.nodes.spin import LoopThread, run

__all__ = ['BrokerRelay', 'BusRelay']

_SPEED = 'Vehicle.Speed'


class _Relay(Node):
    def __init__(self) -> None:
        super().__init__('bare_bridge')
        self._signals = self.create_publisher(msg.SignalArray, SIGNALS, qos.SIGNALS)

    def show(self, speed: float) -> None:
        """Pass a speed on."""
        signal = msg.Signal(path=_SPEED, kind=msg.Signal.NUMBER, number=speed)
        self._signals.publish(msg.SignalArray(signals=[signal]))


class BrokerRelay(_Relay):
    """Subscribes to the speed."""

    def __init__(self, port: int) -> None:
        super().__init__()
        self._loop = LoopThread('bare broker')
        self._loop.start()
        self._loop.submit(self._read(port))

    def destroy_node(self) -> None:
        """End the connection, then the node."""
        self._loop.stop()
        super().destroy_node()

    async def _read(self, port: int) -> None:
        async with grpc.aio.insecure_channel(f'127.0.0.1:{port}') as channel:
            request = messages.SubscribeRequest(signal_paths=[_SPEED], buffer_size=1)
            async for response in VALStub(channel).Subscribe(request, wait_for_ready=True):
                self.show(response.entries[_SPEED].value.float)


class BusRelay(_Relay):
    """Reads frames whose first two bytes are the speed."""

    def __init__(self) -> None:
        super().__init__()
        self._ends = threading.Event()
        self._thread = threading.Thread(target=self._read)
        self._thread.start()

    def destroy_node(self) -> None:
        """Leave the bus, then end the node."""
        self._ends.set()
        self._thread.join()
        super().destroy_node()

    def _read(self) -> None:
        with can.Bus(interface='socketcand', channel=CHANNEL) as bus:
            while not self._ends.is_set():
                heard = bus.recv(0.2)
                if heard:
                    self.show(int.from_bytes(heard.data[:2], 'little') / 100)


if __name__ == '__main__':
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument('world', choices=('broker', 'bus'))
    parser.add_argument('port', type=int)
    arguments, for_ros = parser.parse_known_args()
    raise SystemExit(run(BusRelay if arguments.world == 'bus' else lambda: BrokerRelay(arguments.port), for_ros))
