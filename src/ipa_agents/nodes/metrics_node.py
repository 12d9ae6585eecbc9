"""Figures of the car at an address that Prometheus reads; off unless a port is given."""

import threading
import time
from collections.abc import Mapping
from socketserver import ThreadingMixIn
from typing import Any
from wsgiref.simple_server import WSGIRequestHandler, WSGIServer, make_server

from prometheus_client import CollectorRegistry, make_wsgi_app
from rclpy.node import Node

import ipa_agents.msg as msg
from ipa_agents.cabin.condition_metrics import ConditionMetrics
from ipa_agents.cabin.metrics import Metrics
from ipa_agents.cabin.roll_call import RollCall
from ipa_agents.cabin.stages import stage_from
from ipa_agents.nodes import qos
from ipa_agents.nodes.clocks import steady_timer
from ipa_agents.nodes.conditions import hear_conditions
from ipa_agents.nodes.health import Health
from ipa_agents.nodes.messages import outcome_from
from ipa_agents.nodes.parameters import declare, overrides
from ipa_agents.nodes.spin import run

__all__ = ['MetricsNode', 'main']

_RETRY = 2.0  # s


class _Server(ThreadingMixIn, WSGIServer):
    daemon_threads = True


class _Quiet(WSGIRequestHandler):
    timeout = 10  # s, for whoever connects and asks nothing

    def log_message(self, *_: Any) -> None:
        """Who reads figures is no news."""


class MetricsNode(Node):
    """Listens to the trace, to outcomes and to the diagnostics of its namespace; it publishes nothing but its own."""

    def __init__(self, parameters: Mapping[str, object] | None = None) -> None:
        self._server: _Server | None = None
        super().__init__('metrics', parameter_overrides=overrides(parameters))
        self._host = declare(self, 'host', '127.0.0.1', 'address at which figures are read', read_only=True)
        self._port = declare(self, 'port', 0, 'of the figures; 0: none', minimum=0, maximum=65535, read_only=True)
        health = Health(self)
        self._endpoint = health.task('endpoint', f'http://{self._host}:{self._port}/metrics' if self._port else 'off')
        self._health = health
        self._roll_call = RollCall()
        self._registry = CollectorRegistry()
        self._registry.register(ConditionMetrics(self._roll_call, time.monotonic))
        self._metrics = Metrics(self._registry)
        self.create_subscription(msg.TurnEvent, 'trace', self._trace, qos.TRACE)
        self.create_subscription(msg.Outcome, 'outcome', self._judge, qos.EVENTS)
        hear_conditions(self, lambda condition: self._roll_call.hear(condition, time.monotonic()))
        if self._port and not self._serve():
            self._again = steady_timer(self, _RETRY, self._serve_at_last)

    def destroy_node(self) -> None:
        """End the server, then the node."""
        if self._server is not None:
            self._server.shutdown()
            self._server.server_close()
        super().destroy_node()

    def _serve_at_last(self) -> None:
        if self._serve():
            self._again.cancel()

    def _serve(self) -> bool:
        """Whether the figures can be read from now on; a port that is taken is tried again."""
        try:
            self._server = make_server(self._host, self._port, make_wsgi_app(self._registry), _Server, _Quiet)
        except OSError as error:
            self._endpoint.lasting('not served', f'{self._host}:{self._port}: {error.strerror or error}')
            return False
        self._endpoint.lasting('not served', '')
        threading.Thread(target=self._server.serve_forever, name='metrics', daemon=True).start()
        return True

    def _trace(self, message: msg.TurnEvent) -> None:
        self._metrics.hear(stage_from(message))

    def _judge(self, message: msg.Outcome) -> None:
        try:
            self._metrics.hear(outcome_from(message))
        except ValueError as error:
            self._health.fault('outcomes malformed', str(error))


def main() -> int:
    """Run the node until it is told to end."""
    return run(MetricsNode)


if __name__ == '__main__':
    raise SystemExit(main())
