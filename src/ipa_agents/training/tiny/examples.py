"""The examples that are learnt: messages of a conversation, and what the assistant answers."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal, get_args

from ipa_agents.errors import ConfigError

__all__ = ['Example', 'Split', 'read_examples']

Split = Literal['train', 'held']
_ROLES = ('system', 'user', 'assistant', 'tool')


@dataclass(frozen=True, slots=True)
class Example:
    """`messages` in OpenAI's form, the user's sentence last or tool results after it; `answer` is the next message.

    `is_unseen`: of a held one, that training shows no sentence of its whole pattern.
    """

    messages: tuple[Mapping[str, Any], ...]
    answer: Mapping[str, Any]
    kind: str
    lang: str
    is_unseen: bool = False


def read_examples(file: Path, split: Split) -> Iterator[Example]:
    """The examples of one split, a JSON object a line; raises ConfigError with file, line and reason."""
    try:
        with file.open(encoding='utf-8') as lines:
            for number, line in enumerate(lines, 1):
                try:
                    example, belongs_to = _example(line)
                except (ValueError, KeyError, TypeError, AttributeError) as error:
                    raise ConfigError(str(file), number, _reason(error)) from error
                if belongs_to == split:
                    yield example
    except (OSError, UnicodeDecodeError) as error:
        raise ConfigError(str(file), 0, str(error)) from error


def _example(line: str) -> tuple[Example, Split]:
    data = json.loads(line)
    if data['split'] not in get_args(Split):
        raise ValueError(f'split is {data["split"]!r}, not one of {", ".join(get_args(Split))}')
    messages = tuple(data['messages'])
    for message in messages:
        if message['role'] not in _ROLES:
            raise ValueError(f'{message["role"]!r} is no role of a message')
    if not any(message['role'] == 'user' for message in messages):
        raise ValueError('no user says anything')
    answer, is_unseen = _answer(data['answer']), bool(data.get('unseen'))
    return Example(messages, answer, str(data['kind']), str(data['lang']), is_unseen), data['split']


def _answer(data: Mapping[str, Any]) -> dict[str, Any]:
    calls = data.get('tool_calls')
    if bool(calls) == ('content' in data):
        raise ValueError('an answer has either content or tool_calls')
    if not calls:
        return {'role': 'assistant', 'content': str(data['content'])}
    functions = [{'name': call['name'], 'arguments': dict(call['arguments'])} for call in calls]
    return {
        'role': 'assistant',
        'content': '',
        'tool_calls': [{'type': 'function', 'function': function} for function in functions],
    }


def _reason(error: Exception) -> str:
    return f'{error} is missing' if isinstance(error, KeyError) else str(error)
