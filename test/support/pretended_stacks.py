"""Driving stacks as processes, seen from a test: pretended_nav2.py and pretended_autoware.py.

What they were asked is told on `stack/told`; on `stack/do` a test tells them what happens: how they answer from now on,
that they arrive, give up, or that somebody takes the route away.
"""

import json
import math
from abc import abstractmethod
from pathlib import Path
from typing import Any

import pytest
from desk import Desk
from geometry_msgs.msg import Quaternion
from interfaces import with_interfaces
from rclpy.node import Node
from rclpy.qos import DurabilityPolicy, QoSProfile
from std_msgs.msg import String

__all__ = ['PretendedStack', 'Stack', 'yaw_of']

_PACKAGES = {'nav2': 'now/nav2_msgs', 'autoware': 'now/autoware_adapi_v1_msgs'}
_QOS = QoSProfile(depth=100, durability=DurabilityPolicy.TRANSIENT_LOCAL)


def yaw_of(turned: Quaternion) -> float:
    """Of what is turned about the vertical alone, in rad."""
    return 2 * math.atan2(turned.z, turned.w)


class Stack(Node):
    """Answers in one of the ways of `ANSWERS`, and tells what it is asked."""

    ANSWERS = ('done', 'no', 'silent', 'kept')

    def __init__(self, name: str) -> None:
        super().__init__(name)
        self.answers = 'done'
        self._told = self.create_publisher(String, 'stack/told', _QOS)
        self.create_subscription(String, 'stack/do', self._do, _QOS)

    def tell(self, act: str, pose: Any = None, **more: object) -> None:
        """What was asked, with the pose of the goal."""
        if pose is not None:
            more |= {'x': pose.position.x, 'y': pose.position.y, 'yaw': yaw_of(pose.orientation)}
        self._told.publish(String(data=json.dumps({'act': act, **more})))

    @abstractmethod
    def happen(self, what: str) -> None:
        """Something happens to the stack."""

    def _do(self, message: String) -> None:
        what = message.data
        if what in self.ANSWERS:
            self.answers = what
        else:
            self.happen(what)
        self.tell('did', what=what)


class PretendedStack:
    """One of them as a process, seen from a test; the processes that the test starts know its interfaces."""

    def __init__(self, desk: Desk, monkeypatch: pytest.MonkeyPatch, kind: str) -> None:
        for name, value in with_interfaces(_PACKAGES[kind]).items():
            monkeypatch.setenv(name, value)
        self.desk = desk
        self._kind = kind
        self._told = desk.listen('stack/told', String, _QOS)
        self._do = desk.node.create_publisher(String, 'stack/do', _QOS)

    def start(self, *parameters: str) -> None:
        """Start it, or start it again, with `name:=value` parameters."""
        settings = [word for parameter in parameters for word in ('-p', parameter)]
        script = Path(__file__).with_name(f'pretended_{self._kind}.py')
        self._process = self.desk.start(str(script), *settings)

    def kill(self) -> None:
        """It is gone without a word."""
        self._process.kill()
        self._process.wait()

    @property
    def told(self) -> list[dict[str, Any]]:
        """What it was asked, in order, and for Nav2 how it ended."""
        return [told for told in self._all() if told['act'] not in ('did', 'is')]

    @property
    def now(self) -> str:
        """How it last said that it stands with its route."""
        return next((told['what'] for told in reversed(self._all()) if told['act'] == 'is'), '')

    def do(self, what: str) -> None:
        """Let it happen there, and wait until it has."""
        did = {'act': 'did', 'what': what}
        before = self._all().count(did)
        self._do.publish(String(data=what))
        self.desk.wait(lambda: self._all().count(did) > before, what)

    def asked(self, count: int, act: str = '') -> dict[str, Any]:
        """What it was asked as number `count`, from 1, of that kind."""
        return self.desk.wait(
            lambda: next(
                iter([told for told in self.told if told['act'] in (act or told['act'])][count - 1 : count]), None
            ),
            lambda: f'request {count} {act}; there were {self.told}',
        )

    def _all(self) -> list[dict[str, Any]]:
        return [json.loads(message.data) for message in self._told]
