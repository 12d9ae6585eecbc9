"""Brings the device nodes up in order, watches over all nodes of the car, and says who died and came back."""

import time
from datetime import datetime

from diagnostic_msgs.msg import DiagnosticArray
from rclpy.node import Node

from ipa_agents.bringup.declaration import load_bringup
from ipa_agents.bringup.roster import Roster
from ipa_agents.nodes import qos
from ipa_agents.nodes.clocks import steady_timer
from ipa_agents.nodes.health import Health
from ipa_agents.nodes.lifecycle_client import LifecycleClient
from ipa_agents.nodes.memory import Memory
from ipa_agents.nodes.parameters import declare
from ipa_agents.nodes.spin import run

__all__ = ['ManagerNode', 'main']

_PERIOD = 0.5
_ORDER_PATIENCE = 10.0
"""s for which one that is missing holds up those that come after it."""


class ManagerNode(Node):
    """What it knows of the nodes it sees itself: their presence in ROS, their lifecycle and their diagnostics."""

    def __init__(self) -> None:
        super().__init__('manager')
        self._bringup = load_bringup()
        everybody = [name for name in self._bringup.nodes if name != self.get_name()]
        usual = [name for name in self._bringup.always if name != self.get_name()]
        nodes = declare(self, 'nodes', usual, 'nodes of config/bringup.yaml that belong to this car', read_only=True)
        silence = declare(
            self,
            'silence',
            5.0,
            's without diagnostics after which a node hangs',
            minimum=2.0,
            maximum=300.0,
            read_only=True,
        )
        patience = declare(
            self, 'patience', 20.0, 's in which every node must have come', minimum=1.0, maximum=600.0, read_only=True
        )
        self._names = tuple(name for name in everybody if name in nodes)
        self._roster = Roster(self._names, silence, patience)
        self._health = Health(self)
        self._tasks = {name: self._health.task(name, 'runs') for name in self._names}
        self._lifecycles = {
            name: LifecycleClient(self, name) for name in self._names if name in self._bringup.lifecycle
        }
        self._memory = Memory(self, self._health)
        self._memory.recall(self._roster.restore)
        self._began = time.monotonic()
        self.create_subscription(DiagnosticArray, '/diagnostics', self._hear, qos.DIAGNOSTICS)
        steady_timer(self, _PERIOD, self._look)

    def _hear(self, message: DiagnosticArray) -> None:
        for status in message.status:
            space, _, name = status.name.partition(':')[0].rpartition('/')
            if (space or '/') == self.get_namespace():
                self._roster.sign(name, time.monotonic())

    def _look(self) -> None:
        now = time.monotonic()
        present = self._processes()
        for name in self._names:
            was_known = bool(self._roster[name].known)
            if self._roster.see(name, present.get(name, frozenset()), now):
                if client := self._lifecycles.get(name):
                    client.begin_anew()
                if was_known:
                    self._health.fault('started again', name)
            self._rise(name, now)
            self._say(name, now)
        self._memory.keep(self._roster.snapshot())

    def _processes(self) -> dict[str, frozenset[str]]:
        """For each node of this namespace the ids of its publishers of logs, of which a process has one."""
        found: dict[str, frozenset[str]] = {}
        for info in self.get_publishers_info_by_topic('/rosout'):
            if info.node_namespace == self.get_namespace():
                gid = bytes(info.endpoint_gid).hex()
                found[info.node_name] = found.get(info.node_name, frozenset()) | {gid}
        return found

    def _rise(self, name: str, now: float) -> None:
        client = self._lifecycles.get(name)
        if client is None or not self._roster.is_there(name):
            return
        earlier = [other for stage in self._bringup.before(name) for other in stage if other in self._names]
        is_late = now - self._began > _ORDER_PATIENCE
        client.step(now, may_rise=is_late or all(map(self._is_up, earlier)))

    def _is_up(self, name: str) -> bool:
        client = self._lifecycles.get(name)
        return client.state == 'active' if client else self._roster.is_there(name)

    def _say(self, name: str, now: float) -> None:
        client, entry = self._lifecycles.get(name), self._roster[name]
        verdict = self._roster.verdict(name, now, is_busy=bool(client and client.is_changing))
        task = self._tasks[name]
        task.lasting('process', verdict.reason, 'warn' if verdict.level == 'ok' else verdict.level)
        task.lasting('bring-up', client.problem if client else '')
        values: dict[str, object] = {'hangs': verdict.hangs, 'restarts': entry.restarts}
        if entry.restarts:
            wall = datetime.fromtimestamp(time.time() - (now - entry.restarted)).astimezone()
            values['last restart'] = wall.isoformat(timespec='seconds')
        if client:
            values['state'] = client.state
        task.show(values)


def main() -> int:
    """Run the node as a process."""
    return run(ManagerNode)


if __name__ == '__main__':
    raise SystemExit(main())
