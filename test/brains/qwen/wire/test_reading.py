import contextlib
import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ipa_agents.brains.qwen.wire.chat import CallPart, Finish, Thought, ToolCall, Usage, Words
from ipa_agents.brains.qwen.wire.reading import CallsSoFar, fault, read_chunk, read_whole, shortened
from ipa_agents.errors import ModelBroken, ModelError, ModelRefused, ModelUnreachable

ANYTHING = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.sampled_from(['delta', 'index', 'function', 'x']), inner),
    max_leaves=8,
)


def chunk(**choice: Any) -> str:
    return json.dumps({'choices': [{'index': 0, 'finish_reason': None, **choice}]})


def test_each_kind_of_chunk_of_vllm() -> None:
    first = {'tool_calls': [{'id': 'c', 'type': 'function', 'index': 0, 'function': {'name': 'read_media'}}]}
    assert read_chunk(chunk(delta={'role': 'assistant', 'content': ''})) == []
    assert read_chunk(chunk(delta={'reasoning': 'hm'})) == [Thought('hm')]
    assert read_chunk(chunk(delta={'reasoning_content': 'hm'})) == [Thought('hm')]
    assert read_chunk(chunk(delta={'content': '空调'})) == [Words('空调')]
    assert read_chunk(chunk(delta={'content': None, **first})) == [CallPart(0, 'c', 'read_media', '')]
    assert read_chunk(chunk(delta={'tool_calls': [{'index': 1, 'function': {'arguments': '{"'}}]})) == [
        CallPart(1, '', '', '{"')
    ]
    assert read_chunk(chunk(delta={'tool_calls': [{'index': None, 'function': {'arguments': '{"'}}]})) == [
        CallPart(0, '', '', '{"')
    ]
    assert read_chunk(chunk(delta={'content': 'end'}, finish_reason='length')) == [Words('end'), Finish('length')]
    assert read_chunk(chunk(delta={}, finish_reason='tool_calls')) == [Finish('tool_calls')]


def test_half_a_surrogate_pair_becomes_a_replacement_character() -> None:
    assert read_chunk(r'{"choices": [{"delta": {"content": "\ud83d\ude97 \ud83d!"}}]}') == [Words('🚗 \ufffd!')]


def test_the_usage_comes_without_choices() -> None:
    usage = {'prompt_tokens': 9, 'completion_tokens': 2, 'total_tokens': 11}
    details = {'prompt_tokens_details': {'cached_tokens': 8}}
    assert read_chunk(json.dumps({'choices': [], 'usage': {**usage, **details}})) == [Usage(9, 2, 8)]
    assert read_chunk(json.dumps({'choices': [], 'usage': {**usage, 'prompt_tokens_details': None}})) == [Usage(9, 2)]


def test_a_whole_answer_has_its_calls_without_indices() -> None:
    calls = [{'id': name, 'type': 'function', 'function': {'name': name, 'arguments': '{}'}} for name in 'ab']
    message = {'role': 'assistant', 'content': None, 'reasoning': 'hm', 'tool_calls': calls}
    assert read_whole(chunk(message=message, finish_reason='tool_calls')) == [
        *(Thought('hm'), CallPart(0, 'a', 'a', '{}'), CallPart(1, 'b', 'b', '{}'), Finish('tool_calls'))
    ]


def test_calls_are_put_together_from_their_parts_in_order() -> None:
    calls = CallsSoFar()
    for part in (CallPart(1, 'c1', 'b'), CallPart(0, '', 'a'), CallPart(1, arguments='{'), CallPart(1, arguments='}')):
        calls.add(part)
    assert calls.take() == [ToolCall('call-0', 'a', ''), ToolCall('c1', 'b', '{}')]
    assert calls.take() == []


@pytest.mark.parametrize(
    'data',
    [
        *('', 'nonsense', '{"choices": [{"delta"', '[1]', '3', '{"choices": 5}', '{"choices": [7]}'),
        *('{"choices": [{"delta": {"content": 5}}]}', '{"usage": {"x": 1}}', '{"usage": [1]}'),
        '{"choices": [{"delta": {"tool_calls": [{"function": {"arguments": {"a": 1}}}]}}]}',
        '{"choices": [{"delta": {"tool_calls": 1}}]}',
        '{"a": ' * 100_000,
    ],
)
def test_nonsense_is_refused(data: str) -> None:
    with pytest.raises(ModelBroken):
        read_chunk(data)


@given(st.dictionaries(st.sampled_from(['choices', 'usage', 'error']), ANYTHING | st.lists(ANYTHING)))
def test_nothing_but_model_errors_comes_out_of_any_json(data: dict[str, Any]) -> None:
    with contextlib.suppress(ModelError):
        read_chunk(json.dumps(data))


def test_an_error_within_the_stream_means_what_its_code_says() -> None:
    with pytest.raises(ModelUnreachable, match='the engine is dead'):
        read_chunk('{"error": {"message": "the engine is dead", "type": "InternalServerError", "code": 500}}')
    with pytest.raises(ModelRefused, match='HTTP 400: too long'):
        read_chunk('{"error": {"message": "too long", "code": 400}}')
    with pytest.raises(ModelBroken, match='oh dear'):
        read_chunk('{"error": "oh dear"}')


def test_the_reason_of_an_http_status_is_found_and_shortened() -> None:
    assert str(fault(404, '{"error": {"message": "no such model"}}')) == 'HTTP 404: no such model'
    assert str(fault(404, '{"detail": "Not Found"}')) == 'HTTP 404: Not Found'
    assert str(fault(502, '<html>\n  <b>Bad Gateway</b>')) == 'HTTP 502: <html> <b>Bad Gateway</b>'
    assert str(fault(503, '')) == 'HTTP 503'
    assert isinstance(fault(429, '"slow down"'), ModelRefused)
    assert isinstance(fault(302, ''), ModelBroken)
    assert len(shortened('x' * 10_000)) == 200


@pytest.mark.parametrize('code', [13912345678, 200, True, None, 'secret', [400]])
def test_what_is_no_status_is_not_taken_for_one(code: object) -> None:
    with pytest.raises(ModelUnreachable) as caught:
        read_chunk(json.dumps({'error': {'message': 'oh', 'code': code}}))
    assert caught.value.reason == 'status 500'
