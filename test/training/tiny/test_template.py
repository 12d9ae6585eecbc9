"""What the tiny model is shown of a conversation."""

import json

import pytest

SHOW = (
    'from ipa_agents.training.tiny.tokens import bare_tokenizer\n'
    'template = bare_tokenizer()\n'
    'answer = [template.apply_chat_template(one["messages"], tokenize=False, **one["options"]) for one in given]'
)
SYSTEM = {'role': 'system', 'content': 'You are an assistant.'}
CALL = {'name': 'set_signals', 'arguments': {'signals': {'Vehicle.Cabin.Light': 20.5, 'Name': '灯 "x"'}}}
WRITTEN = (
    '<tool_call>\n{"name": "set_signals", "arguments": '
    '{"signals": {"Vehicle.Cabin.Light": 20.5, "Name": "灯 \\"x\\""}}}\n</tool_call>'
)


def user(text: str) -> dict[str, object]:
    return {'role': 'user', 'content': text}


def assistant(text: str, *calls: dict[str, object]) -> dict[str, object]:
    functions = [{'id': 'call_1', 'type': 'function', 'function': call} for call in calls]
    return {'role': 'assistant', 'content': text} | ({'tool_calls': functions} if functions else {})


@pytest.fixture
def shown(ask):
    def show(*messages: dict[str, object], **options: object) -> str:
        return str(ask(SHOW, [{'messages': messages, 'options': options}])[0])

    return show


def test_the_system_message_and_the_tools_are_left_out(shown) -> None:
    tools = [{'type': 'function', 'function': {'name': 'set_signals', 'description': 'sets', 'parameters': {}}}]
    text = shown(SYSTEM, user('hello'), tools=tools, add_generation_prompt=True, enable_thinking=False)
    assert text == '<|im_start|>user\nhello<|im_end|>\n<|im_start|>assistant\n'


def test_calls_are_written_as_the_grammar_has_them(shown) -> None:
    text = shown(user('a'), assistant('', CALL, CALL))
    assert text == (f'<|im_start|>user\na<|im_end|>\n<|im_start|>assistant\n{WRITTEN}\n{WRITTEN}<|im_end|>\n')


def test_arguments_that_are_text_are_written_as_they_are(shown) -> None:
    as_text = CALL | {'arguments': json.dumps(CALL['arguments'], ensure_ascii=False)}
    assert shown(user('a'), assistant('', as_text)) == shown(user('a'), assistant('', CALL))


def test_the_last_two_exchanges_are_shown(shown) -> None:
    earlier = [message for name in 'abc' for message in (user(name), assistant(name.upper()))]
    text = shown(SYSTEM, *earlier, user('now'), add_generation_prompt=True)
    assert text == (
        '<|im_start|>user\nb<|im_end|>\n<|im_start|>assistant\nB<|im_end|>\n'
        '<|im_start|>user\nc<|im_end|>\n<|im_start|>assistant\nC<|im_end|>\n'
        '<|im_start|>user\nnow<|im_end|>\n<|im_start|>assistant\n'
    )


def test_nothing_earlier_is_shown_to_a_sentence_that_does_not_lean_on_it(shown) -> None:
    ending, hint = user('You are Car Genius.\nThe driver says in English: now'), user('Say less.')
    messages = (user('a'), assistant('A'), ending, assistant('B'), hint)
    assert 'a<|im_end|>' in shown(*messages, leans=True)
    assert shown(*messages, leans=False) == shown(ending, assistant('B'), hint)


def test_results_of_tools_follow_their_calls(shown) -> None:
    result = {'role': 'tool', 'tool_call_id': 'call_1', 'content': '{"count": 2}'}
    text = shown(user('a'), assistant('', CALL), result, add_generation_prompt=True)
    assert text == (
        f'<|im_start|>user\na<|im_end|>\n<|im_start|>assistant\n{WRITTEN}<|im_end|>\n'
        '<|im_start|>user\n<tool_response>\n{"count": 2}\n</tool_response><|im_end|>\n<|im_start|>assistant\n'
    )


def test_an_answer_that_broke_off_is_continued(shown) -> None:
    text = shown(user('a'), assistant('A heat pump'), continue_final_message=True)
    assert text == '<|im_start|>user\na<|im_end|>\n<|im_start|>assistant\nA heat pump'
