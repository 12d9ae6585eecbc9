import asyncio
import resource
import sqlite3
from pathlib import Path

import pytest

from ipa_agents.errors import MemoryFault
from ipa_agents.memory.remembering import Remembering
from ipa_agents.memory.store import Memory, View


def test_what_another_process_keeps_is_seen_at_the_next_look(tmp_path: Path) -> None:
    file = tmp_path / 'memory.sqlite'
    memories = Remembering(Memory(file))
    asyncio.run(memories.refresh())
    assert memories.view == View()
    Memory(file).keep('Anna', 'music', 'jazz', 'told', 1.0)
    assert memories.view == View()
    asyncio.run(memories.refresh())
    assert [kept.value for kept in memories.view.of('Anna')] == ['jazz']
    Memory(file).erase()
    asyncio.run(memories.refresh())
    assert memories.view == View()


def test_a_change_is_seen_at_once(tmp_path: Path) -> None:
    memories = Remembering(Memory(tmp_path / 'memory.sqlite'))
    asyncio.run(memories.change(lambda memory: memory.keep('Anna', 'music', 'jazz', 'told', 1.0)))
    assert [kept.value for kept in memories.view.of('Anna', 'music')] == ['jazz']


def test_a_broken_file_is_told_until_it_is_erased(tmp_path: Path) -> None:
    file = tmp_path / 'memory.sqlite'
    file.write_bytes(b'not a data base ' * 100)
    memories = Remembering(Memory(file))
    asyncio.run(memories.refresh())
    assert 'ipa memory erase' in memories.fault
    with pytest.raises(MemoryFault):
        asyncio.run(memories.change(lambda memory: memory.decline('Anna')))
    Memory(file).erase()
    asyncio.run(memories.refresh())
    assert memories.fault == ''


def test_a_locked_file_keeps_nobody_waiting(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = tmp_path / 'memory.sqlite'
    Memory(file).keep('Anna', 'music', 'jazz', 'told', 1.0)
    memories = Remembering(Memory(file))
    asyncio.run(memories.refresh())
    monkeypatch.setattr('ipa_agents.memory.store._PATIENCE', 0.0)

    async def scene() -> None:
        ticks = 0
        look = asyncio.create_task(memories.refresh())
        while not look.done():
            ticks += 1
            await asyncio.sleep(0)
        assert ticks > 1

    with sqlite3.connect(file) as other:
        other.execute('BEGIN EXCLUSIVE')
        asyncio.run(scene())
    assert 'locked' in memories.fault
    assert [kept.value for kept in memories.view.of('Anna')] == ['jazz']


def test_a_full_disk_is_told_and_loses_nothing(tmp_path: Path) -> None:
    file = tmp_path / 'memory.sqlite'
    Memory(file).keep('Anna', 'music', 'jazz', 'told', 1.0)
    memories = Remembering(Memory(file))
    limits = resource.getrlimit(resource.RLIMIT_FSIZE)
    try:
        resource.setrlimit(resource.RLIMIT_FSIZE, (0, limits[1]))  # Python ignores the signal: writing fails
        with pytest.raises(MemoryFault):
            asyncio.run(memories.change(lambda memory: memory.keep('Anna', 'music', 'rock', 'told', 2.0)))
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, limits)
    assert memories.fault
    asyncio.run(memories.refresh())
    assert [kept.value for kept in memories.view.of('Anna')] == ['jazz']
    assert memories.fault == ''
