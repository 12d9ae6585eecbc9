"""What a server's parser has left in the words of a model: calls as text, thoughts, broken JSON.

Parsers lose calls (hermes with several in one block, qwen3_coder's own form, an answer that was cut), so the words are
looked through once more. Nothing is repaired by guessing: a call that is not whole is broken.
"""

import ast
import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

__all__ = ['Leftover', 'Screen', 'WantedCall', 'arguments_of', 'read_leftover']

_THOUGHT = re.compile(r'<think>.*?(?:</think>|\Z)', re.DOTALL)
_STRAY = re.compile(r'</?(?:tool_call|tool_response|think|tools)>|<\|[^|<>]{0,40}\|>|^\s*```(?:json)?|```\s*$')
_CODER = re.compile(r'<function=([\w.-]{1,60})>(.*?)</function>', re.DOTALL)
_PARAMETER = re.compile(r'<parameter=([\w.-]{1,60})>\n?(.*?)\n?</parameter>', re.DOTALL)
_FENCE = '```'
_CALL_BEGINS = re.compile(r'<tool_call|<function=|\{\s*["\'](?:name|function)["\']\s*:')
_OBJECT_BEGINS = re.compile(r'\{\s*["\']')
_MOST_HELD = 20_000  # characters, of which thoughts may be most
_LONGEST = 4_000  # characters that are looked through for calls
_MOST_BROKEN = 8  # beginnings of objects that are none, after which no more are tried


def _refused(constant: str) -> Any:
    """NaN and infinity are Python's JSON alone."""
    raise ValueError(f'{constant} is no JSON')


_DECODER = json.JSONDecoder(parse_constant=_refused)


@dataclass(frozen=True, slots=True)
class WantedCall:
    """A call that a model wants: the tool's name and its arguments, None where they are no JSON object."""

    tool: str
    arguments: Mapping[str, Any] | None


@dataclass(frozen=True, slots=True)
class Leftover:
    """The words without the calls, the whole calls, and whether a call was begun that is not whole."""

    words: str
    calls: tuple[WantedCall, ...] = ()
    is_broken: bool = False


class Screen:
    """Lets words pass as they come, until they look like something else than words; from there on it holds all back."""

    def __init__(self) -> None:
        self.held = ''
        self._has_begun = False
        self._is_closed = False

    def feed(self, text: str) -> str:
        """What may be spoken now that `text` has come."""
        self.held = (self.held + text)[:_MOST_HELD]
        head = self.held.lstrip()
        if not self._has_begun:
            if not head or _FENCE.startswith(head):
                return ''
            self._has_begun = True
            self._is_closed = head.startswith(('<', '{', '[', _FENCE))
        if self._is_closed:
            return ''
        passed, mark, rest = self.held.partition('<')
        self.held = mark + rest
        self._is_closed = bool(mark)
        return passed


def read_leftover(text: str) -> Leftover:
    """The calls and the words of `text`."""
    rest = _THOUGHT.sub('', text)[:_LONGEST]
    calls = [
        WantedCall(name, {key: _value(value) for key, value in _PARAMETER.findall(body)})
        for name, body in _CODER.findall(rest)
    ]
    rest = _CODER.sub('', rest)
    words = []
    position = 0
    for start, end, call in _objects(rest):
        words.append(rest[position:start])
        calls.append(call)
        position = end
    words.append(rest[position:])
    left = _STRAY.sub('', ''.join(words)).strip(' \n,[]')
    is_broken = bool(_CALL_BEGINS.search(left) or not calls and '<tool_call>' in text)
    return Leftover('' if is_broken else left, tuple(calls), is_broken)


def arguments_of(text: str) -> Mapping[str, Any] | None:
    """The arguments that a model wrote as JSON text; None for what is no JSON object. No arguments are an empty one."""
    if not text.strip():
        return {}
    return _mapping(_parsed(text.strip()))


def _objects(text: str) -> Iterator[tuple[int, int, WantedCall]]:
    """Every JSON object in `text` that is a call, with where it stands."""
    position, broken = 0, 0
    while broken < _MOST_BROKEN and (begins := _OBJECT_BEGINS.search(text, position)):
        start = begins.start()
        try:
            value, position = _DECODER.raw_decode(text, start)
        except (ValueError, RecursionError):
            value, position = _literal(text, start)
        broken += value is None
        call = _call(value)
        if call is not None:
            yield start, position, call


def _literal(text: str, start: int) -> tuple[Any, int]:
    """An object written as Python has it, with single quotes, up to the end of its line; None for what is no JSON."""
    end = text.find('\n', start)
    end = len(text) if end < 0 else end
    line = text[start:end].split('</tool_call>')[0].rstrip()
    try:
        return _DECODER.decode(json.dumps(ast.literal_eval(line))), start + len(line)
    except (ValueError, TypeError, SyntaxError, MemoryError, RecursionError):
        return None, start + 1


def _call(value: Any) -> WantedCall | None:
    if not isinstance(value, dict):
        return None
    inner = value.get('function', value)
    if isinstance(inner, str):
        inner = value | {'name': inner}
    name = inner.get('name') if isinstance(inner, dict) else None
    if not isinstance(name, str):
        return None
    for key in ('arguments', 'parameters'):
        if key in inner:
            given = inner[key]
            return WantedCall(name, arguments_of(given) if isinstance(given, str) else _mapping(given))
    return None


def _value(text: str) -> Any:
    """A parameter of the tagged form: JSON where it is JSON, else the text itself."""
    try:
        return _DECODER.decode(text)
    except (ValueError, RecursionError):
        return text


def _parsed(text: str) -> Any:
    try:
        return _DECODER.decode(text)
    except (ValueError, RecursionError):
        return None


def _mapping(value: Any) -> Mapping[str, Any] | None:
    return value if isinstance(value, dict) else None
