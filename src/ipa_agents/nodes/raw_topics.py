"""Messages of any topic as they are on the wire, with what must be known to read them elsewhere."""

from collections.abc import Callable, Mapping
from importlib import import_module
from typing import Any

from rclpy.node import Node
from rclpy.qos import DurabilityPolicy, QoSProfile, ReliabilityPolicy
from rclpy.topic_endpoint_info import TopicEndpointInfo

from ipa_agents.errors import RecordingError
from ipa_agents.nodes.clocks import steady_timer
from ipa_agents.recording.clock import SteadyClock
from ipa_agents.recording.definitions import installed_definition, type_hash
from ipa_agents.recording.records import Channel, Quality, Record

__all__ = ['RawTopics', 'message_type', 'profile']

_PERIOD = 0.1  # s, as rosbag2 looks around; what a new topic says before it is found is lost


class RawTopics:
    """Hears, through `node`, the topics that `wants` says yes to, as they come up; `hear` gets every message.

    `strangers` are wanted topics that cannot be read, with the reason; `lost` is how many messages came too
    fast, since at most `depth` of a topic wait to be heard.
    """

    def __init__(
        self, node: Node, wants: Callable[[str], bool], hear: Callable[[Record], None], depth: int = 1000
    ) -> None:
        self.strangers: dict[str, str] = {}
        self.lost = 0
        self._node = node
        self._wants = wants
        self._hear = hear
        self._depth = depth
        self._clock = SteadyClock()
        self._heard: dict[str, Channel] = {}
        self._sequences: dict[tuple[str, bytes], int] = {}
        self._timer = steady_timer(node, _PERIOD, self.look)

    @property
    def heard(self) -> Mapping[str, Channel]:
        """The topics that are listened to."""
        return self._heard

    def look(self) -> None:
        """Listen to what has come up since."""
        for topic, types in self._node.get_topic_names_and_types():
            if topic in self._heard or topic in self.strangers or not self._wants(topic):
                continue
            if infos := self._node.get_publishers_info_by_topic(topic):
                self._listen(topic, types, infos)

    def stop(self) -> None:
        """Look no more."""
        self._timer.cancel()

    def _listen(self, topic: str, types: list[str], infos: list[TopicEndpointInfo]) -> None:
        try:
            if len(types) != 1:
                raise RecordingError(f'{topic} has several types: {", ".join(types)}')
            kind = message_type(types[0])
            quality = _common(infos)
            channel = Channel(topic, types[0], installed_definition(types[0]), quality, type_hash(types[0]))
        except RecordingError as error:
            self.strangers[topic] = str(error)
            return
        self._heard[topic] = channel

        def hear(data: bytes, info: Mapping[str, Any]) -> None:
            self._count(topic, info)
            self._hear(Record(channel, self._clock.now(), info['source_timestamp'], data))

        self._node.create_subscription(kind, topic, hear, profile(quality, self._depth), raw=True)

    def _count(self, topic: str, info: Mapping[str, Any]) -> None:
        """Each publisher numbers its messages, where the middleware tells the number."""
        number, publisher = info.get('publication_sequence_number'), info.get('publisher_gid')
        if number is None or publisher is None:
            return
        key = topic, publisher['data']
        self.lost += max(number - self._sequences.get(key, number - 1) - 1, 0)
        self._sequences[key] = number


def message_type(name: str) -> type:
    """The class of the message type `name`; raises RecordingError when it is not installed."""
    package, _, base = name.partition('/msg/')
    try:
        found: type = getattr(import_module(f'{package}.msg'), base)
    except (ImportError, AttributeError, ValueError) as error:
        raise RecordingError(f'the message type {name} is not installed here') from error
    return found


def profile(quality: Quality, depth: int) -> QoSProfile:
    """A profile of that quality, which keeps `depth` messages."""
    return QoSProfile(
        depth=depth,
        reliability=ReliabilityPolicy.RELIABLE if quality.is_reliable else ReliabilityPolicy.BEST_EFFORT,
        durability=DurabilityPolicy.TRANSIENT_LOCAL if quality.is_latched else DurabilityPolicy.VOLATILE,
    )


def _common(infos: list[TopicEndpointInfo]) -> Quality:
    """What all publishers offer."""
    offered = [info.qos_profile for info in infos]
    return Quality(
        is_reliable=all(profile.reliability == ReliabilityPolicy.RELIABLE for profile in offered),
        is_latched=all(profile.durability == DurabilityPolicy.TRANSIENT_LOCAL for profile in offered),
        depth=max(profile.depth for profile in offered),
    )
