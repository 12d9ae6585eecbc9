"""A device node whose commands are signals, in a process of its own, and what it shows."""

from typing import Any

from desk import Desk

from ipa_agents import msg
from ipa_agents.nodes import qos
from ipa_agents.nodes.messages import signal_array, signals_from
from ipa_agents.vehicle.signals import Signal, Value

__all__ = ['SignalDevice']


class SignalDevice:
    def __init__(self, desk: Desk, name: str, *parameters: str) -> None:
        self.desk = desk
        self.name = name
        self.process = desk.run(f'{name}_node', *parameters)
        self.reports = desk.listen('signals', msg.SignalArray, qos.SIGNALS)
        self.rejections = desk.listen('command/rejected', msg.CommandRejection, qos.EVENTS)
        self._commands = desk.publisher(f'{name}/command', msg.SignalArray, qos.COMMANDS)
        self.all = desk.wait(
            lambda: next((report for report in self.reports if len(report.signals) > 40), None), 'a full report'
        )

    def command(self, command_id: str, *signals: Signal) -> None:
        self._commands.publish(signal_array(self.desk.node.get_clock(), 'guard', signals, command_id))

    def values(self, path: str) -> list[Value]:
        """Every value that was reported, in order."""
        return [
            signal.value
            for report in self.reports
            if report.source == self.name
            for signal in signals_from(report)
            if signal.path == path
        ]

    def shows(self, path: str, value: Value) -> Any:
        return self.desk.wait(lambda: self.values(path)[-1:] == [value], f'{path} = {value}')

    def rejected(self, command_id: str) -> msg.CommandRejection:
        return self.desk.wait(
            lambda: next((said for said in self.rejections if said.command_id == command_id), None), command_id
        )
