"""What all device nodes share: a lifecycle node that owns signals, takes commands, and says what it cannot do."""

from abc import abstractmethod
from collections.abc import Mapping
from typing import Any

from rclpy.lifecycle import LifecycleNode, LifecycleState, TransitionCallbackReturn
from rclpy.timer import Timer

import ipa_agents.msg as msg
from ipa_agents.errors import IpaError, RejectedCommand
from ipa_agents.nodes import qos
from ipa_agents.nodes.health import Health
from ipa_agents.nodes.memory import Memory
from ipa_agents.nodes.messages import now, rejection_message, signal_array
from ipa_agents.nodes.parameters import declare
from ipa_agents.vehicle.signals import Signal, Value

__all__ = ['DeviceNode']


class DeviceNode(LifecycleNode):
    """Takes commands on <name>/command while active; reports changes at once and everything once a second."""

    def __init__(self, name: str, command_type: type, period: float) -> None:
        super().__init__(name)
        declare(self, 'autostart', True, 'configure and activate without a lifecycle manager', read_only=True)
        self.period = float(
            declare(self, 'period', period, 's between two steps', minimum=0.01, maximum=1.0, read_only=True)
        )
        self.health = Health(self)
        self.health.lasting('lifecycle', 'not active', 'warn')
        self._pace = self.health.rate('steps', 0.0)
        self._memory = Memory(self, self.health)
        self._is_new = True
        self._reported: dict[str, Value] = {}
        self._schedule: list[Timer] = []
        self._is_active = False
        self._stepped = 0.0
        self._signals = self.create_publisher(msg.SignalArray, 'signals', qos.SIGNALS)
        self._rejections = self.create_publisher(msg.CommandRejection, 'command/rejected', qos.EVENTS)
        self._commands = self.create_subscription(command_type, f'{name}/command', self._take, qos.COMMANDS)

    @abstractmethod
    def configure(self) -> None:
        """Build the device; an IpaError keeps the node unconfigured and is said."""

    @abstractmethod
    def take(self, command: Any) -> None:
        """Do a command, or raise RejectedCommand and do nothing of it."""

    @abstractmethod
    def step(self, dt: float) -> None:
        """Let `dt` seconds pass."""

    @abstractmethod
    def values(self) -> Mapping[str, Value]:
        """Every signal that the device owns."""

    @abstractmethod
    def snapshot(self) -> Mapping[str, Any]:
        """What a new process would need to go on, as JSON; nothing that people said."""

    @abstractmethod
    def restore(self, state: Mapping[str, Any]) -> None:
        """Go on from a snapshot; raises, and changes nothing, for what is none."""

    def report_state(self, *, changed: bool) -> None:
        """Publish a state message beside the signals; called after each step and, with `changed`, each command."""

    def on_configure(self, state: LifecycleState) -> TransitionCallbackReturn:
        """Build the device."""
        try:
            self.configure()
        except IpaError as error:
            self.health.lasting('configure', str(error))
            self.get_logger().error(str(error))
            return TransitionCallbackReturn.FAILURE
        self.health.lasting('configure', '')
        if self._is_new:
            self._is_new = False
            self._memory.recall(self.restore)
        return super().on_configure(state)

    def on_activate(self, state: LifecycleState) -> TransitionCallbackReturn:
        """Begin to step, to take commands and to report."""
        self._schedule = [
            self.create_timer(self.period, self._step),
            self.create_timer(1.0, self._report_all),
        ]
        self._is_active = True
        self._pace.expect(1 / self.period)
        self.health.lasting('lifecycle', '')
        self._stepped = self._now()
        self._report_all()
        return super().on_activate(state)

    def on_deactivate(self, state: LifecycleState) -> TransitionCallbackReturn:
        """Stand still."""
        self._is_active = False
        self._pace.expect(0.0)
        self.health.lasting('lifecycle', 'not active', 'warn')
        for timer in self._schedule:
            self.destroy_timer(timer)
        self._schedule = []
        return super().on_deactivate(state)

    def reject(self, command_id: str, rejected: RejectedCommand) -> None:
        """Say that a command was not done."""
        # The reason may name where people go and what they hear: it is for them, not for logs.
        self.health.fault('rejected', f'command {command_id[:64]}')
        self._rejections.publish(rejection_message(self.get_clock(), self.get_name(), command_id, rejected))

    def _take(self, command: Any) -> None:
        if not self._is_active:
            self.reject(command.command_id, RejectedCommand('the device is not active', '设备未启用'))
            return
        try:
            self.take(command)
        except RejectedCommand as rejected:
            self.reject(command.command_id, rejected)
            return
        self._report_changes()
        self.report_state(changed=True)
        self._memory.keep(self.snapshot())

    def _step(self) -> None:
        self._pace.tick()
        time = self._now()
        # A clock that jumps (a replay, a paused process) must not throw the device ahead.
        self.step(min(max(time - self._stepped, 0.0), 1.0))
        self._stepped = time
        self._report_changes()
        self.report_state(changed=False)

    def _report_changes(self) -> None:
        values = self.values()
        changed = [Signal(path, value) for path, value in values.items() if self._reported.get(path) != value]
        if changed:
            self._publish(changed)

    def _report_all(self) -> None:
        if values := self.values():
            self._publish([Signal(path, value) for path, value in values.items()])
            self._memory.keep(self.snapshot())

    def _publish(self, signals: list[Signal]) -> None:
        self._reported.update((signal.path, signal.value) for signal in signals)
        self._signals.publish(signal_array(self.get_clock(), self.get_name(), signals))

    def _now(self) -> float:
        return now(self.get_clock())
