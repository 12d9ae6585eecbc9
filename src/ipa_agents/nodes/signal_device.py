"""Device nodes whose commands are signals: hvac and body."""

from collections.abc import Mapping
from typing import Any

from rcl_interfaces.msg import SetParametersResult
from rclpy.parameter import Parameter

import ipa_agents.msg as msg
from ipa_agents.errors import RejectedCommand, SetupError
from ipa_agents.nodes import qos
from ipa_agents.nodes.device import DeviceNode
from ipa_agents.nodes.messages import signals_from
from ipa_agents.nodes.parameters import declare
from ipa_agents.vehicle.catalogue import Catalogue, load_catalogue
from ipa_agents.vehicle.devices import Device, Mode
from ipa_agents.vehicle.signals import Value

__all__ = ['SignalDeviceNode']

_PERIOD = 0.05


class SignalDeviceNode(DeviceNode):
    """Owns the actuators that the catalogue gives to a node of its name."""

    def __init__(self, name: str) -> None:
        super().__init__(name, msg.SignalArray, _PERIOD)
        declare(
            self, 'mode', Mode.NORMAL.value, f'for tests: {", ".join(Mode)} (ignores commands, or does another thing)'
        )
        declare(self, 'stuck_paths', [''], 'paths of actuators that are broken')
        self.add_on_set_parameters_callback(self._change)
        self._device: Device | None = None
        self._car = self.create_subscription(msg.SignalArray, 'signals', self._hear, qos.SIGNALS)

    def make_device(self, catalogue: Catalogue) -> Device:
        """The device behind the node."""
        return Device(catalogue, self.get_name())

    def configure(self) -> None:
        """Read the catalogue, and how the device is to fail."""
        device = self.make_device(load_catalogue())
        mode = self.get_parameter('mode').value
        if mode not in tuple(Mode):
            raise SetupError(f'parameter mode: must be one of {", ".join(Mode)} (was {mode!r})')
        device.mode = Mode(mode)
        device.broken = frozenset(self.get_parameter('stuck_paths').value)
        self._device = device

    def take(self, command: msg.SignalArray) -> None:
        """Begin to move, or refuse all of it."""
        signals = signals_from(command)
        if len(signals) != len(command.signals):
            raise RejectedCommand('the command has a signal without a value', '命令中有信号没有值')
        self._configured().take(signals)

    def step(self, dt: float) -> None:
        """Move on."""
        self._configured().step(dt)

    def values(self) -> Mapping[str, Value]:
        """Where everything stands."""
        return self._configured().values()

    def snapshot(self) -> Mapping[str, Any]:
        """Where everything stands, and what it was told to become."""
        return self._configured().snapshot()

    def restore(self, state: Mapping[str, Any]) -> None:
        """Stand where everything stood, and move on."""
        self._configured().restore(state)

    def _configured(self) -> Device:
        if self._device is None:
            raise RejectedCommand('the device is not configured', '设备未配置')
        return self._device

    def _hear(self, message: msg.SignalArray) -> None:
        if self._device is not None and message.source == 'simulator':
            self._device.hear(signals_from(message))

    def _change(self, parameters: list[Parameter[Any]]) -> SetParametersResult:
        for parameter in parameters:
            if parameter.name == 'mode' and parameter.value not in tuple(Mode):
                return SetParametersResult(successful=False, reason=f'mode must be one of {", ".join(Mode)}')
        for parameter in parameters:
            if self._device is not None and parameter.name == 'mode':
                self._device.mode = Mode(parameter.value)
            if self._device is not None and parameter.name == 'stuck_paths':
                self._device.broken = frozenset(parameter.value)
        return SetParametersResult(successful=True)
