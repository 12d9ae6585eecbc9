"""What many cars at one real server count on: the shared beginning is cached, and commands overtake talk."""

import asyncio
from dataclasses import replace

import pytest
from answers import answer_of, answers, array_of, asking
from real_model import AT_ONCE, RealModel
from waiting import wait_for

from ipa_agents.brains.qwen.wire.chat import Message
from ipa_agents.brains.qwen.wire.client import ModelClient

pytestmark = pytest.mark.timeout(900)


def test_the_same_beginning_is_served_from_the_cache(server: RealModel) -> None:
    beginning = Message('system', 'You are the assistant of a car. ' * 40)
    requests = [replace(asking(text), messages=(beginning, Message('user', text))) for text in ('One', 'Another')]
    (first,), (second,) = answers(server.endpoint(), requests[:1]), answers(server.endpoint(), requests[1:])
    assert first.usage.cached_tokens == 0
    assert second.usage.cached_tokens > second.usage.prompt_tokens * 0.8


def test_a_command_overtakes_the_chats_that_wait(server: RealModel) -> None:
    ended = asyncio.run(ends(server))
    assert len(ended) == 9
    assert ended[0] == 'command', ended


async def ends(server: RealModel) -> list[str]:
    """Who got an answer, in order: the command, the last to ask a server that is full, and eight chats before it.

    No answer is streamed: where all share two cores, a server that streams much is late with what it is asked next.
    """
    client = ModelClient(server.endpoint(is_stream=False))
    ended: list[str] = []

    async def ask(name: str, items: int, priority: int = 0) -> None:
        await answer_of(client, asking(name, grammar=array_of(items), max_tokens=6000, priority=priority))
        ended.append(name)

    async def there_are(count: int, state: str) -> None:
        await asyncio.to_thread(wait_for, lambda: server.requests(state) == count, f'{count} requests {state}')

    others = [asyncio.create_task(ask(f'other {number}', 1500)) for number in range(AT_ONCE)]
    await there_are(AT_ONCE, 'running')
    chats = [asyncio.create_task(ask(f'chat {number}', 60, priority=10)) for number in range(8)]
    await there_are(8, 'waiting')
    command = asyncio.create_task(ask('command', 1))
    await there_are(9, 'waiting')
    for task in others:
        task.cancel()
    await asyncio.gather(command, *chats)
    await client.aclose()
    return ended
