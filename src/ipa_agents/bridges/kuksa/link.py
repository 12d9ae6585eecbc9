"""What both nodes of a databroker have: a connection in a loop of its own, and what is to be said of it."""

import asyncio
import os
from collections.abc import Awaitable, Callable, Iterable, Mapping
from pathlib import Path

from rclpy.node import Node

from ipa_agents.bridges.calls import Calls
from ipa_agents.bridges.kuksa.broker import Address, Broker, Session, status_of
from ipa_agents.bridges.kuksa.library import types
from ipa_agents.bridges.kuksa.signals import Link, load_rules, matched
from ipa_agents.errors import RejectedCommand, SetupError
from ipa_agents.nodes.health import Health
from ipa_agents.nodes.parameters import declare
from ipa_agents.nodes.spin import LoopThread
from ipa_agents.vehicle.catalogue import load_catalogue

__all__ = ['KuksaLink', 'Wish']

_NAMED = 8
"""Refused signals that are named; the others are counted."""
_OF_ONE = frozenset({'UNAVAILABLE', 'NOT_FOUND', 'PERMISSION_DENIED', 'INVALID_ARGUMENT'})
"""Statuses of a batch of which the rest may yet be done."""

type Wish = tuple[int, types.Value]
"""An actuator by its number in the broker, and what it is to become there."""


class KuksaLink:
    """`work` is done in each session, in `loop`, with the signals of `owners` that both sides know.

    `beat` is called twice a second while there is a session and `lost` when it ends, both in the loop.
    """

    def __init__(
        self,
        node: Node,
        health: Health,
        loop: LoopThread,
        owners: Iterable[str],
        work: Callable[[Session, tuple[Link, ...]], Awaitable[None]],
        beat: Callable[[], None] = lambda: None,
        lost: Callable[[], None] = lambda: None,
    ) -> None:
        """Raises SetupError for an address that cannot be."""
        self._roots = declare(node, 'roots', ['Vehicle'], 'branches of the signals that are read', read_only=True)
        self._owners = tuple(owners)
        self.rules = load_rules()
        self._work = work
        self._on_lost = lost
        self._connection = health.task('broker', 'connected')
        self._matching = health.task('matching', 'all of the same kind')
        self._connection.lasting('away', 'not found yet')
        self.calls = Calls(node)
        self._loop = loop
        self.broker = Broker(
            _address(node),
            self._begin,
            beat,
            self._end,
        )

    def start(self) -> None:
        """Begin to look for the broker; all ends with the loop."""
        self._loop.start()
        self._loop.submit(self.broker.run())

    async def actuate(self, wishes: Mapping[str, Wish]) -> Mapping[str, str]:
        """In the loop: have these done by who provides the actuators; why some are not, by status of gRPC."""
        status = await self._ask(wishes) if wishes else ''
        if len(wishes) < 2 or status not in _OF_ONE:
            return dict.fromkeys(wishes, status) if status else {}
        # The broker does all of a batch or nothing, and names at most one that it cannot do.
        found = await asyncio.gather(*(self._ask({path: wish}) for path, wish in wishes.items()))
        return {path: status for path, status in zip(wishes, found, strict=True) if status}

    def refusal(self, status: str, paths: frozenset[str] = frozenset()) -> RejectedCommand:
        """Why something is not done, by the status of gRPC; of `paths`, or of a whole command."""
        words = self.rules.refusals.get(status, self.rules.refusals['OTHER'])
        return RejectedCommand(words['en'], words['zh'], paths)

    async def _ask(self, wishes: Mapping[str, Wish]) -> str:
        """The status with which it failed; empty where it did not."""
        if self.broker.session is None:
            return 'AWAY'
        try:
            await self.broker.session.actuate(dict(wishes.values()))
        except Exception as error:  # noqa: BLE001 - whatever it is, the command is not done
            return status_of(error)
        return ''

    async def _begin(self, session: Session) -> None:
        listed = await session.metadata(self._roots)
        found = matched(load_catalogue(), self.rules, listed, self._owners)
        links = found.links
        self._matching.lasting('refused', _named(found.refused), 'warn')
        self._matching.show({'signals of the broker': len(listed), 'known here': len(links)})
        if not links:
            raise ConnectionError(f'it knows no signal of the catalogue below {", ".join(self._roots)}')
        self._connection.lasting('away', '')
        await self._work(session, links)

    def _end(self, reason: str) -> None:
        self._connection.count('lost')
        self._connection.lasting('away', reason)
        self._on_lost()


def _address(node: Node) -> Address:
    address = declare(node, 'address', 'localhost:55555', 'host:port of the databroker', read_only=True)
    host, _, port = address.rpartition(':')
    if not host or not port.isdecimal():
        raise SetupError(f'{node.get_name()}: address must be host:port (was {address!r})')
    certificate = declare(
        node,
        'certificate',
        '',
        'PEM of who signed that of the broker; empty: a connection in the clear',
        read_only=True,
    )
    name = declare(node, 'server_name', '', "name in the broker's certificate; empty: its host", read_only=True)
    variable = declare(node, 'token_variable', 'KUKSA_TOKEN', 'environment variable with the token', read_only=True)
    return Address(
        host, int(port), Path(certificate) if certificate else None, name or None, os.environ.get(variable) or None
    )


def _named(refused: Mapping[str, str]) -> str:
    named = [f'{path} {reason}' for path, reason in refused.items()]
    more = [f'and {len(named) - _NAMED} more'] if len(named) > _NAMED else []
    return '; '.join(named[:_NAMED] + more)
