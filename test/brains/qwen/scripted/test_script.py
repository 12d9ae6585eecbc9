from pathlib import Path

import pytest

from ipa_agents.brains.interface import Call
from ipa_agents.brains.qwen.scripted import Asked, Fault, Reply, load_script
from ipa_agents.brains.qwen.wire.chat import ToolCall
from ipa_agents.errors import ConfigError

SCRIPT = """
model: tiny
turns:
  - match: '(?i)warmer|暖和'
    steps:
      - calls: [{tool: set_signals, arguments: {signals: {Vehicle.A: 23}}}, {tool: read_media}]
        first_s: 0.5
      - {words: It is warm., token_s: 0.1, token_chars: 1}
  - match: nonsense
    steps: [{calls: [{tool: a, arguments: '{"x'}], fault: {kind: break, after: 3}}]
  - match: '^Sentence: bye$'
    steps: [{words: down, status: 503}]
"""


def written(folder: Path, text: str) -> Path:
    file = folder / 'script.yaml'
    file.write_text(text)
    return file


def asked(text: str, *after: str) -> Asked:
    messages = [{'role': 'user', 'content': text}]
    messages += [{'role': role, 'content': '', 'tool_calls': [{}] if role == 'assistant' else []} for role in after]
    return Asked({'messages': messages})


def test_the_first_turn_that_matches_replies_step_by_step(tmp_path: Path) -> None:
    script = load_script(written(tmp_path, SCRIPT))
    assert script.model == 'tiny'
    first = Reply(calls=(Call('set_signals', {'signals': {'Vehicle.A': 23}}), Call('read_media', {})), first_s=0.5)
    second = Reply('It is warm.', token_s=0.1, token_chars=1)
    assert script(asked('Warmer, please')) == first
    assert script(asked('暖和一点', 'assistant', 'tool')) == second
    assert script(asked('warmer', 'assistant', 'tool', 'assistant', 'tool')) == second
    assert script(asked('nonsense')) == Reply(calls=(ToolCall('', 'a', '{"x'),), fault=Fault('break', 3))
    assert script(asked('Speed: 0\nSentence: bye')) == Reply('down', status=503)


def test_what_has_no_reply_is_told(tmp_path: Path) -> None:
    assert load_script(written(tmp_path, SCRIPT))(asked('hello')).status == 500


@pytest.mark.parametrize(
    ('text', 'reason'),
    [
        ("turns:\n  - match: '('\n    steps: [{words: x}]", ':2: not a regular expression'),
        ('turns:\n  - match: a\n    steps: [{says: x}]', ':3: turns/0/steps/0'),
        ('turns:\n  - match: a\n    steps: [{fault: {kind: fire}}]', ':3: turns/0/steps/0/fault/kind'),
        ('turns: []', ':1: turns'),
    ],
)
def test_a_mistake_is_told_with_its_line(tmp_path: Path, text: str, reason: str) -> None:
    with pytest.raises(ConfigError) as caught:
        load_script(written(tmp_path, text))
    assert reason in str(caught.value)
