"""Calls that were left in the words are found, and broken ones are not guessed."""

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ipa_agents.brains.qwen.speech import leftover
from ipa_agents.brains.qwen.speech.leftover import Leftover, Screen, WantedCall, arguments_of, read_leftover

_NEXT = WantedCall('control_media', {'action': 'NEXT'})
_READ = WantedCall('read_media', {'tell': True})
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


@pytest.mark.parametrize('piece', ['{', '{"', "{'", '{"a":', "{'a':", '{"name": ', '[{"'])
def test_braces_without_end_are_given_up(piece: str, monkeypatch: pytest.MonkeyPatch) -> None:
    tried = []

    class Counting(json.JSONDecoder):
        def raw_decode(self, s: str, idx: int = 0) -> tuple[Any, int]:
            tried.append(len(s))
            return super().raw_decode(s, idx)

    monkeypatch.setattr(leftover, '_DECODER', Counting())
    read_leftover(piece * 20_000)
    assert len(tried) <= 8
    assert max(tried, default=0) <= 4_000


def test_a_call_after_some_braces_is_found_all_the_same() -> None:
    assert read_leftover('{' * 3_000 + _JSON).calls == (_NEXT,)
    assert read_leftover('{"a"} ' * 7 + _JSON).calls == (_NEXT,)


def test_what_stands_after_long_thoughts_is_read() -> None:
    assert read_leftover(f'<think>{"hm " * 5_000}</think>{_JSON}').calls == (_NEXT,)


@pytest.mark.parametrize('value', ['{1, 2}', "b'x'", '1j', '...', '1e999', '{(1, 2): 3}', 'nan'])
def test_what_python_can_write_and_json_cannot_is_broken(value: str) -> None:
    assert read_leftover(f"{{'name': 'control_media', 'arguments': {{'action': {value}}}}}") == Leftover(
        '', (), is_broken=True
    )


@pytest.mark.parametrize(
    ('value', 'read'), [('True', True), ('None', None), ('(1, 2)', [1, 2]), ("{'a': False}", {'a': False})]
)
def test_values_as_python_writes_them_are_those_of_json(value: str, read: Any) -> None:
    (call,) = read_leftover(f"{{'name': 'control_media', 'arguments': {{'action': {value}}}}}").calls
    assert call.arguments == {'action': read}


@pytest.mark.parametrize('number', ['NaN', 'Infinity', '-Infinity'])
def test_a_number_that_is_none_is_no_argument(number: str) -> None:
    assert arguments_of(f'{{"value": {number}}}') is None
    assert read_leftover(f'{{"name": "set_signals", "arguments": {{"value": {number}}}}}').is_broken


@given(
    st.recursive(
        st.none() | st.booleans() | st.integers() | st.floats() | st.text() | st.binary() | st.complex_numbers(),
        lambda inner: st.lists(inner) | st.tuples(inner) | st.dictionaries(st.text() | st.integers(), inner),
        max_leaves=6,
    )
)
def test_arguments_of_any_call_can_be_sent_on_as_json(value: Any) -> None:
    for text in (repr(value), json.dumps(value, default=repr)):
        for call in read_leftover(f"{{'name': 'x', 'arguments': {{'a': {text}}}}}").calls:
            json.dumps(call.arguments, allow_nan=False)


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
