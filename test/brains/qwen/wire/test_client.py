"""One endpoint, asked in process and over a real socket, with whatever a server can do wrong."""

import asyncio
from contextlib import aclosing

import httpx
import pytest
from models import ask, client, endpoint, events, question, until

from ipa_agents.brains.interface import Call
from ipa_agents.brains.qwen.scripted import Fault, Reply, ScriptedModel
from ipa_agents.brains.qwen.wire.chat import CallPart, Finish, Thought, ToolCall, Usage, Words
from ipa_agents.brains.qwen.wire.client import ModelClient
from ipa_agents.brains.qwen.wire.reading import fault
from ipa_agents.errors import ModelBroken, ModelError, ModelRefused, ModelTimeout, ModelUnreachable

CALLS = (Call('set_signals', {'signals': {'A': 21.5}}), Call('ask_user', {'question': '冷吗？'}))


@pytest.mark.parametrize('stream', [True, False], ids=['stream', 'whole'])
def test_thoughts_words_and_calls_arrive_in_both_stream_modes(stream: bool) -> None:
    arrived = ask(Reply('Gern. 好的。', CALLS, thought='Hm, cold.'), stream=stream)
    *pieces, one, other, finish, usage = arrived
    assert ''.join(piece.text for piece in pieces if isinstance(piece, Thought)) == 'Hm, cold.'
    assert ''.join(piece.text for piece in pieces if isinstance(piece, Words)) == 'Gern. 好的。'
    assert isinstance(one, ToolCall)
    assert isinstance(other, ToolCall)
    assert (one.name, one.arguments) == ('set_signals', '{"signals": {"A": 21.5}}')
    assert (other.name, other.arguments) == ('ask_user', '{"question": "冷吗？"}')
    assert one.id != other.id
    assert finish == Finish('tool_calls')
    assert isinstance(usage, Usage)
    assert usage.completion_tokens > 20


def test_no_call_is_given_out_before_the_answer_is_complete() -> None:
    async def scene() -> None:
        async with client(ScriptedModel([Reply(calls=CALLS)])) as asking, aclosing(asking.stream(question())) as stream:
            kinds = [type(event) async for event in stream]
        first = kinds.index(ToolCall)
        assert CallPart not in kinds[first:]
        assert kinds[first:] == [ToolCall, ToolCall, Finish, Usage]

    asyncio.run(scene())


def test_words_arrive_while_the_rest_is_still_being_generated() -> None:
    async def scene() -> None:
        model = ScriptedModel([Reply('One two three', fault=Fault('hang', 2))])
        async with client(model) as asking, aclosing(asking.stream(question())) as stream:
            assert await anext(stream) == Words('One ')
            assert model.running == 1

    asyncio.run(scene())


def test_text_that_is_none_reaches_the_server_as_json() -> None:
    async def scene() -> None:
        model = ScriptedModel([Reply('Hi')])
        async with client(model) as asking:
            await events(asking.stream(question('half \ud83d of 空调')))
        assert model.asked[0].last_user == 'half \ud83d of 空调'

    asyncio.run(scene())


def test_the_request_carries_its_id() -> None:
    async def scene() -> None:
        model = ScriptedModel([Reply('Hi')])
        async with client(model) as asking:
            await events(asking.stream(question(request_id='turn-7')))
        assert model.asked[0].headers['x-request-id'] == 'turn-7'

    asyncio.run(scene())


@pytest.mark.parametrize('stream', [True, False], ids=['stream', 'whole'])
@pytest.mark.parametrize(
    ('reply', 'error', 'reason'),
    [
        (Reply('Hello there', fault=Fault('break', 1)), ModelBroken, 'the connection broke'),
        (Reply('Hello there', fault=Fault('garbage', 1)), ModelBroken, 'UTF-8'),
        (Reply('Hello there', fault=Fault('broken_json', 1)), ModelBroken, 'broken JSON'),
        (Reply('Hello there', fault=Fault('error', 1)), ModelUnreachable, 'the engine is dead'),
        (Reply('too long', status=400), ModelRefused, 'HTTP 400: too long'),
        (Reply('slow down', status=429), ModelRefused, 'HTTP 429: slow down'),
        (Reply('starting', status=503), ModelUnreachable, 'HTTP 503: starting'),
    ],
)
def test_each_fault_is_told_apart(reply: Reply, error: type[ModelError], reason: str, stream: bool) -> None:
    with pytest.raises(error, match=reason):
        ask(reply, stream=stream)


def test_an_answer_without_an_end_is_given_up() -> None:
    with pytest.raises(ModelBroken, match='no end'):
        ask(Reply('and on ' * 20, fault=Fault('endless', 3)), question(max_tokens=10))


@pytest.mark.parametrize(
    ('reply', 'settings', 'reason'),
    [
        (Reply('Hello', first_s=60.0), {'first_token_s': 0.05}, 'no first token within 0.05 s'),
        (Reply('Hello there', fault=Fault('hang', 2)), {'between_tokens_s': 0.05}, 'no further token within 0.05 s'),
        (Reply('Hello ' * 100, token_s=0.01), {'total_s': 0.1}, 'no whole answer within 0.1 s'),
        (Reply('Hello', first_s=60.0), {'total_s': 0.1, 'stream': False}, 'no whole answer within 0.1 s'),
    ],
)
def test_each_stage_has_its_time(reply: Reply, settings: dict[str, object], reason: str) -> None:
    with pytest.raises(ModelTimeout, match=reason):
        ask(reply, **settings)


def test_the_time_of_the_turn_stands_above_all() -> None:
    async def scene() -> None:
        async with client(ScriptedModel([Reply('Hello', first_s=60.0)])) as asking:
            with pytest.raises(ModelTimeout, match='the time for this turn is up'):
                await events(asking.stream(question(), asyncio.get_running_loop().time() + 0.05))

    asyncio.run(scene())


def answering(status: int, content: bytes, content_type: str) -> ModelClient:
    """A client of a server that always sends this."""
    response = {'content': content, 'headers': {'content-type': content_type}}
    return ModelClient(endpoint(), httpx.MockTransport(lambda _: httpx.Response(status, **response)))


@pytest.mark.parametrize(
    ('status', 'content', 'content_type', 'reason'),
    [
        (200, b'<html>Log in</html>', 'text/html', 'text/html instead of text/event-stream'),
        (200, b'{"choices": []}', 'application/json', 'application/json instead'),
        (302, b'', 'text/html', 'HTTP 302 instead of an answer'),
        (200, b'', 'text/event-stream', 'broke off'),
        (200, b'data: [DONE]\n\n', 'text/event-stream', 'broke off'),
        (200, b'data: {"choices": [{"delta": {"content": "Hi"}}]}\n\n', 'text/event-stream', 'broke off'),
        (400, b'\xff\xfe', 'text/html', 'UTF-8'),
    ],
)
def test_what_is_no_answer_is_told(status: int, content: bytes, content_type: str, reason: str) -> None:
    with pytest.raises(ModelBroken, match=reason):
        asyncio.run(events(answering(status, content, content_type).stream(question())))


def test_an_answer_that_is_complete_counts_whatever_follows() -> None:
    stream = b'data: {"choices": [{"delta": {"content": "Hi"}, "finish_reason": "stop"}]}\n\ndata: {nonsense\n\n'
    asking = answering(200, stream, 'text/event-stream')
    assert asyncio.run(events(asking.stream(question()))) == [Words('Hi'), Finish('stop')]


@pytest.mark.parametrize('stream', [True, False], ids=['stream', 'whole'])
def test_a_turn_that_is_cancelled_ends_at_the_server(stream: bool) -> None:
    async def scene() -> None:
        model = ScriptedModel([Reply('Hello there', first_s=60.0)])
        async with model.serving() as url:
            asking = ModelClient(endpoint(url=url, stream=stream))
            turn = asyncio.create_task(events(asking.stream(question())))
            await until(lambda: model.running)
            turn.cancel()
            await until(lambda: not model.running)
            assert (model.aborted, model.finished) == (1, 0)
            with pytest.raises(asyncio.CancelledError):
                await turn
            await asking.aclose()

    asyncio.run(scene())


def test_a_stream_that_is_closed_early_ends_at_the_server() -> None:
    async def scene() -> None:
        model = ScriptedModel([Reply('Hello there ' * 1000, token_s=0.001)])
        async with model.serving() as url:
            asking = ModelClient(endpoint(url=url))
            async with aclosing(asking.stream(question(max_tokens=10_000))) as stream:
                assert await anext(stream) == Words('Hell')
            await until(lambda: not model.running)
            assert (model.aborted, model.finished) == (1, 0)
            await asking.aclose()

    asyncio.run(scene())


def test_a_server_that_talks_nonsense_is_left_even_while_the_error_is_kept() -> None:
    async def scene() -> None:
        model = ScriptedModel([Reply('on ' * 500, fault=Fault('endless', 3), token_s=0.001)])
        async with model.serving() as url:
            asking = ModelClient(endpoint(url=url))
            with pytest.raises(ModelBroken) as kept:
                await events(asking.stream(question(max_tokens=1)))
            await until(lambda: not model.running)
            assert 'no end' in str(kept.value)
            await asking.aclose()

    asyncio.run(scene())


def test_an_error_that_is_endlessly_nested_is_an_error_all_the_same() -> None:
    assert isinstance(fault(500, '[' * 200_000), ModelUnreachable)
