"""A car whose CAN bus is read by a DBC file; it is never written to."""

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ipa_agents.bridges.bridge import BridgeNode
from ipa_agents.bridges.pace import Pace
from ipa_agents.bridges.stand_in import StandIn
from ipa_agents.config_files import config_folder
from ipa_agents.errors import InvalidValue, RejectedCommand
from ipa_agents.nodes.clocks import steady_timer
from ipa_agents.nodes.parameters import declare
from ipa_agents.nodes.spin import run
from ipa_agents.vehicle.signals import Signal
from ipa_agents.vehicle.simulator import OWNER

if TYPE_CHECKING:
    from ipa_agents.bridges.can.frames import Reading
    from ipa_agents.bridges.can.library import can

__all__ = ['CanBridge', 'main']


class CanBridge(BridgeNode):
    """Claims what the bus may bring, whether it comes or not: a real car is not to be made up."""

    def __init__(self) -> None:
        # Only now, so that a missing library is an error of the start.
        from ipa_agents.bridges.can.bus import Bus, is_bus_off
        from ipa_agents.bridges.can.frames import Frames

        self._bus: Bus | None = None
        super().__init__('can_bridge', ())
        file = declare(
            self, 'signals', '', 'which of the bus are which here; empty: config/bridges/can.yaml', read_only=True
        )
        self._stand_in = StandIn(self, (), _refuse)
        owners = (OWNER, *self._stand_in.devices)
        self._frames = Frames(Path(file) if file else config_folder() / 'bridges' / 'can.yaml', self.catalogue, owners)
        self._is_bus_off = is_bus_off
        self._connection = self.health.task('bus', 'open')
        self._pace = Pace(self._show)
        steady_timer(self, 1 / self.get_parameter('rate').value, self._pace.tick)
        self.claim(self._frames.paths)
        self._bus = Bus(self._settings(), self._hear, self._lose)
        self._bus.start()

    def destroy_node(self) -> None:
        """Close the bus, then end the node."""
        if self._bus:
            self._bus.stop()
        super().destroy_node()

    def _settings(self) -> dict[str, Any]:
        interface = declare(
            self, 'interface', 'socketcan', 'of python-can; empty: as its own files say', read_only=True
        )
        channel = declare(self, 'channel', 'can0', 'of the interface', read_only=True)
        bitrate = declare(self, 'bitrate', 0, 'bits/s; 0: as it is set', minimum=0, maximum=8_000_000, read_only=True)
        given = {'interface': interface, 'channel': channel, 'bitrate': bitrate}
        return {name: value for name, value in given.items() if value} | {'can_filters': self._frames.filters}

    def _hear(self, frame: 'can.Message') -> None:
        """In the thread that reads."""
        self._connection.lasting('away', '')
        if frame.is_error_frame:
            self._connection.count('error frames')
            if self._is_bus_off(frame):
                self._connection.lasting('bus off', 'the controller has left the bus')
            return
        self._connection.lasting('bus off', '')
        try:
            reading = self._frames.read(frame)
        except InvalidValue as error:
            self._connection.fault('unreadable', str(error))
            return
        if reading:
            # Each part of a multiplexed message by itself.
            self._pace.put({(reading.name, *reading.values): reading})

    def _lose(self, reason: str) -> None:
        """In the thread that reads."""
        self._connection.lasting('away', reason)

    def _show(self, readings: 'Mapping[tuple[str, ...], Reading]') -> None:
        with self.together():
            for reading in readings.values():
                for fault in reading.faults:
                    self.health.fault('unusable', fault)
                self.tell(reading.name, reading.values)


def _refuse(signals: tuple[Signal, ...], reject: Callable[[RejectedCommand], None]) -> None:
    raise RejectedCommand('this car only lets me read, it does not take commands', '这辆车只能读取，不能接受命令')


def main() -> int:
    """Run the node as a process."""
    return run(CanBridge)


if __name__ == '__main__':
    raise SystemExit(main())
