"""What is kept of people, beside the loop of a node; whether it can be read stands on /diagnostics."""

import asyncio
from pathlib import Path

from rclpy.node import Node

from ipa_agents.memory.remembering import Remembering
from ipa_agents.memory.store import Memory, memory_file
from ipa_agents.nodes.health import Health
from ipa_agents.nodes.parameters import declare

__all__ = ['PeopleLink']


class PeopleLink:
    """`memories` is what the assistant is given; `look` once a second sees what others have changed."""

    def __init__(self, node: Node, health: Health) -> None:
        file = declare(
            node,
            'memory_file',
            '',
            'the file in which what people let be kept of them is; empty: memory.sqlite of the data folder',
            read_only=True,
        )
        self.memories = Remembering(Memory(Path(file).expanduser() if file else memory_file()))
        self._task = health.task('memory', 'what is kept of people can be read')
        self._looking: asyncio.Task[None] | None = None

    def look(self) -> None:
        """Look again, in the loop that runs, and tell how the last look went."""
        if self._looking is None or self._looking.done():
            self._looking = asyncio.get_running_loop().create_task(self.memories.refresh())
        self._task.lasting('unreadable', self.memories.fault, 'warn')
