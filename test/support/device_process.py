"""A device's node in a process of its own, what it is told and what it shows."""

from collections.abc import Iterable
from typing import Any

from desk import Desk

from ipa_agents import msg
from ipa_agents.nodes import qos
from ipa_agents.nodes.messages import signal_array, signals_from
from ipa_agents.vehicle.signals import Signal, Value

__all__ = ['DeviceProcess', 'SignalDevice', 'StateDevice']


class DeviceProcess:
    """What all of them have: commands of one kind, rejections, and signals that they report."""

    def __init__(self, desk: Desk, name: str, command: type, parameters: Iterable[str]) -> None:
        self.desk = desk
        self.name = name
        self.process = desk.run(f'{name}_node', *parameters)
        self.reports = desk.listen('signals', msg.SignalArray, qos.SIGNALS)
        self.rejections = desk.listen('command/rejected', msg.CommandRejection, qos.EVENTS)
        self.commands = desk.publisher(f'{name}/command', command, qos.COMMANDS)

    def values(self, path: str) -> list[Value]:
        """Every value that was reported, in order."""
        return [
            signal.value
            for report in self.reports
            if report.source == self.name
            for signal in signals_from(report)
            if signal.path == path
        ]

    def value(self, path: str) -> Value | None:
        """The newest value; None while there is none."""
        return next(iter(self.values(path)[-1:]), None)

    def rejected(self, command_id: str) -> msg.CommandRejection:
        return self.desk.wait(
            lambda: next((said for said in self.rejections if said.command_id == command_id), None), command_id
        )


class SignalDevice(DeviceProcess):
    """A device whose commands are signals; a report of more than `whole` signals is one of all that it owns."""

    def __init__(self, desk: Desk, name: str, *parameters: str, whole: int = 40) -> None:
        super().__init__(desk, name, msg.SignalArray, parameters)
        self.all = desk.wait(
            lambda: next((report for report in self.reports if len(report.signals) > whole), None), 'a full report'
        )

    def command(self, command_id: str, *signals: Signal) -> None:
        self.commands.publish(signal_array(self.desk.node.get_clock(), 'guard', signals, command_id))

    def shows(self, path: str, value: Value) -> Any:
        return self.desk.wait(lambda: self.values(path)[-1:] == [value], f'{path} = {value}')


class StateDevice(DeviceProcess):
    """A device whose commands are actions and which reports a state."""

    def __init__(self, desk: Desk, name: str, command: type, state: type, *parameters: str) -> None:
        super().__init__(desk, name, command, parameters)
        self._command = command
        self.states = desk.listen(f'{name}/state', state, qos.STATE)
        desk.wait(lambda: self.states, 'the first state')

    def send(self, command_id: str, action: str, **fields: object) -> None:
        self.commands.publish(self._command(command_id=command_id, action=action, **fields))

    def done(self, command_id: str) -> Any:
        """The first state that says that the command was carried out."""
        return self.desk.wait(
            lambda: next((state for state in self.states if state.command_id == command_id), None), command_id
        )
