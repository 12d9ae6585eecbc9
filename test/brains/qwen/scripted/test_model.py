"""The double says what vLLM 0.32 says: the expected texts were taken from a real server."""

import asyncio
import json
import re
from collections.abc import Awaitable, Callable
from typing import Any

import httpx
import pytest
from models import TOOLS, until

from ipa_agents.brains.interface import Call
from ipa_agents.brains.qwen.scripted import Asked, Fault, Reply, ScriptedModel
from ipa_agents.brains.qwen.wire.chat import ToolCall

URL = 'http://car.test/v1/chat/completions'
HEAD = '"id":"chatcmpl-r-1","object":"chat.completion.chunk","created":0,"model":"qwen"'
NONE = '"logprobs":null,"finish_reason":null'
PLAIN = {'model': 'qwen', 'messages': [{'role': 'user', 'content': 'Hi'}]}
OFFERED = {**PLAIN, 'tools': TOOLS, 'tool_choice': 'auto'}
STREAMED = {'stream': True, 'stream_options': {'include_usage': True}}


def post(reply: Reply, **body: Any) -> httpx.Response:
    async def scene() -> httpx.Response:
        async with httpx.AsyncClient(transport=ScriptedModel([reply]).transport()) as client:
            return await client.post(URL, json=body, headers={'X-Request-Id': 'r-1'})

    return asyncio.run(scene())


def lines(response: httpx.Response) -> list[str]:
    """The data of each event, with times and made-up ids taken out."""
    text = re.sub(r'"created":\d+', '"created":0', response.text)
    text = re.sub(r'chatcmpl-tool-[0-9a-f]{15}', 'ID', text)
    return [line.removeprefix('data: ') for line in text.split('\n\n') if line]


def test_words_are_streamed_as_vllm_does() -> None:
    response = post(Reply('He 空调'), **PLAIN, **STREAMED)
    assert (response.status_code, response.headers['content-type']) == (200, 'text/event-stream; charset=utf-8')
    assert response.headers['x-request-id'] == 'r-1'
    assert lines(response) == [
        (
            f'{{{HEAD},"choices":[{{"index":0,"delta":{{"role":"assistant","content":""}},{NONE}}}],'
            '"prompt_token_ids":null,"prompt_text":null}'
        ),
        f'{{{HEAD},"choices":[{{"index":0,"delta":{{"content":"He 空"}},{NONE},"token_ids":null}}]}}',
        f'{{{HEAD},"choices":[{{"index":0,"delta":{{"content":"调"}},{NONE},"token_ids":null}}]}}',
        (
            f'{{{HEAD},"choices":[{{"index":0,"delta":{{}},"logprobs":null,"finish_reason":"stop","stop_reason":null,'
            '"token_ids":null}]}'
        ),
        (
            f'{{{HEAD},"choices":[],"usage":{{"prompt_tokens":3,"total_tokens":5,"completion_tokens":2,'
            '"prompt_tokens_details":{"cached_tokens":0,"created_cache_tokens":0}},"system_fingerprint":"scripted"}'
        ),
        '[DONE]',
    ]


def test_calls_are_streamed_as_vllm_does() -> None:
    calls = (Call('a', {'x': 1}), ToolCall('', 'b', '{"y": nons'))
    deltas = [json.loads(line)['choices'][0] for line in lines(post(Reply(calls=calls), **OFFERED, **STREAMED))[1:-2]]
    assert [choice['delta'] for choice in deltas] == [
        {'content': None, 'tool_calls': [{'id': 'ID0', 'type': 'function', 'index': 0, 'function': {'name': 'a'}}]},
        {'content': None, 'tool_calls': [{'index': 0, 'function': {'arguments': '{"x"'}}]},
        {'content': None, 'tool_calls': [{'index': 0, 'function': {'arguments': ': 1}'}}]},
        {'content': None, 'tool_calls': [{'id': 'ID1', 'type': 'function', 'index': 1, 'function': {'name': 'b'}}]},
        {'content': None, 'tool_calls': [{'index': 1, 'function': {'arguments': '{"y"'}}]},
        {'content': None, 'tool_calls': [{'index': 1, 'function': {'arguments': ': no'}}]},
        {'content': None, 'tool_calls': [{'index': 1, 'function': {'arguments': 'ns'}}]},
        {},
    ]
    assert [choice['finish_reason'] for choice in deltas] == [None] * 7 + ['tool_calls']


def test_a_whole_answer_is_as_vllm_sends_it() -> None:
    response = post(Reply('Hi', (Call('a', {'x': 1}),), 'Hm'), **OFFERED)
    assert response.headers['content-type'] == 'application/json'
    (line,) = lines(response)
    assert line == (
        '{"id":"chatcmpl-r-1","object":"chat.completion","created":0,"model":"qwen","choices":[{"index":0,"message":'
        '{"role":"assistant","content":"Hi","refusal":null,"annotations":null,"audio":null,"function_call":null,'
        '"tool_calls":[{"id":"ID0","type":"function","function":{"name":"a","arguments":"{\\"x\\": 1}"}}],'
        '"reasoning":"Hm"},"logprobs":null,"finish_reason":"tool_calls","stop_reason":null,"token_ids":null,'
        '"routed_experts":null}],"service_tier":null,"system_fingerprint":"scripted","usage":{"prompt_tokens":26,'
        '"total_tokens":44,"completion_tokens":18,"prompt_tokens_details":{"cached_tokens":0,"created_cache_tokens":0,'
        '"multimodal_tokens":null},"completion_tokens_details":null},"prompt_logprobs":null,"prompt_token_ids":null,'
        '"prompt_text":null,"kv_transfer_params":null,"ec_transfer_params":null,"metrics":null}'
    )


def test_words_that_are_cut_end_with_their_last_token() -> None:
    *_, last, usage, _ = lines(post(Reply('One two three'), **PLAIN, **STREAMED, max_tokens=2))
    choice = json.loads(last)['choices'][0]
    assert (choice['delta'], choice['finish_reason']) == ({'content': 'two '}, 'length')
    assert json.loads(usage)['usage']['completion_tokens'] == 2


def test_a_call_that_is_cut_is_half_a_call_in_a_stream_and_text_in_a_whole_answer() -> None:
    reply = Reply(calls=(Call('ask_user', {'question': 'Why?'}),))
    chunks = lines(post(reply, **OFFERED, **STREAMED, max_tokens=14))
    choices = [json.loads(line)['choices'][0] for line in chunks[1:-2]]
    assert [choice['delta'].get('tool_calls', [{}])[0].get('function') for choice in choices] == [
        *({'name': 'ask_user'}, {'arguments': '{"qu'}, {'arguments': 'esti'})
    ]
    assert choices[-1]['finish_reason'] == 'length'
    choice = post(reply, **OFFERED, max_tokens=14).json()['choices'][0]
    assert choice['message']['content'].startswith('<tool_call>\n{"name": "ask_user", "arguments": {')
    assert 'tool_calls' not in choice['message']
    assert choice['finish_reason'] == 'length'


@pytest.mark.parametrize('stream', [STREAMED, {}], ids=['stream', 'whole'])
def test_without_tools_a_call_stays_text(stream: dict[str, Any]) -> None:
    response = post(Reply(calls=(Call('a', {}),)), **PLAIN, **stream)
    assert '"tool_calls"' not in response.text
    assert '"content":"<too' in response.text


def test_a_named_tool_ends_with_stop_and_without_parallel_calls_there_is_one() -> None:
    reply = Reply(calls=(Call('a', {}), Call('b', {})))
    named = {'tool_choice': {'type': 'function', 'function': {'name': 'a'}}, 'parallel_tool_calls': False}
    choice = post(reply, **{**OFFERED, **named}).json()['choices'][0]
    assert [call['function']['name'] for call in choice['message']['tool_calls']] == ['a']
    assert choice['finish_reason'] == 'stop'


def test_nothing_at_all_is_an_answer_too() -> None:
    chunks = lines(post(Reply(), **PLAIN, **STREAMED))
    assert json.loads(chunks[1])['choices'][0]['finish_reason'] == 'stop'
    assert post(Reply(), **PLAIN).json()['choices'][0]['message']['content'] is None


@pytest.mark.parametrize(
    ('body', 'status', 'reason'),
    [
        ({**PLAIN, 'model': 'gpt'}, 404, 'The model `gpt` does not exist. Valid aliases: qwen.'),
        ({'model': 'qwen'}, 400, "Field required: 'messages'"),
    ],
)
def test_a_wrong_request_is_refused_as_vllm_does(body: dict[str, Any], status: int, reason: str) -> None:
    response = post(Reply('Hi'), **body)
    assert response.status_code == status
    assert response.json()['error']['message'] == reason
    assert response.json()['error']['code'] == status


def play(model: ScriptedModel, scene: Callable[[httpx.AsyncClient, str], Awaitable[None]]) -> None:
    """The scene in process, then over a socket."""

    async def played() -> None:
        async with httpx.AsyncClient(transport=model.transport()) as client:
            await scene(client, 'http://car.test/v1')
        async with model.serving() as url, httpx.AsyncClient(timeout=60.0) as client:
            await scene(client, url)

    asyncio.run(played())


def test_it_truly_streams_and_counts_who_leaves() -> None:
    model = ScriptedModel(lambda _: Reply('One two three', token_s=0.001, fault=Fault('hang', 2)))

    async def scene(client: httpx.AsyncClient, url: str) -> None:
        before = model.aborted
        async with client.stream('POST', f'{url}/chat/completions', json={**PLAIN, **STREAMED}) as response:
            text = ''
            async for piece in response.aiter_text():
                text += piece
                if 'two ' in text:
                    break
            assert model.running == 1
        await until(lambda: not model.running)
        assert (model.aborted, model.finished) == (before + 1, 0)

    play(model, scene)


def test_who_does_not_wait_for_a_whole_answer_is_counted_too() -> None:
    model = ScriptedModel(lambda _: Reply('One', first_s=60.0))

    async def scene(client: httpx.AsyncClient, url: str) -> None:
        before = model.aborted
        asking = asyncio.create_task(client.post(f'{url}/chat/completions', json=PLAIN))
        await until(lambda: model.running)
        asking.cancel()
        await until(lambda: model.aborted == before + 1)

    play(model, scene)


def test_what_breaks_breaks_for_the_client() -> None:
    async def scene(client: httpx.AsyncClient, url: str) -> None:
        for body in (PLAIN, {**PLAIN, **STREAMED}):
            with pytest.raises(httpx.RemoteProtocolError):
                await client.post(f'{url}/chat/completions', json=body)

    play(ScriptedModel(lambda _: Reply('One two', fault=Fault('break', 1))), scene)


def test_while_it_is_down_nobody_answers() -> None:
    model = ScriptedModel([])
    model.is_up = False

    async def scene(client: httpx.AsyncClient, url: str) -> None:
        with pytest.raises(httpx.TransportError):
            await client.get(f'{url}/models')

    play(model, scene)


def test_it_tells_its_health_its_model_and_its_metrics() -> None:
    model = ScriptedModel(lambda _: Reply('Hi'), model='tiny')

    async def scene(client: httpx.AsyncClient, url: str) -> None:
        root = url.removesuffix('/v1')
        assert (await client.get(f'{root}/health')).status_code == 200
        (entry,) = (await client.get(f'{url}/models')).json()['data']
        assert (entry['id'], entry['owned_by']) == ('tiny', 'vllm')
        assert (await client.get(f'{root}/nothing')).status_code == 404
        metrics = (await client.get(f'{root}/metrics')).text
        assert 'vllm:num_requests_running{engine="0",model_name="tiny"} 0.0' in metrics
        assert 'vllm:prefix_cache_hits_total{engine="0",model_name="tiny"}' in metrics

    play(model, scene)


def test_the_usage_tells_how_much_of_the_beginning_was_known() -> None:
    async def scene() -> None:
        model = ScriptedModel(lambda _: Reply('Hi'))
        messages = [{'role': 'system', 'content': 'x' * 1000}, {'role': 'user', 'content': 'one'}]
        async with httpx.AsyncClient(transport=model.transport()) as client:
            for text, cached in (('one', 0), ('two', 240), ('two', 240)):
                messages[-1] = {'role': 'user', 'content': text}
                usage = (await client.post(URL, json={**PLAIN, 'messages': messages})).json()['usage']
                assert usage['prompt_tokens_details']['cached_tokens'] == cached

    asyncio.run(scene())


def test_a_function_gets_what_was_asked() -> None:
    seen: list[Asked] = []

    def script(asked: Asked) -> Reply:
        seen.append(asked)
        return Reply('Hi')

    messages = [
        {'role': 'user', 'content': [{'type': 'text', 'text': 'Warmer'}]},
        {'role': 'assistant', 'content': None, 'tool_calls': [{'id': 'c'}]},
        {'role': 'tool', 'content': '{}', 'tool_call_id': 'c'},
    ]

    async def scene() -> None:
        async with httpx.AsyncClient(transport=ScriptedModel(script).transport()) as client:
            await client.post(URL, json={**PLAIN, 'messages': messages}, headers={'X-Request-Id': 'r'})

    asyncio.run(scene())
    assert [(asked.last_user, asked.step, asked.headers['x-request-id']) for asked in seen] == [('Warmer', 1, 'r')]


def test_a_script_that_is_over_says_so() -> None:
    async def scene() -> None:
        async with httpx.AsyncClient(transport=ScriptedModel([]).transport()) as client:
            response = await client.post(URL, json=PLAIN)
            assert response.json()['error']['message'] == 'the script has no more replies'

    asyncio.run(scene())
