"""Steps in the short form of the sentence fixtures: "vehicle act window.position@row1_driver=100"."""

import json
from collections.abc import Iterator

from ipa_agents.brains.interface import Call, Step
from ipa_agents.vehicle.catalogue import Catalogue
from ipa_agents.vehicle.function import Function
from ipa_agents.vehicle.signals import Value

__all__ = ['told']


def told(step: Step, catalogue: Catalogue) -> str:
    """Domain, act, move or topic, and what the call does."""
    words = [step.domain.value, step.act.value]
    if step.move:
        words.append(_choice(step) if step.move == 'choose' else step.move)
    elif step.topic:
        words.append(step.topic)
    if step.call is not None:
        words.extend(_call(step.call, catalogue))
    return ' '.join(words)


def _choice(step: Step) -> str:
    return ' '.join(['choose', *(str(step.slots[name]) for name in ('index', 'by') if name in step.slots)])


def _call(call: Call, catalogue: Catalogue) -> Iterator[str]:
    if call.tool == 'set_signals':
        yield from _signals(call.arguments['signals'], catalogue)
    elif call.tool not in ('read_signals', 'read_media', 'read_route'):
        yield json.dumps(dict(call.arguments), ensure_ascii=False)


def _signals(signals: dict[str, Value | None], catalogue: Catalogue) -> Iterator[str]:
    zones: dict[tuple[str, str], list[str]] = {}
    functions: dict[str, Function] = {}
    for path, value in signals.items():
        spec = catalogue[path]
        function = next(function for function in spec.functions if _may_be(function, value))
        functions[function.id] = function
        zones.setdefault((function.id, json.dumps(value, ensure_ascii=False)), []).append(spec.zone or '')
    for (name, value), seats in zones.items():
        if len(seats) == len(functions[name].zones):
            seats = ['all']
        yield f'{name}@{",".join(seats)}={value}' if any(seats) else f'{name}={value}'


def _may_be(function: Function, value: Value | None) -> bool:
    if not isinstance(value, int | float) or isinstance(value, bool) or function.minimum is None:
        return True
    return function.minimum <= value <= (function.maximum or 0)
