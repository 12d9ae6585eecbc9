"""The watch over the models, and what is said of them on /diagnostics."""

import asyncio

import pytest
from rclpy.node import Node
from waiting import wait_for

from ipa_agents.brains.agents import load_agents
from ipa_agents.brains.qwen.wire.fleet import Fleet
from ipa_agents.nodes import model_link
from ipa_agents.nodes.health import Health, Task
from ipa_agents.nodes.messages import now
from ipa_agents.nodes.model_link import ModelLink
from ipa_agents.nodes.spin import LoopThread
from ipa_agents.persona.persona import load_persona
from ipa_agents.vehicle.catalogue import load_catalogue


def test_a_watch_that_dies_is_told_and_begun_anew(node: Node, monkeypatch: pytest.MonkeyPatch) -> None:
    begun = []

    async def watch(self: Fleet) -> None:
        begun.append(self)
        if len(begun) < 3:
            raise ZeroDivisionError
        await asyncio.sleep(60)

    monkeypatch.setattr(Fleet, 'watch', watch)
    monkeypatch.setattr(model_link, '_AGAIN_S', 0.0)
    health = Health(node)
    task = Task(node, 'model')
    monkeypatch.setattr(health, 'task', lambda name, fine: task)
    link = ModelLink(node, health, load_persona('juno'), load_catalogue(), load_agents())
    loop = LoopThread('loop of a test')
    loop.start()
    try:
        link.start(loop)
        wait_for(lambda: len(begun) == 3, 'the third watch')
        link.show()
        assert 'watch ended: ZeroDivisionError' in task.status(now(node.get_clock())).message
        values = {value.key: value.value for value in task.status(0.0).values}
        assert (values['watch ended'], values['state']) == ('2', 'unchecked')
    finally:
        loop.stop()
