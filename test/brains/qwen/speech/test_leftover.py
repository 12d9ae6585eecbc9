"""Calls that were left in the words are found, and broken ones are not guessed."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ipa_agents.brains.qwen.speech.leftover import Leftover, Screen, Wish, arguments_of, read_leftover

_NEXT = Wish('control_media', {'action': 'NEXT'})
_READ = Wish('read_media', {'tell': True})
_JSON = '{"name": "control_media", "arguments": {"action": "NEXT"}}'
_JSON_2 = '{"name": "read_media", "arguments": {"tell": true}}'


@pytest.mark.parametrize(
    'text',
    [
        f'<tool_call>\n{_JSON}\n</tool_call>',
        f'<tool_call>{_JSON}</tool_call>',
        f'<tool_call>\n{_JSON}\n',
        f'{_JSON}\n</tool_call>',
        _JSON,
        f'```json\n{_JSON}\n```',
        f'<tool_call>\n{_JSON}\n</tool_call><|im_end|>',
        f'<think>\nMaybe <tool_call> I should.\n</think>\n<tool_call>\n{_JSON}\n</tool_call>',
        '<tool_call>{"name": "control_media", "parameters": {"action": "NEXT"}}</tool_call>',
        '<tool_call>{"name": "control_media", "arguments": "{\\"action\\": \\"NEXT\\"}"}</tool_call>',
        f'<tool_call>{{"type": "function", "function": {_JSON}}}</tool_call>',
        "<tool_call>\n{'name': 'control_media', 'arguments': {'action': 'NEXT'}}\n</tool_call>",
        '<tool_call>\n<function=control_media>\n<parameter=action>\nNEXT\n</parameter>\n</function>\n</tool_call>',
    ],
)
def test_a_call_is_found_in_every_form_that_servers_leave(text: str) -> None:
    assert read_leftover(text) == Leftover('', (_NEXT,))


@pytest.mark.parametrize(
    'text',
    [
        f'<tool_call>\n{_JSON}\n</tool_call>\n<tool_call>\n{_JSON_2}\n</tool_call>',
        f'<tool_call>\n{_JSON}\n{_JSON_2}\n</tool_call>',
        f'[{_JSON}, {_JSON_2}]',
    ],
)
def test_several_calls_keep_their_order(text: str) -> None:
    assert read_leftover(text) == Leftover('', (_NEXT, _READ))


def test_text_around_a_call_is_words() -> None:
    assert read_leftover(f'One moment. <tool_call>{_JSON}</tool_call>') == Leftover('One moment.', (_NEXT,))


@pytest.mark.parametrize(
    'text',
    [
        '<tool_call>\n{"name": "control_media", "arguments": {"action": "NE',
        '<tool_call>\n{"name": "set_signals", "arguments": {"signals": {"Vehicle.X": 2',
        '{"name": "control_media", "arguments": {"action": NEXT}}',
        '<tool_call>\n</tool_call>',
        '<tool_call>',
        '<function=control_media>\n<parameter=action>NEXT',
    ],
)
def test_a_call_that_is_not_whole_is_broken_and_never_completed(text: str) -> None:
    assert read_leftover(text) == Leftover('', (), is_broken=True)


@pytest.mark.parametrize('text', ['It is colder than 5 < 20.', 'Hello.', '{ braces } only', ''])
def test_plain_words_stay_words(text: str) -> None:
    assert read_leftover(text) == Leftover(text)


def test_thoughts_are_nobodys_business() -> None:
    assert read_leftover('<think>secret</think>Hello.') == Leftover('Hello.')
    assert read_leftover('<think>endless') == Leftover('')


@pytest.mark.parametrize(
    ('text', 'expected'),
    [('', {}), ('{"a": 1}', {'a': 1}), ('[1]', None), ('{"a": 1', None), ('nonsense', None), ('[' * 5000, None)],
)  # fmt: skip
def test_arguments_are_an_object_or_nothing(text: str, expected: dict[str, int] | None) -> None:
    assert arguments_of(text) == expected


@given(text=st.one_of(st.text(), st.text(alphabet='<>{}[]"\'`|toolcal_ name:\n')))
def test_no_text_makes_it_fail_and_no_markup_is_left(text: str) -> None:
    leftover = read_leftover(text)
    assert '<tool_call>' not in leftover.words
    assert '<think>' not in leftover.words
    json.dumps([call.tool for call in leftover.calls])


def _through(pieces: list[str]) -> tuple[str, str]:
    screen = Screen()
    return ''.join(map(screen.feed, pieces)), screen.held


@given(text=st.text(alphabet='<{[` \nab', max_size=20), data=st.data())
def test_where_the_stream_is_cut_does_not_matter(text: str, data: st.DataObject) -> None:
    cuts = sorted(data.draw(st.lists(st.integers(0, len(text)), max_size=6)))
    pieces = [text[start:end] for start, end in zip([0, *cuts], [*cuts, len(text)], strict=True)]
    assert _through(pieces) == _through([text])
    assert ''.join(_through(pieces)) == text


@pytest.mark.parametrize(
    ('text', 'passed'),
    [
        ('Hello there.', 'Hello there.'),
        ('One moment. <tool_call>{}', 'One moment. '),
        ('{"name": 1}', ''),
        ('```json\n{}', ''),
        (' \n<think>x', ''),
        ('Use {braces} freely', 'Use {braces} freely'),
    ],
)
def test_only_words_pass(text: str, passed: str) -> None:
    assert _through(list(text))[0] == passed
