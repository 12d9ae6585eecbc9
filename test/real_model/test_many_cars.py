"""What many cars at one real server count on: the shared beginning is cached, and commands overtake talk."""

import asyncio
from dataclasses import replace

import pytest
from answers import answer_of, answers, array_of, asking
from real_model import AT_ONCE, RealModel

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
    # The server may have answered all of them before it tells how many it has in hand: then it is asked again.
    ended = next(filter(None, (asyncio.run(ends(server)) for _ in range(6))), [])
    assert len(ended) == 9
    assert ended[0] == 'command', ended


async def ends(server: RealModel) -> list[str]:
    """Who got an answer, in order: the command, the last to ask a server that is full, and eight chats before it.

    Nobody, where the server was not seen to be full.
    No answer is streamed: where all share two cores, a server that streams much is late with what it is asked next.
    """
    client = ModelClient(server.endpoint(is_stream=False))
    ended: list[str] = []

    async def ask(name: str, items: int, priority: int = 0) -> None:
        await answer_of(client, asking(name, grammar=array_of(items), max_tokens=6000, priority=priority))
        ended.append(name)

    async def are_there(count: int, state: str) -> bool:
        while await asyncio.to_thread(server.requests, state) != count:
            if any(task.done() for task in others):
                return False
        return True

    others = [asyncio.create_task(ask(f'other {number}', 1500)) for number in range(AT_ONCE)]
    is_full = await are_there(AT_ONCE, 'running')
    waiting = [asyncio.create_task(ask(f'chat {number}', 60, priority=10)) for number in range(8)]
    is_full = is_full and await are_there(8, 'waiting')
    waiting.append(asyncio.create_task(ask('command', 1)))
    is_full = is_full and await are_there(9, 'waiting')
    were_cancelled = [task.cancel() for task in others]
    await asyncio.gather(*waiting)
    await client.aclose()
    return ended if is_full and all(were_cancelled) else []
