from models import TOOLS, endpoint, question

from ipa_agents.brains.qwen.wire.body import chat_body
from ipa_agents.brains.qwen.wire.chat import ChatRequest, Message, ToolCall


def test_all_that_is_asked_stands_in_vllms_names() -> None:
    request = question('Hi', grammar='{"type": "structural_tag"}', seed=7, priority=-1, max_tokens=9, temperature=0.5)
    assert chat_body(request, endpoint(model='tiny')) == {
        'model': 'tiny',
        'messages': [{'role': 'system', 'content': 'You are a car.'}, {'role': 'user', 'content': 'Hi'}],
        'tools': list(TOOLS),
        'tool_choice': 'auto',
        'parallel_tool_calls': True,
        'structured_outputs': {'structural_tag': '{"type": "structural_tag"}'},
        'max_tokens': 9,
        'temperature': 0.5,
        'seed': 7,
        'priority': -1,
        'chat_template_kwargs': {'enable_thinking': False, 'leans': True},
        'stream': True,
        'stream_options': {'include_usage': True},
    }


def test_a_server_that_knows_only_the_plain_api_is_sent_nothing_else() -> None:
    request = question(grammar='{}', priority=3, is_thinking=True, continues_last=True)
    plain = endpoint(grammar='none', thinking=False, priority=False, continues=False, stream=False)
    assert set(chat_body(request, plain)) == {
        *('model', 'messages', 'max_tokens', 'temperature', 'stream'),
        *('tools', 'tool_choice', 'parallel_tool_calls'),
    }


def test_calls_and_their_results_keep_together_by_id() -> None:
    messages = (
        Message('assistant', calls=(ToolCall('c1', 'read_media', '{}'),)),
        Message('tool', '{"title": "Hey"}', call_id='c1'),
    )
    assert chat_body(ChatRequest(messages), endpoint())['messages'] == [
        {
            'role': 'assistant',
            'content': '',
            'tool_calls': [{'id': 'c1', 'type': 'function', 'function': {'name': 'read_media', 'arguments': '{}'}}],
        },
        {'role': 'tool', 'content': '{"title": "Hey"}', 'tool_call_id': 'c1'},
    ]


def test_a_tool_that_must_be_called_is_named() -> None:
    body = chat_body(question(tool_choice='ask_user', parallel_calls=False), endpoint())
    assert body['tool_choice'] == {'type': 'function', 'function': {'name': 'ask_user'}}
    assert body['parallel_tool_calls'] is False
    assert chat_body(question(tool_choice='required'), endpoint())['tool_choice'] == 'required'


def test_an_answer_that_was_begun_is_continued() -> None:
    body = chat_body(question(continues_last=True), endpoint())
    assert (body['continue_final_message'], body['add_generation_prompt']) == (True, False)
    assert 'continue_final_message' not in chat_body(question(), endpoint())


def test_thinking_is_switched_on_by_the_template() -> None:
    assert chat_body(question(is_thinking=True), endpoint())['chat_template_kwargs']['enable_thinking'] is True
