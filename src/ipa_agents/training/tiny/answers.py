"""What a model answered beside what is right, in counts by kind and language."""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from itertools import product
from typing import Any

__all__ = ['Tally', 'answer_of', 'is_right', 'table']

_ALL, _UNSEEN = 'all', 'unseen patterns'
_CALL = re.compile(r'<tool_call>\s*(.*?)\s*</tool_call>', re.DOTALL)


@dataclass(slots=True)
class Tally:
    """Right answers of all, for each (kind, language). What is unseen is a kind of its own, outside of all."""

    right: dict[tuple[str, str], int] = field(default_factory=dict)
    asked: dict[tuple[str, str], int] = field(default_factory=dict)

    def add(self, kind: str, lang: str, is_exact: bool, is_unseen: bool = False) -> None:
        """Count one answer."""
        for key in product((_UNSEEN,) if is_unseen else (kind, _ALL), (lang, _ALL)):
            self.asked[key] = self.asked.get(key, 0) + 1
            self.right[key] = self.right.get(key, 0) + is_exact

    def share(self, kind: str = _ALL, lang: str = _ALL) -> float | None:
        """0..1; None where nothing was asked."""
        asked = self.asked.get((kind, lang), 0)
        return self.right[kind, lang] / asked if asked else None


def answer_of(text: str) -> dict[str, Any]:
    """An answer as an example holds it, from what a model wrote; where one call is none, all of it counts as words."""
    try:
        calls = [json.loads(call) for call in _CALL.findall(text)]
    except (ValueError, RecursionError):
        calls = []
    is_calls = calls and all(_is_call(call) for call in calls)
    return {'tool_calls': calls} if is_calls else {'content': text.strip()}


def is_right(got: Mapping[str, Any], wanted: Mapping[str, Any]) -> bool:
    """Whether the calls are the same calls in the same order, or the words the same words."""
    return _calls(got) == _calls(wanted) and (bool(_calls(wanted)) or got.get('content') == wanted.get('content'))


def table(tally: Tally) -> str:
    """In Markdown: a row a kind, a column a language."""
    given = {kind for kind, _ in tally.asked}
    kinds = [*sorted(given - {_ALL, _UNSEEN}), *(kind for kind in (_ALL, _UNSEEN) if kind in given)]
    langs = sorted({lang for _, lang in tally.asked} - {_ALL})
    lines = [f'| kind | {" | ".join(langs)} | all | asked |', '|---|' + '---|' * (len(langs) + 2)]
    for kind in kinds:
        shares = [tally.share(kind, lang) for lang in (*langs, _ALL)]
        cells = ['–' if share is None else f'{share:.1%}' for share in shares]
        lines.append(f'| {kind} | {" | ".join(cells)} | {tally.asked[kind, _ALL]} |')
    return '\n'.join(lines)


def _is_call(value: Any) -> bool:
    return isinstance(value, dict) and value.keys() == {'name', 'arguments'} and isinstance(value['arguments'], dict)


def _calls(answer: Mapping[str, Any]) -> list[str]:
    """As texts in which 20 is 20.0, but 1 is not `true`."""
    calls = [call.get('function', call) for call in answer.get('tool_calls') or ()]
    told = [json.dumps([call['name'], call['arguments']]) for call in calls]
    return [json.dumps(json.loads(call, parse_int=float), sort_keys=True) for call in told]
