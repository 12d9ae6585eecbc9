"""Our car for others: its signals become the current values of a Kuksa databroker, and nothing is asked of it."""

from collections.abc import Mapping
from typing import TYPE_CHECKING

from rclpy.node import Node

import ipa_agents.msg as msg
from ipa_agents.bridges.kuksa.outbox import Outbox
from ipa_agents.errors import InvalidValue
from ipa_agents.nodes import qos
from ipa_agents.nodes.health import Health
from ipa_agents.nodes.messages import signals_from
from ipa_agents.nodes.parameters import declare
from ipa_agents.nodes.spin import LoopThread, run
from ipa_agents.vehicle.exchange import DEVICES
from ipa_agents.vehicle.signals import Signal
from ipa_agents.vehicle.simulator import OWNER

if TYPE_CHECKING:
    from ipa_agents.bridges.kuksa.broker import Session
    from ipa_agents.bridges.kuksa.signals import Link

__all__ = ['KuksaProviderBridge', 'main']

_SLOW = 1.0
"""s that values wait for the broker before that is said."""


class KuksaProviderBridge(Node):
    """Provides no actuators: who asks the broker for one is told UNAVAILABLE, and nothing gets round the guard."""

    def __init__(self) -> None:
        # Only now, so that a missing library is an error of the start.
        from ipa_agents.bridges.kuksa.link import KuksaLink

        self._loop = LoopThread('kuksa loop')  # before all else, since a node that cannot begin is ended, too
        super().__init__('kuksa_provider_bridge')
        self._health = Health(self)
        self._links: Mapping[str, Link] = {}
        self._outbox: Outbox | None = None
        self._dropped = 0
        text = 'messages to the broker in a second'
        self._rate = declare(self, 'rate', 10.0, text, minimum=1.0, maximum=100.0, read_only=True)
        self._link = KuksaLink(self, self._health, self._loop, (OWNER, *DEVICES), self._provide)
        self._signals = self.create_subscription(msg.SignalArray, 'signals', self._see, qos.SIGNALS)
        self._link.start()

    def destroy_node(self) -> None:
        """End the connection, then the node."""
        self._loop.stop()
        super().destroy_node()

    async def _provide(self, session: 'Session', links: 'tuple[Link, ...]') -> None:
        self._links = {link.spec.path: link for link in links}
        paths = {link.id: link.broker_path for link in links}
        self._outbox = Outbox(self._rate)
        try:
            async for number, reason in session.provide(paths, self._outbox):
                self._link.calls.call(self._health.fault, 'not taken', f'{paths[number]}: {reason}')
        finally:
            self._outbox = None
            self._health.lasting('behind', '')

    def _see(self, message: msg.SignalArray) -> None:
        self._loop.call(self._offer, signals_from(message))

    def _offer(self, signals: tuple[Signal, ...]) -> None:
        """In the loop."""
        if self._outbox is None:
            return
        values = {}
        for signal in signals:
            link = self._links.get(signal.path)
            if link is None:
                continue
            try:
                values[link.id] = link.theirs(link.spec.check(signal.value))
            except InvalidValue as error:
                self._health.fault('unusable', str(error))
        if not values:
            return
        is_slow = self._outbox.age > _SLOW
        replaced = self._outbox.put(values)
        self._dropped += replaced if is_slow else 0
        reason = f'the broker takes no more, {self._dropped} values gave way to newer ones'
        self._health.lasting('behind', reason if is_slow else '', 'warn')
        self._health.show({'dropped': self._dropped})


def main() -> int:
    """Run the node as a process."""
    return run(KuksaProviderBridge)


if __name__ == '__main__':
    raise SystemExit(main())
