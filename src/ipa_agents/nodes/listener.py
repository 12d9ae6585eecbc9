"""Hears topics without being part of a car: it publishes nothing."""

from collections.abc import Callable

from rclpy.node import Node

from ipa_agents.nodes.raw_topics import RawTopics
from ipa_agents.recording.records import Record

__all__ = ['Listener']


class Listener(Node):
    """Gives every message of the topics that `wants` says yes to, to `hear`, in the thread that spins the node."""

    def __init__(self, name: str, wants: Callable[[str], bool], hear: Callable[[Record], None]) -> None:
        super().__init__(name)
        self._topics = RawTopics(self, wants, hear)

    @property
    def strangers(self) -> dict[str, str]:
        """Wanted topics that cannot be read, with the reason."""
        return self._topics.strangers

    @property
    def lost(self) -> int:
        """How many messages came too fast to be heard."""
        return self._topics.lost

    def topics(self) -> set[str]:
        """All topics that somebody publishes."""
        return {topic for topic, _ in self.get_topic_names_and_types() if self.count_publishers(topic)}
