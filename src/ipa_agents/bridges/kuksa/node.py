"""A car behind a Kuksa databroker: its values come as signals, and it stands in the place of devices."""

from collections.abc import Mapping
from functools import partial
from time import time
from typing import TYPE_CHECKING

import ipa_agents.msg as msg
from ipa_agents.bridges.bridge import BridgeNode
from ipa_agents.errors import InvalidValue, RejectedCommand, SetupError
from ipa_agents.nodes import qos
from ipa_agents.nodes.messages import now, rejection_message, signals_from
from ipa_agents.nodes.parameters import declare
from ipa_agents.nodes.spin import LoopThread, run
from ipa_agents.vehicle.commands import accepted
from ipa_agents.vehicle.signals import Signal

if TYPE_CHECKING:
    from ipa_agents.bridges.kuksa.broker import Session
    from ipa_agents.bridges.kuksa.library import types
    from ipa_agents.bridges.kuksa.signals import Link

__all__ = ['KuksaBridge', 'main']

_SENSORS = 'simulator'
"""Who owns the sensors in the catalogue."""
_DEVICES = ('hvac', 'body')


class KuksaBridge(BridgeNode):
    """What the broker has a value of is brought from there; a command is asked of those who provide its actuators."""

    def __init__(self) -> None:
        # Only now, so that a missing library is an error of the start.
        from ipa_agents.bridges.kuksa.link import KuksaLink

        self._loop = LoopThread('kuksa loop')  # before all else, since a node that cannot begin is ended, too
        super().__init__('kuksa_bridge', ())
        devices = declare(
            self,
            'devices',
            list(_DEVICES),
            f'in whose place the broker stands, which then must not run: {", ".join(_DEVICES)}, or an empty text',
            read_only=True,
        )
        self._devices = tuple(filter(None, devices))
        if unknown := set(self._devices) - set(_DEVICES):
            raise SetupError(f'parameter devices: no such device: {", ".join(sorted(unknown))}')
        self._links: dict[str, Link] = {}
        self._brought: set[str] = set()
        self._heard: dict[str, float] = {}
        self._link = KuksaLink(
            self, self.health, self._loop, (_SENSORS, *self._devices), self._bring, self._beat, self._lose
        )
        self._rejections = self.create_publisher(msg.CommandRejection, 'command/rejected', qos.EVENTS)
        for device in self._devices:
            self.create_subscription(msg.SignalArray, f'{device}/command', partial(self._obey, device), qos.COMMANDS)
        self._link.start()

    def destroy_node(self) -> None:
        """End the connection, then the node."""
        self._loop.stop()
        super().destroy_node()

    async def _bring(self, session: 'Session', links: 'tuple[Link, ...]') -> None:
        """In the loop: all that the broker tells, as long as it lasts."""
        self._link.calls.call(self._begin, links)
        async for points in session.values([link.broker_path for link in links]):
            self._link.calls.call(self._show, points)

    def _begin(self, links: 'tuple[Link, ...]') -> None:
        self._links = {link.broker_path: link for link in links}
        self.begin_anew()
        self._heard = {}

    def _show(self, points: 'Mapping[str, types.Datapoint]') -> None:
        values, gone = {}, []
        for broker_path, point in points.items():
            link = self._links[broker_path]
            path = link.spec.path
            try:
                value = link.ours(point.value)
            except InvalidValue as error:
                self.health.fault('unusable', str(error))
                continue
            if value is None:
                gone.append(path)
                continue
            values[path] = value
            # The first value of a session may be an old one; by its own time, since there is nothing else to tell by.
            age = 0.0 if path in self._heard else max(0.0, time() - point.timestamp.ToNanoseconds() * 1e-9)
            self._heard[path] = now(self.get_clock()) - age
        if not values.keys() <= self._brought:
            self._brought |= values.keys()
            self.claim(self._brought)
        self.forget(gone)
        self.tell('broker', values)
        self._doubt()

    def _beat(self) -> None:
        self.tell('broker', {})
        self._doubt()
        others, namespace = self.get_node_names_and_namespaces(), self.get_namespace()
        both = ', '.join(name for name in self._devices if (name, namespace) in others)
        self.health.lasting('devices', f'{both} runs, too: start the car without it' if both else '')

    def _doubt(self) -> None:
        """A signal that always moves is no longer believed when nothing is heard of it."""
        time = now(self.get_clock())
        stale = [path for path, limit in self._link.rules.fresh.items() if time - self._heard.get(path, time) > limit]
        self.forget(stale)
        self.health.lasting('stale', ', '.join(stale), 'warn')

    def _lose(self) -> None:
        self.begin_anew()

    def _obey(self, device: str, message: msg.SignalArray) -> None:
        try:
            wishes = self._wishes(device, message)
        except RejectedCommand as rejected:
            self._reject(device, message.command_id, rejected)
            return
        self._loop.submit(self._actuate(wishes, device, message.command_id))

    def _wishes(self, device: str, message: msg.SignalArray) -> 'dict[int, types.Value]':
        """What is to be asked of the broker, by its numbers; RejectedCommand where that cannot be."""
        signals = signals_from(message)
        if not signals or len(signals) != len(message.signals):
            raise RejectedCommand('the command has no signal, or one without a value', '命令中没有信号，或信号没有值')
        return dict(map(self._wish, accepted(self.catalogue, device, signals)))

    def _wish(self, signal: Signal) -> 'tuple[int, types.Value]':
        link = next((link for link in self._links.values() if link.spec.path == signal.path), None)
        if link is None or not link.is_actuator:
            raise self._link.refusal('NOT_FOUND' if self._link.broker.session else 'AWAY')
        try:
            return link.id, link.theirs(signal.value)
        except InvalidValue as error:
            raise self._link.refusal('INVALID_ARGUMENT') from error

    async def _actuate(self, wishes: 'Mapping[int, types.Value]', device: str, command_id: str) -> None:
        """In the loop."""
        try:
            await self._link.actuate(wishes)
        except RejectedCommand as rejected:
            self._link.calls.call(self._reject, device, command_id, rejected)

    def _reject(self, device: str, command_id: str, rejected: RejectedCommand) -> None:
        self.health.fault('rejected', f'command {command_id[:64]}: {rejected.reason}')
        self._rejections.publish(rejection_message(self.get_clock(), device, command_id, rejected))


def main() -> int:
    """Run the node as a process."""
    return run(KuksaBridge)


if __name__ == '__main__':
    raise SystemExit(main())
