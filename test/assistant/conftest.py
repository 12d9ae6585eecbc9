"""A memory of people, and an assistant that has looked at it."""

from pathlib import Path
from typing import Any

import pytest
from kept import Play, Scene
from rehearsal import Rehearsal

from ipa_agents.brains.reflex import ReflexBrain
from ipa_agents.memory.store import Memory


@pytest.fixture(scope='session')
def reflex() -> ReflexBrain:
    return ReflexBrain()


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / 'memory.sqlite'


@pytest.fixture
def memory(file: Path) -> Memory:
    return Memory(file)


@pytest.fixture
def play(reflex: ReflexBrain, memory: Memory) -> Play:
    """Plays a scene whose assistant has looked at its memory."""

    def run(scene: Scene, **stage: Any) -> None:
        async def looked(stage: Rehearsal) -> None:
            await stage.look()
            await scene(stage)

        Rehearsal({}, reflex=reflex, memory=memory, **stage).play(looked)

    return run
