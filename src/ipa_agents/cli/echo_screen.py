"""Prints messages: a coloured line each on a terminal, the same without colours in a pipe, or all of their fields."""

import json
from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

import yaml
from rich.console import Console
from rich.control import Control
from rich.segment import ControlType
from rich.text import Text

from ipa_agents.cabin.echo import Told, joined
from ipa_agents.recording.decoding import plain
from ipa_agents.recording.topics import short_name
from ipa_agents.terminal.lines import printable

__all__ = ['FORMS', 'EchoScreen']

_STYLES = {
    'utterance': 'bold',
    'say': 'cyan',
    'proposal': 'magenta',
    'outcome': 'bold yellow',
    'trace': 'dim',
    'signals': 'green',
    'command/rejected': 'red',
    '/diagnostics': 'blue',
}
_COMMAND = 'bold green'
_TOPIC = 18
_TURN = 6
_LONGEST = 1000


class EchoScreen:
    """The ways in which a message can be printed."""

    def __init__(self, console: Console | None = None) -> None:
        self._console = console or Console(highlight=False)
        self._newest: Told | None = None

    def line(self, told: Told, namespace: str) -> None:
        """The time, the topic, the turn and what matters; on a terminal as wide as that, where a sentence grows."""
        if self._console.is_terminal:
            whole = joined(self._newest, told) if self._newest else None
            if whole:
                self._console.control(Control((ControlType.CURSOR_UP, 1), (ControlType.ERASE_IN_LINE, 2)))
            self._newest = told = whole or told
        topic = short_name(told.record.channel.topic, namespace)
        style = _COMMAND if topic.endswith('/command') else _STYLES.get(topic, '')
        style = style if told.message is not None else 'red'
        text = Text.assemble(
            (f'{_time(told):%H:%M:%S.%f}'[:-3], 'dim'),
            ' ',
            (f'{topic:{_TOPIC}}', style),
            ' ',
            (f'{told.turn_id[:_TURN]:{_TURN}}', 'dim'),
            ' ',
            (printable(told.text), style),
        )
        text.truncate(self._console.width if self._console.is_terminal else _LONGEST, overflow='ellipsis')
        self._console.print(text, soft_wrap=True)

    def json(self, told: Told, namespace: str) -> None:
        """One JSON object."""
        self._print(json.dumps(_whole(told), ensure_ascii=False))

    def raw(self, told: Told, namespace: str) -> None:
        """One YAML document."""
        self._print(f'---\n{yaml.safe_dump(_whole(told), allow_unicode=True, sort_keys=False)}'.rstrip())

    def _print(self, text: str) -> None:
        self._console.print(text, markup=False, soft_wrap=True)


FORMS: Mapping[str, Callable[[EchoScreen], Callable[[Told, str], None]]] = {
    'line': lambda screen: screen.line,
    'json': lambda screen: screen.json,
    'raw': lambda screen: screen.raw,
}


def _time(told: Told) -> datetime:
    return datetime.fromtimestamp(told.record.time / 1e9).astimezone()


def _whole(told: Told) -> dict[str, Any]:
    channel = told.record.channel
    whole: dict[str, Any] = {'time': _time(told).isoformat(), 'topic': channel.topic, 'type': channel.type}
    return whole | ({'error': told.text} if told.message is None else {'message': plain(told.message)})
