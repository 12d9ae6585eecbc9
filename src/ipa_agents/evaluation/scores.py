"""Scores over the cases of suites, and the table that shows them."""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from ipa_agents.evaluation.suite import Case

__all__ = ['Score', 'add', 'as_json', 'percentile', 'table', 'total']

_MEASURES = ('domain', 'all_commands', 'act', 'calls')


@dataclass
class Score:
    """Right and all of every measure, and the milliseconds of each sentence."""

    right: dict[str, int] = field(default_factory=lambda: dict.fromkeys(_MEASURES, 0))
    seen: dict[str, int] = field(default_factory=lambda: dict.fromkeys(_MEASURES, 0))
    times: list[float] = field(default_factory=list)

    def accuracy(self, measure: str) -> float | None:
        """The part that was right, 0..1; None when no case says what is right."""
        return self.right[measure] / self.seen[measure] if self.seen[measure] else None

    def percentile(self, part: float) -> float:
        """The time in ms that `part` (0..1) of the sentences did not exceed."""
        return percentile(self.times, part)

    def count(self, measure: str, is_right: bool) -> None:
        """Count one more case."""
        self.seen[measure] += 1
        self.right[measure] += is_right


def percentile(values: Iterable[float], part: float) -> float:
    """What `part` (0..1) of `values` do not exceed; 0 where there are none."""
    ordered = sorted(values)
    return ordered[min(int(part * len(ordered)), len(ordered) - 1)] if ordered else 0.0


def add(score: Score, case: Case, answer: Mapping[str, Any]) -> None:
    """Count one answer; one that is an error is wrong in everything."""
    score.times.append(float(answer.get('ms', 0.0)))
    for measure, is_right in _judged(case, answer):
        score.count(measure, is_right and 'error' not in answer)


def _judged(case: Case, answer: Mapping[str, Any]) -> Iterator[tuple[str, bool]]:
    """Each measure that the case says something of, and whether the answer is right in it."""
    domains = answer.get('domains') or ['none']
    if case.domain_set is not None:
        yield 'domain', domains[0] in case.domain_set
    if case.domains is not None:
        yield 'domain', domains[:1] == list(case.domains[:1])
        yield 'all_commands', domains == list(case.domains)
    if case.act is not None:
        yield 'act', answer.get('act') == case.act
    calls = answer.get('calls') or []
    if case.calls is not None:
        yield 'calls', _same(calls, case.calls)
    if case.signals is not None:
        yield 'calls', _within(calls, case.signals)


def total(scores: Iterable[Score]) -> Score:
    """All scores as one."""
    whole = Score()
    for score in scores:
        for measure in _MEASURES:
            whole.right[measure] += score.right[measure]
            whole.seen[measure] += score.seen[measure]
        whole.times.extend(score.times)
    return whole


def table(scores: Mapping[str, Score]) -> str:
    """The scores as lines of text, one a group, and their total."""
    rows: list[tuple[str, ...]] = [('', 'n', 'domain', 'all commands', 'act', 'calls', 'p50 ms', 'p95 ms')]
    rows += [_row(name, score) for name, score in scores.items()]
    rows.append(_row('all', total(scores.values())))
    widths = [max(len(row[column]) for row in rows) for column in range(len(rows[0]))]
    return '\n'.join('  '.join(_aligned(row, widths)).rstrip() for row in rows)


def as_json(scores: Mapping[str, Score]) -> dict[str, Any]:
    """The same for machines; None where a suite says nothing of a measure."""
    groups = {**scores, 'all': total(scores.values())}
    return {
        name: {
            'n': len(score.times),
            **{measure: score.accuracy(measure) for measure in _MEASURES},
            'p50_ms': score.percentile(0.5),
            'p95_ms': score.percentile(0.95),
        }
        for name, score in groups.items()
    }


def _row(name: str, score: Score) -> tuple[str, ...]:
    parts = [score.accuracy(measure) for measure in _MEASURES]
    shown = ['-' if part is None else f'{part:.1%}' for part in parts]
    return (name, str(len(score.times)), *shown, f'{score.percentile(0.5):.2f}', f'{score.percentile(0.95):.2f}')


def _aligned(row: Sequence[str], widths: Sequence[int]) -> list[str]:
    return [row[0].ljust(widths[0]), *(text.rjust(width) for text, width in zip(row[1:], widths[1:], strict=True))]


def _same(calls: Sequence[Mapping[str, Any]], wanted: Sequence[Mapping[str, Any]]) -> bool:
    return [_plain(call) for call in calls] == [_plain(call) for call in wanted]


def _plain(call: Mapping[str, Any]) -> str:
    """As text in which 23 is 23.0, but 1 is not `true`; an argument that is an empty text is none."""
    arguments = {name: value for name, value in call['arguments'].items() if value != ''}
    return json.dumps(json.loads(json.dumps({**call, 'arguments': arguments}), parse_int=float), sort_keys=True)


def _within(calls: Sequence[Mapping[str, Any]], wanted: Mapping[str, Any]) -> bool:
    written: dict[str, Any] = {}
    for call in calls:
        written |= call['arguments'].get('signals', {})
    return bool(written) and all(path in wanted and wanted[path] == value for path, value in written.items())
