"""A car behind a Kuksa databroker: its values come as signals, and it stands in the place of devices."""

from collections.abc import Callable, Mapping
from time import time
from typing import TYPE_CHECKING

from ipa_agents.bridges.bridge import BridgeNode
from ipa_agents.bridges.kuksa.freshness import Freshness
from ipa_agents.bridges.pace import Pace
from ipa_agents.bridges.stand_in import StandIn
from ipa_agents.errors import InvalidValue, RejectedCommand
from ipa_agents.nodes.clocks import steady_timer
from ipa_agents.nodes.messages import now
from ipa_agents.nodes.spin import LoopThread, run
from ipa_agents.vehicle.signals import Signal
from ipa_agents.vehicle.simulator import OWNER

if TYPE_CHECKING:
    from ipa_agents.bridges.kuksa.broker import Session
    from ipa_agents.bridges.kuksa.library import types
    from ipa_agents.bridges.kuksa.link import Wish
    from ipa_agents.bridges.kuksa.signals import Link

__all__ = ['KuksaBridge', 'main']


class KuksaBridge(BridgeNode):
    """What the broker has a value of is brought from there; a command is asked of those who provide its actuators."""

    def __init__(self) -> None:
        # Only now, so that a missing library is an error of the start.
        from ipa_agents.bridges.kuksa.link import KuksaLink

        self._loop = LoopThread('kuksa loop')  # before all else, since a node that cannot begin is ended, too
        super().__init__('kuksa_bridge', ())
        self._stand_in = StandIn(self, ('hvac', 'body'), self._obey)
        self._links: dict[str, Link] = {}
        self._brought: set[str] = set()
        self._link = KuksaLink(
            self, self.health, self._loop, (OWNER, *self._stand_in.devices), self._bring, self._beat, self.begin_anew
        )
        self._freshness = Freshness(self._link.rules.fresh)
        self._pace = Pace(self._show)
        steady_timer(self, 1 / self.get_parameter('rate').value, self._pace.tick)
        self._link.start()

    def destroy_node(self) -> None:
        """End the connection, then the node."""
        self._loop.stop()
        super().destroy_node()

    async def _bring(self, session: 'Session', links: 'tuple[Link, ...]') -> None:
        """In the loop: all that the broker tells, as long as it lasts."""
        self._begin(links)
        try:
            async for points in session.values([link.broker_path for link in links]):
                self._pace.put(points)
        finally:
            self._pace.drop()

    def _begin(self, links: 'tuple[Link, ...]') -> None:
        with self.together():
            self._links = {link.broker_path: link for link in links}
            self.begin_anew()
            self._freshness.begin()

    def _show(self, points: 'Mapping[str, types.Datapoint]') -> None:
        """In the loop, or at the tick."""
        with self.together():
            self._tell(points)

    def _tell(self, points: 'Mapping[str, types.Datapoint]') -> None:
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
            # The first value of a session may be an old one; by its own time, since there is nothing else to tell by.
            is_first = not self._freshness.knows(path)
            age = max(0.0, time() - point.timestamp.ToNanoseconds() * 1e-9) if is_first else 0.0
            self._freshness.hear(path, value, now(self.get_clock()) - age)
            values[path] = value
        for path in self._freshness.stale(now(self.get_clock())):
            values.pop(path, None)
        if not values.keys() <= self._brought:
            self._brought |= values.keys()
            self.claim(self._brought)
        self.forget(gone)
        self.tell('broker', values)
        self._doubt()

    def _beat(self) -> None:
        with self.together():
            self.tell('broker', {})
            self._doubt()

    def _doubt(self) -> None:
        """What must move is no longer believed when nothing is heard of it."""
        stale = self._freshness.stale(now(self.get_clock()))
        self.forget(stale)
        self.health.lasting('stale', ', '.join(stale), 'warn')

    def _obey(self, signals: tuple[Signal, ...], reject: Callable[[RejectedCommand], None]) -> None:
        """All that can be done of it; the rest is refused by its paths, each reason once."""
        links = {link.spec.path: link for link in self._links.values() if link.is_actuator}
        wishes: dict[str, Wish] = {}
        refused: dict[str, str] = {}
        for signal in signals:
            link = links.get(signal.path)
            if link is None:
                refused[signal.path] = 'NOT_FOUND' if self._link.broker.session else 'AWAY'
                continue
            try:
                wishes[signal.path] = link.id, link.theirs(signal.value)
            except InvalidValue:
                refused[signal.path] = 'INVALID_ARGUMENT'
        self._loop.submit(self._actuate(wishes, refused, reject))

    async def _actuate(
        self, wishes: 'Mapping[str, Wish]', refused: Mapping[str, str], reject: Callable[[RejectedCommand], None]
    ) -> None:
        """In the loop."""
        failed = {**refused, **await self._link.actuate(wishes)}
        is_whole = len(failed) == len({*wishes, *refused}) and len(set(failed.values())) == 1
        for status in dict.fromkeys(failed.values()):
            paths = frozenset(path for path in failed if failed[path] == status)
            self._link.calls.call(reject, self._link.refusal(status, frozenset() if is_whole else paths))


def main() -> int:
    """Run the node as a process."""
    return run(KuksaBridge)


if __name__ == '__main__':
    raise SystemExit(main())
