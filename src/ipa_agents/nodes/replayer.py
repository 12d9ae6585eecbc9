"""Publishes a recording again, into a namespace of its own, so that it drives nobody by mistake."""

import os
import struct
import time
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass

from rclpy.duration import Duration
from rclpy.node import Node, NodeNameNonExistentError
from rclpy.publisher import Publisher

from ipa_agents.errors import RecordingError
from ipa_agents.nodes.raw_topics import message_type, profile
from ipa_agents.recording.definitions import installed_definition, is_same, is_stamped
from ipa_agents.recording.records import Channel, Record
from ipa_agents.recording.topics import is_among, load_groups, moved

__all__ = ['ReplayPlan', 'Replayer', 'living', 'replay_node']

_DEPTH = 100
_LATCHED = 50
_NANOSECONDS = 10**9
_STAMPED = 12  # bytes: what tells of the encoding, and the stamp


@dataclass(frozen=True, slots=True)
class ReplayPlan:
    """What to play: topics of the car `origin` by `patterns`, into `target`.

    Without `with_commands`, nothing is played that drives devices, and beside a car that `is_live` nothing either that
    its assistant or guard would act upon. `is_restamped` moves the stamps of headers to now.
    """

    origin: str
    target: str
    patterns: tuple[str, ...] = ()
    with_commands: bool = False
    is_live: bool = False
    is_restamped: bool = False

    def plays(self, topic: str) -> bool:
        """Whether `topic` is to be played."""
        groups = load_groups()
        held = () if self.with_commands else (*groups.commands, *(groups.heard if self.is_live else ()))
        is_chosen = not self.patterns or is_among(topic, self.patterns, self.origin)
        return is_chosen and not is_among(topic, held, self.origin)


class Replayer:
    """Publishers for all `channels` that `plan` plays; raises RecordingError when one cannot be played as it was."""

    def __init__(self, node: Node, plan: ReplayPlan, channels: Iterable[Channel]) -> None:
        self._node = node
        self._plan = plan
        self._publishers: dict[Channel, Publisher] = {}
        for channel in channels:
            if plan.plays(channel.topic):
                _check(channel)
                depth = _LATCHED if channel.quality.is_latched else _DEPTH
                topic = moved(channel.topic, plan.origin, plan.target)
                kind = message_type(channel.type)
                quality = profile(channel.quality, max(channel.quality.depth, depth))
                self._publishers[channel] = node.create_publisher(kind, topic, quality)

    @property
    def is_heard(self) -> bool:
        """Whether all who wait for what is played, as far as they are known, can hear it."""
        return all(
            publisher.get_subscription_count() >= self._node.count_subscribers(publisher.topic_name)
            for publisher in self._publishers.values()
        )

    @property
    def topics(self) -> tuple[str, ...]:
        """The topics that are played, by the names they were recorded with."""
        return tuple(channel.topic for channel in self._publishers)

    def play(self, record: Record) -> bool:
        """Publish one message now; False when it is none of those to be played."""
        publisher = self._publishers.get(record.channel)
        if publisher is None:
            return False
        is_moved = self._plan.is_restamped and is_stamped(record.channel.definition)
        publisher.publish(_restamped(record, time.time_ns()) if is_moved else record.data)
        return True

    def finish(self, within: float) -> None:
        """Wait until all who listen have got everything, for each topic at most `within` s."""
        for publisher in self._publishers.values():
            publisher.wait_for_all_acked(Duration(seconds=within))


def replay_node() -> Node:
    """A node of no car, for a Replayer."""
    return Node(f'replay_{os.getpid()}')


def living(node: Node, namespace: str) -> tuple[str, ...]:
    """The nodes in `namespace`, `node` aside, that publish topics in it, as those of a car do."""
    found = set()
    for name, space in node.get_node_names_and_namespaces():
        if space == namespace and (name, space) != (node.get_name(), node.get_namespace()):
            with suppress(NodeNameNonExistentError):  # it has gone meanwhile
                topics = node.get_publisher_names_and_types_by_node(name, space)
                if any(topic.startswith(f'{namespace}/') for topic, _ in topics):
                    found.add(name)
    return tuple(sorted(found))


def _check(channel: Channel) -> None:
    if not is_same(channel.definition, installed_definition(channel.type)):
        raise RecordingError(
            f'{channel.topic} was recorded with another version of {channel.type} than is installed here; '
            'leave it out by --topics, or install that version'
        )


def _restamped(record: Record, now: int) -> bytes:
    """The message with the stamp of its header as much later as it is played after it was recorded (CDR)."""
    if len(record.data) < _STAMPED:
        return record.data
    order = '<' if record.data[1] & 1 else '>'
    sec, nanosec = struct.unpack_from(f'{order}iI', record.data, 4)
    if not sec and not nanosec:
        return record.data
    stamp = sec * _NANOSECONDS + nanosec + now - record.time
    return record.data[:4] + struct.pack(f'{order}iI', *divmod(stamp, _NANOSECONDS)) + record.data[_STAMPED:]
