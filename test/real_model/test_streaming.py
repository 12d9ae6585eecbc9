"""Answers come word by word from the real server, and end there when nobody waits for them."""

import asyncio
import json
from collections.abc import Iterable
from contextlib import aclosing
from dataclasses import replace

import pytest
from answers import VERY_LONG, Answer, answers, asking
from grammars import TOOLBOX, TOOLS
from real_model import RealModel
from waiting import wait_for

from ipa_agents.brains.qwen.prompt.grammar import structural_tag
from ipa_agents.brains.qwen.prompt.slice import Slicer
from ipa_agents.brains.qwen.wire.chat import ChatRequest, Message, Usage, Words
from ipa_agents.brains.qwen.wire.client import ModelClient
from ipa_agents.brains.qwen.wire.endpoint import Endpoint
from ipa_agents.vehicle.catalogue import load_catalogue

pytestmark = pytest.mark.timeout(900)


def test_words_come_one_by_one_and_their_count_at_the_end(server: RealModel) -> None:
    (answer,) = answers(server.endpoint(), [asking(max_tokens=24)])
    assert sum(isinstance(event, Words) for event in answer.events) > 8
    assert isinstance(answer.events[-1], Usage)
    assert answer.usage.completion_tokens == 24
    assert answer.finish == 'length'


@pytest.mark.parametrize('has_tools', [False, True])
def test_a_stream_brings_what_a_whole_answer_brings(server: RealModel, has_tools: bool) -> None:
    found = Slicer(load_catalogue()).find('打开空调', 'zh')
    more = {'tools': TOOLS, 'grammar': structural_tag(TOOLBOX, TOOLBOX, found)} if has_tools else {}
    requests = [asking(seed=seed, max_tokens=400 if has_tools else 80, **more) for seed in range(4)]
    answers(server.endpoint(), requests[:1])  # from here on the server holds the prompt for all of them alike
    streamed = one_by_one(server.endpoint(), requests)
    whole = one_by_one(server.endpoint(is_stream=False), requests)
    assert [told(answer) for answer in streamed] == [told(answer) for answer in whole]


def one_by_one(endpoint: Endpoint, requests: Iterable[ChatRequest]) -> list[Answer]:
    """Those that are reckoned together change the last digits of each other, and with them what is drawn."""
    return [answer for request in requests for answer in answers(endpoint, [request])]


def told(answer: Answer) -> object:
    calls = [(call.name, json.loads(call.arguments)) for call in answer.calls]  # white space may differ
    return answer.words, calls, answer.finish


def test_an_answer_that_was_begun_is_continued(server: RealModel) -> None:
    begun = (Message('user', 'Hello'), Message('assistant', 'The windows are'))
    (answer,) = answers(server.endpoint(), [replace(asking(max_tokens=8), messages=begun, continues_last=True)])
    assert answer.usage.completion_tokens == 8
    assert 'windows are' not in answer.words


def test_an_answer_that_nobody_waits_for_ends_at_the_server(server: RealModel) -> None:
    async def leave_early() -> None:
        client = ModelClient(server.endpoint())
        async with aclosing(client.stream(asking(grammar=VERY_LONG, max_tokens=6000))) as stream:
            await anext(stream)
        await client.aclose()

    made = []
    for _ in range(3):  # on a busy machine the first words may come when the answer is all but complete
        before = server.generated()
        asyncio.run(leave_early())
        wait_for(lambda: server.requests('running') == 0, 'the end of the request that was left')
        made.append(server.generated() - before)
    assert min(made) < 5000, 'none was ended, all came to their end'
