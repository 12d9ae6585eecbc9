"""What all bridges share: they claim the signals of another world, and report what it shows."""

import math
import time
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from threading import RLock
from typing import Any

from rclpy.node import Node
from rclpy.qos import QoSProfile, qos_profile_sensor_data
from rclpy.serialization import deserialize_message

import ipa_agents.msg as msg
from ipa_agents.bridges.interfaces import interface
from ipa_agents.bridges.resting import Resting, waiting
from ipa_agents.bridges.standard import READERS, Reader
from ipa_agents.bridges.world import Given, World
from ipa_agents.bridges.world_time import Arrival, WorldTime
from ipa_agents.errors import InvalidValue, SetupError, SignalError
from ipa_agents.nodes import qos
from ipa_agents.nodes.health import Health
from ipa_agents.nodes.messages import claim_from, claim_message, now, seconds, signal_array
from ipa_agents.nodes.parameters import declare
from ipa_agents.vehicle.catalogue import load_catalogue
from ipa_agents.vehicle.claims import Claim, Claims
from ipa_agents.vehicle.exchange import DEVICES
from ipa_agents.vehicle.signals import Signal, Value
from ipa_agents.vehicle.simulator.reporting import Changes

__all__ = ['BridgeNode', 'message_type']

_SILENT = 'nothing is heard of it'
_PLACE = ('Vehicle.CurrentLocation.Latitude', 'Vehicle.CurrentLocation.Longitude')


@dataclass(slots=True)
class _Source:
    """A part of the world: when it was last heard, and what it last brought."""

    name: str
    heard: float = -math.inf
    values: dict[str, Value] = field(default_factory=dict)


@dataclass(slots=True)
class _Topic(_Source):
    """A topic of the world, which rests after each message that was read."""

    type: Any = None
    read: Reader = dict
    turn: Resting = field(default_factory=Resting)
    subscription: Any = None


class BridgeNode(Node):
    """Publishes as `signals`, under its own name, what a world shows: what changed at once, all once a second.

    A topic is read at most `rate` times a second; a message that comes in between waits until then, or gives way to a
    newer one, so that a world may publish as often as it likes. What has waited of all topics is reported together.
    """

    def __init__(self, name: str, paths: Iterable[str]) -> None:
        super().__init__(name)
        # First of all, since a node that cannot begin is ended, too.
        self._claim = self.create_publisher(msg.SignalClaim, 'signals/claim', qos.CLAIMS)
        self._since = time.time()  # of the machine: simulated time begins anew, and is not there yet
        self.catalogue = load_catalogue()
        self.health = Health(self)
        rate = declare(
            self, 'rate', 10.0, 'readings of each topic in a second', minimum=1.0, maximum=100.0, read_only=True
        )
        declare(
            self, 'silence', 2.0, 's without news after which a topic of the world is gone', minimum=0.1, maximum=60.0
        )
        self._world = self.health.task('world', 'heard')
        self._world.lasting('silent', _SILENT)
        self._claimed = self.health.task('claims', 'all held')
        self._time = WorldTime()
        self._changes = Changes(self.catalogue)
        self._held: list[Signal] | None = None
        self._lock = RLock()
        self._topics: list[_Topic] = []
        self._told: dict[str, _Source] = {}
        self._claims = Claims()
        self._signals = self.create_publisher(msg.SignalArray, 'signals', qos.SIGNALS)
        self.create_subscription(msg.SignalClaim, 'signals/claim', self._hear_claim, qos.CLAIMS)
        self.claim(paths)
        self.create_timer(1 / rate, self._hear_again)
        self.create_timer(1.0, self._report_all)

    def claim(self, paths: Iterable[str]) -> None:
        """From now on this node brings these signals, in place of those that it claimed before.

        Its claim is as old as the node: a signal more must not give the others to a bridge that came later.
        """
        claim = Claim(self.get_name(), frozenset(paths), self._since)
        self._claims.hear(claim)
        self._claim.publish(claim_message(claim))

    def hear_world(
        self,
        world: World,
        names: Mapping[str, str] | None = None,
        readers: Mapping[str, Reader] = READERS,
        profile: QoSProfile = qos_profile_sensor_data,
    ) -> None:
        """Listen to all that the world gives; `names` are put in for the words in braces of its topics.

        Raises SetupError for messages that are not installed.
        """
        for given in world.gives:
            kind = message_type(given)
            if kind is not None:
                self.listen(given.topic.format(**(names or {})), kind, readers[given.reads], profile)

    def listen(self, topic: str, kind: Any, read: Reader, profile: QoSProfile = qos_profile_sensor_data) -> None:
        """Take one more topic of the world, read by `read`."""
        source = _Topic(topic, type=kind, read=read)
        self._topics.append(source)
        newest = QoSProfile(depth=1, reliability=profile.reliability, durability=profile.durability)
        source.subscription = self.create_subscription(
            kind, topic, lambda data: self._take(source, data), newest, callback_group=source.turn, raw=True
        )

    def tell(self, name: str, values: Mapping[str, object]) -> None:
        """Take values from a part of the world that is no topic; also none, which says that it is still there.

        From any thread: to wake that of the node costs a third of a hop.
        """
        # To the last digit on the equator, or on the meridian of Greenwich, is only who knows nothing.
        nowhere = sorted(path for path in _PLACE if values.get(path) == 0)
        if nowhere:
            self.health.fault('unusable', f'{", ".join(nowhere)}: 0, as if the receiver knew nothing')
        with self._lock:
            source = self._told.setdefault(name, _Source(name))
            source.heard = now(self.get_clock())
            source.values |= self.report({path: value for path, value in values.items() if path not in nowhere})

    def report(self, values: Mapping[str, object]) -> dict[str, Value]:
        """Publish what changed visibly; what cannot be a value of its signal is said, and the others go on.

        Returns what holds now. Another bridge's signals are passed by.
        """
        good = self._checked(values)
        with self._lock:
            mine = {path: value for path, value in good.items() if self._claims.holder(path) == self.get_name()}
            changed = self._changes.since(mine)
            if self._held is None:
                self._publish(changed)
            else:
                self._held.extend(changed)
        return mine

    @contextmanager
    def together(self) -> Iterator[None]:
        """What is reported meanwhile goes out in one message; one thread at a time."""
        with self._lock:
            if self._held is not None:
                yield
                return
            self._held = []
            try:
                yield
            finally:
                held, self._held = self._held, None
                self._publish(held)

    def forget(self, paths: Iterable[str]) -> None:
        """Repeat these signals no more, until the world shows them again."""
        gone = frozenset(paths)
        for source in self._sources():
            source.values = {path: value for path, value in source.values.items() if path not in gone}

    def begin_anew(self) -> None:
        """The world's time jumped back: nothing of what was known holds; called before its next message is read."""
        present = now(self.get_clock())
        with self._lock:
            self._changes = Changes(self.catalogue)
            for source in self._sources():
                source.values, source.heard = {}, min(source.heard, present)

    def destroy_node(self) -> None:
        """Give the signals back and end."""
        if self.context.ok():
            self._claim.publish(claim_message(Claim(self.get_name(), frozenset(), self._since)))
        super().destroy_node()

    def _take(self, source: _Topic, data: bytes) -> None:
        source.heard, source.turn.rests = now(self.get_clock()), True
        try:
            message = deserialize_message(data, source.type)
        except Exception as error:  # noqa: BLE001 - whatever a C library raises for bytes that are no message
            self.health.fault('unreadable', f'{source.name}: {error}')
            return
        stamp = seconds(message.header.stamp) if hasattr(message, 'header') else 0.0
        arrival = self._time.take(source.name, stamp)
        if arrival is Arrival.LATE:
            self.health.fault('late', f'{source.name}: older than the last one')
            return
        if arrival is Arrival.ANEW:
            self._world.fault('began anew', f'its time jumped back to {stamp:.3f} s on {source.name}')
            self.begin_anew()
        try:
            source.values = self.report(source.read(message))
        except InvalidValue as error:
            self.health.fault('unusable', f'{source.name}: {error}')

    def _checked(self, values: Mapping[str, object]) -> dict[str, Value]:
        checked = {}
        for path, value in values.items():
            try:
                spec = self.catalogue[path]
                if spec.type == 'integer' and isinstance(value, float) and math.isfinite(value):
                    value = round(value)
                checked[spec.path] = spec.check(value)
            except SignalError as error:
                self.health.fault('unusable', str(error))
        return checked

    def _hear_again(self) -> None:
        """Read what has come in between; where nothing has, the next message is read as it comes."""
        with self.together():
            for source in self._topics:
                if not source.turn.rests:
                    continue
                data = waiting(source.subscription)
                if data is None:
                    source.turn.rests = False
                else:
                    self._take(source, data)

    def _report_all(self) -> None:
        with self._lock:
            self._repeat()

    def _repeat(self) -> None:
        present, silence = now(self.get_clock()), self.get_parameter('silence').value
        sources = self._sources()
        gone = [source for source in sources if present - source.heard > silence]
        is_silent = len(gone) == len(sources)
        self._world.lasting('silent', _SILENT if is_silent else '')
        self._world.lasting('missing', '' if is_silent else ', '.join(source.name for source in gone), 'warn')
        fresh = [source for source in sources if present - source.heard <= silence]
        everything = {path: value for source in fresh for path, value in source.values.items()}
        self._publish(self._changes.remember(Signal(path, value) for path, value in everything.items()))

    def _sources(self) -> list[_Source]:
        return [*self._topics, *self._told.values()]

    def _publish(self, signals: Iterable[Signal]) -> None:
        by_source: dict[str, list[Signal]] = {}
        for signal in signals:
            by_source.setdefault(self._source_of(signal.path), []).append(signal)
        for source, brought in by_source.items():
            self._signals.publish(signal_array(self.get_clock(), source, brought))

    def _source_of(self, path: str) -> str:
        """What a device owns is believed of that device alone: a bridge that brings it stands in its place."""
        owner = self.catalogue[path].owner
        return owner if owner in DEVICES else self.get_name()

    def _hear_claim(self, message: msg.SignalClaim) -> None:
        claim = claim_from(message)
        with self._lock:
            if claim.source != self.get_name():  # its own comes back late, when there may be a newer one
                self._claims.hear(claim)
            lost = self._claims.lost(self.get_name())
        others = ', '.join(f'{path} ({other})' for path, other in lost.items())
        self._claimed.lasting('refused', f'another bridge brings {others}' if lost else '')


def message_type(given: Given) -> Any | None:
    """The class of the messages; None where they are not installed and need not be. Raises SetupError."""
    try:
        return interface(given.type)
    except SetupError as error:
        if given.is_optional:
            return None
        raise SetupError(f'{given.topic}: {error}') from error
