"""A test's own node and its processes: what it listens to, what it publishes, and waiting for what must come."""

import os
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from typing import Any

import pytest
import rclpy
from rclpy.executors import SingleThreadedExecutor
from rclpy.publisher import Publisher
from rclpy.qos import QoSProfile

__all__ = ['NAMESPACE', 'Desk']

NAMESPACE = '/ipa'
PATIENCE = 60.0  # s, for a machine under load; on a free one everything comes within a second

_ENDING = 60.0
"""s; a node ends itself after 10, whatever hangs in it."""


class Desk:
    """Topics are relative to NAMESPACE; messages are kept by topic in the order in which they came."""

    def __init__(self) -> None:
        self._context = rclpy.Context()
        rclpy.init(context=self._context)
        self.node = rclpy.create_node('desk', namespace=NAMESPACE, context=self._context)
        self._news = threading.Condition()
        self._heard: dict[str, list[Any]] = {}
        self._processes: list[subprocess.Popen[str]] = []
        self._executor = SingleThreadedExecutor(context=self._context)
        self._executor.add_node(self.node)
        self._thread = threading.Thread(target=self._executor.spin)
        self._thread.start()

    def run(self, module: str, *parameters: str) -> subprocess.Popen[str]:
        """Start `python -m ipa_agents.nodes.<module>`, or `.bridges.<module>`, with `name:=value` parameters."""
        settings = [word for parameter in parameters for word in ('-p', parameter)]
        return self.start('-m', f'ipa_agents.{module if "." in module else f"nodes.{module}"}', *settings)

    def start(self, *words: str) -> subprocess.Popen[str]:
        """Start `python WORDS` with the arguments of a node: a module, or a script, and then parameters."""
        count = 2 if words[0] == '-m' else 1
        command = [sys.executable, *words[:count], '--ros-args', '-r', f'__ns:={NAMESPACE}', *words[count:]]
        process = subprocess.Popen(command, text=True, env=os.environ.copy())
        self._processes.append(process)
        return process

    def listen(self, topic: str, kind: type, qos: QoSProfile) -> list[Any]:
        """Everything that comes on `topic` from now on."""
        heard = self._heard.setdefault(topic, [])
        self.node.create_subscription(kind, topic, lambda message: self._keep(heard, message), qos)
        return heard

    def publisher(self, topic: str, kind: type, qos: QoSProfile, listeners: int = 1) -> Publisher:
        """A publisher that already has its listeners."""
        publisher = self.node.create_publisher(kind, topic, qos)
        self.wait(lambda: publisher.get_subscription_count() >= listeners, f'{listeners} listeners on {topic}')
        return publisher

    def wait(
        self, condition: Callable[[], Any], what: str | Callable[[], str] = 'the condition', within: float = PATIENCE
    ) -> Any:
        """The first true value of `condition`; fails the test when there is none within `within` s."""
        end = time.monotonic() + within
        with self._news:
            while not (value := condition()):
                if time.monotonic() > end:
                    pytest.fail(f'waited {within:g} s in vain for {what() if callable(what) else what}')
                self._news.wait(0.05)
        return value

    def close(self) -> None:
        """End the processes and the node."""
        for process in self._processes:
            if process.poll() is None:
                process.terminate()
        late = [process for process in self._processes if not _has_ended(process)]
        for process in late:  # what stays would be heard by the tests that follow
            process.kill()
            process.wait()
        self._executor.shutdown()
        self._thread.join()
        self.node.destroy_node()
        rclpy.try_shutdown(context=self._context)
        assert not late, f'did not end within {_ENDING:g} s: {[process.args for process in late]}'

    def _keep(self, heard: list[Any], message: Any) -> None:
        with self._news:
            heard.append(message)
            self._news.notify_all()


def _has_ended(process: subprocess.Popen[str]) -> bool:
    try:
        process.wait(_ENDING)
    except subprocess.TimeoutExpired:
        return False
    return True
