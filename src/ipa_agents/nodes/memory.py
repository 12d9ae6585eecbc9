"""What a node keeps in case its process dies (docs/decisions/0012-restart-and-restore.md)."""

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from rclpy.node import Node

from ipa_agents.bringup.snapshot import Snapshot
from ipa_agents.errors import IpaError, SnapshotError
from ipa_agents.nodes.health import Health
from ipa_agents.nodes.parameters import declare

__all__ = ['Memory']

_BROKEN = (IpaError, ValueError, TypeError, KeyError, AttributeError)
"""What taking up a state raises that is not one."""


class Memory:
    """Reads and writes the snapshot of one node, and says on /diagnostics how it went; nothing without a folder."""

    def __init__(self, node: Node, health: Health) -> None:
        folder = declare(
            node,
            'state_folder',
            '',
            'where the node keeps what it needs to go on after its process died; empty: nowhere',
            read_only=True,
        )
        self._node = node
        self._health = health
        self._snapshot = Snapshot(Path(folder), node.get_name()) if folder else None

    def recall(self, restore: Callable[[Mapping[str, Any]], None]) -> None:
        """Go on from what was kept, if anything was; `restore` raises, and changes nothing, for what is no state."""
        try:
            kept = self._snapshot.read() if self._snapshot else None
            if kept is None:
                return
            restore(kept)
        except _BROKEN as error:
            self._health.fault('state lost', f'started afresh, since what was kept is broken: {error}')
            return
        self._health.fault('started again', 'with the state that it had')

    def keep(self, state: Mapping[str, Any]) -> None:
        """Keep `state`; what cannot be kept is said."""
        if self._snapshot is None:
            return
        try:
            self._snapshot.keep(state)
        except SnapshotError as error:
            self._health.lasting('state not kept', str(error), 'warn')
        else:
            self._health.lasting('state not kept', '')

    def begin_afresh(self, forgotten: str) -> None:
        """For a node that keeps nothing: say what is `forgotten` when it was started before in this run."""
        if self._snapshot is None:
            return
        try:
            was_there = self._snapshot.read() is not None
        except SnapshotError:
            was_there = True
        self.keep({'runs': True})
        if was_there:
            self._health.fault('started again', f'afresh: {forgotten}')
