"""Suites of sentences with what is expected of each: our own format, and those whose labels are other people's."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from ipa_agents.errors import ConfigError
from ipa_agents.evaluation import car_bench, home_assistant
from ipa_agents.evaluation.understand import Question, question
from ipa_agents.vehicle.signals import Value

__all__ = ['Case', 'read_suite']


@dataclass(frozen=True, slots=True)
class Case:
    """A question and what is right. None: the suite does not say.

    `domains` in order; `domain_set` where only the set of a longer task is known; `calls` must be equal, while of
    `signals` at least one must be written, and none otherwise than it says.
    """

    question: Question
    source: str
    domains: tuple[str, ...] | None = None
    domain_set: frozenset[str] | None = None
    act: str | None = None
    calls: tuple[Mapping[str, Any], ...] | None = None
    signals: Mapping[str, Value] | None = None


def read_suite(file: Path) -> Iterator[Case]:
    """The cases of a file of JSON lines; raises ConfigError for a line that is no case."""
    try:
        lines = file.read_text(encoding='utf-8').splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise ConfigError(str(file), 0, f'cannot be read: {error}') from error
    for number, line in enumerate(lines, 1):
        if line.strip():
            try:
                yield _case(question(line), json.loads(line))
            except (AttributeError, KeyError, TypeError, ValueError) as error:
                raise ConfigError(str(file), number, f'{type(error).__name__}: {error}') from error


def _case(asked: Question, entry: Mapping[str, Any]) -> Case:
    expect = entry['expect']
    source = str(entry.get('source') or asked.id.partition('-')[0] or 'suite')
    if source == 'car' and 'context' in entry:
        asked = replace(asked, signals=car_bench.signals_of(entry['context']))
        signals = car_bench.wanted_signals(expect.get('calls') or [])
        domains = car_bench.domains_of(expect['domains'])
        return Case(asked, 'car-bench', domain_set=domains, signals=signals or None)
    intent = str(expect.get('intent', ''))
    if intent.startswith('Hass'):
        call = home_assistant.wanted_call(intent, expect.get('slots', {}))
        domains_ = (home_assistant.domain_of(intent),)
        return Case(asked, 'home-assistant', domains_, calls=None if call is None else (call,))
    calls = tuple(map(_call, expect['calls'])) if 'calls' in expect else None
    domains_given = tuple(expect['domains']) if 'domains' in expect else None
    return Case(asked, source, domains_given, act=expect.get('act'), calls=calls)


def _call(entry: Mapping[str, Any]) -> Mapping[str, Any]:
    return {'tool': str(entry['tool']), 'arguments': dict(entry['arguments'])}
