"""Another world's process: publishes and hears, in the real types, what a test tells it as JSON.

A test publishes on `relay/do`: {"publish": TOPIC, "type": "package/msg/Name", "fields": {...}} or {"listen": TOPIC,
"type": ...}; what comes on TOPIC goes to `relay/heard`: {"topic": TOPIC, "fields": {...}}.
"""

import json
from collections.abc import Callable, Mapping
from typing import Any

import pytest
from desk import Desk
from interfaces import with_interfaces
from rclpy.node import Node
from rclpy.publisher import Publisher
from rclpy.qos import QoSProfile
from std_msgs.msg import String

from ipa_agents.bridges.interfaces import interface
from ipa_agents.nodes.spin import run

__all__ = ['Relay', 'World']

_QOS = QoSProfile(depth=100)


class Relay(Node):
    """Does what it is told."""

    def __init__(self) -> None:
        super().__init__('relay')
        self._heard = self.create_publisher(String, 'relay/heard', _QOS)
        self._there: dict[str, Publisher] = {}
        self.create_subscription(String, 'relay/do', self._do, _QOS)

    def _do(self, message: String) -> None:
        wish = json.loads(message.data)
        kind = interface(wish['type'])
        if topic := wish.get('listen'):
            self.create_subscription(kind, topic, lambda heard: self._tell(topic, heard), _QOS)
        else:
            topic = wish['publish']
            if topic not in self._there:
                self._there[topic] = self.create_publisher(kind, topic, _QOS)
            self._there[topic].publish(_filled(kind(), wish['fields']))

    def _tell(self, topic: str, message: Any) -> None:
        self._heard.publish(String(data=json.dumps({'topic': topic, 'fields': _plain(message)})))


class World:
    """The relay as a process, seen from a test; the processes that the test starts know the same interfaces."""

    def __init__(self, desk: Desk, monkeypatch: pytest.MonkeyPatch, interfaces: str) -> None:
        for name, value in with_interfaces(interfaces).items():
            monkeypatch.setenv(name, value)
        self.desk = desk
        desk.start(__file__)
        self._told = desk.listen('relay/heard', String, _QOS)
        self._do = desk.publisher('relay/do', String, _QOS)

    def publish(self, topic: str, kind: str, **fields: object) -> None:
        """Let the other world publish."""
        self._do.publish(String(data=json.dumps({'publish': topic, 'type': kind, 'fields': fields})))

    def listen(self, topic: str, kind: str) -> Callable[[], list[dict[str, Any]]]:
        """What the other world has heard on a topic."""
        self._do.publish(String(data=json.dumps({'listen': topic, 'type': kind})))
        return lambda: [
            said['fields'] for said in map(json.loads, (told.data for told in self._told)) if said['topic'] == topic
        ]


def _filled(message: Any, fields: Mapping[str, Any]) -> Any:
    for name, value in fields.items():
        if isinstance(value, dict):
            _filled(getattr(message, name), value)
        else:
            setattr(message, name, value)
    return message


def _plain(message: Any) -> Any:
    if hasattr(message, 'get_fields_and_field_types'):
        return {name: _plain(getattr(message, name)) for name in message.get_fields_and_field_types()}
    return [_plain(item) for item in message] if isinstance(message, list | tuple) else message


if __name__ == '__main__':
    raise SystemExit(run(Relay))
