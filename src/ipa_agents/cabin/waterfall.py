"""The stages of a turn as bars over its milliseconds, one below the other: where the time went."""

import math
from collections import OrderedDict
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from ipa_agents.assistant.model_reasons import words_of_reason
from ipa_agents.cabin.events import Stage
from ipa_agents.cabin.stage_words import label, reason
from ipa_agents.language import Language

__all__ = ['Bar', 'Turn', 'Turns', 'Verdict', 'waterfall']

_TURNS = 100
_STAGES = 300  # of one turn, beyond which no more are kept


@dataclass(frozen=True, slots=True)
class Bar:
    """What a node did in a turn, from `start_ms` to `end_ms` after its first stage; a moment has no length."""

    node: str
    stage: str
    start_ms: float
    end_ms: float
    label: str
    reason: str = ''

    def about(self, language: Language) -> str:
        """The label, and the reason in words."""
        return ' '.join(filter(None, (self.label, words_of_reason(self.reason, language))))


@dataclass(frozen=True, slots=True)
class Verdict:
    """What became of one proposal, and the rules that had a say in it."""

    status: str
    rules: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Turn:
    """A sentence and what it led to; `verdicts` in the order in which they were given."""

    turn_id: str
    text: str
    seat: str
    bars: tuple[Bar, ...]
    verdicts: tuple[Verdict, ...]
    total_ms: float
    is_over: bool


class Turns:
    """The newest turns, by the stages that are told of them in whatever order."""

    def __init__(self, most: int = _TURNS) -> None:
        self._most = most
        self._stages: OrderedDict[str, list[Stage]] = OrderedDict()

    def add(self, stage: Stage) -> None:
        """One more stage; the turn that began first is forgotten when there are too many.

        Words that go on and on with one sentence are one stage, however many there are.
        """
        stages = self._stages.setdefault(stage.turn_id, [])
        if _goes_on(stage) and stages and _goes_on(stages[-1]):
            stages[-1] = _joined(stages[-1], stage)
        elif len(stages) < _STAGES:
            stages.append(stage)
        if len(self._stages) > self._most:
            self._stages.popitem(last=False)

    def ids(self) -> tuple[str, ...]:
        """The turns that are known, in the order in which they began."""
        return tuple(self._stages)

    def find(self, turn_id: str) -> Turn | None:
        """One turn as far as it has come."""
        stages = self._stages.get(turn_id)
        return waterfall(turn_id, stages) if stages else None

    def last(self) -> Turn | None:
        """The turn that began last."""
        return self.find(next(reversed(self._stages), ''))


def waterfall(turn_id: str, stages: Sequence[Stage]) -> Turn:
    """The bars of one turn.

    The milliseconds are those of the node that heard the sentence. Those of any other are taken from its stamps, since
    it may count from elsewhere: the guard counts a wish that is confirmed from the sentence that first told of it.
    """
    drawing = _Drawing()
    first = next((stage for stage in stages if stage.stage == 'heard'), stages[0])
    placed = [(_position(stage, first), stage) for stage in stages if not _is_told_again(stage, stages)]
    for position, stage in sorted(placed, key=lambda pair: pair[0]):
        drawing.add(stage, position)
    bars = [bar for bar in drawing.bars if drawing.over is None or bar.start_ms <= drawing.over]
    return Turn(
        turn_id=turn_id,
        text=_text(first.detail.get('text')) if first.stage == 'heard' else '',
        seat=_text(first.detail.get('seat')),
        bars=tuple(sorted(bars, key=lambda bar: (bar.start_ms, bar.end_ms))),
        verdicts=tuple(Verdict(status, drawing.rules.get(key, ())) for key, status in drawing.statuses.items()),
        total_ms=max((bar.end_ms for bar in bars), default=0.0),
        is_over=drawing.over is not None,
    )


def _position(stage: Stage, first: Stage) -> float:
    elapsed = stage.elapsed_ms if stage.node == first.node else (stage.stamp - first.stamp) * 1000 + first.elapsed_ms
    return max(elapsed, 0.0) if math.isfinite(elapsed) else 0.0


@dataclass
class _Drawing:
    """Bars as they are drawn from left to right; `over` is when the turn ended."""

    bars: list[Bar] = field(default_factory=list)
    statuses: dict[str, str] = field(default_factory=dict)
    rules: dict[str, tuple[str, ...]] = field(default_factory=dict)
    over: float | None = None
    _last: dict[str, float] = field(default_factory=dict)
    _asked: dict[str, float] = field(default_factory=dict)
    _decided: dict[str, float] = field(default_factory=dict)

    def add(self, stage: Stage, end: float) -> None:
        """Draw the stage that ends at `end` ms; a model's falls into the time to its first token, and the rest."""
        start = min(self._start(stage, end), end)
        self._last[stage.node] = end
        waited = _milliseconds(stage, 'ttft_ms')
        if stage.stage == 'model' and waited is not None:
            first = replace(stage, stage='first_token')
            self.bars.append(Bar(stage.node, first.stage, start, min(start + waited, end), label(first)))
            start = min(start + waited, end)
        self.bars.append(Bar(stage.node, stage.stage, start, end, label(stage), reason(stage)))
        self._note(stage, end)

    def _start(self, stage: Stage, end: float) -> float:
        proposal = _proposal(stage)
        match stage.node, stage.stage:
            case ('guard', 'guard'):  # a second one is about a question that was left open
                asked = self._asked.get(proposal, max(self._asked.values(), default=end))
                return end if proposal in self._decided else asked
            case ('guard', 'readback'):
                return self._decided.get(proposal, end)
            case (_, 'heard') | ('guard', _):
                return end
            case (_, 'outcome'):
                return self._asked.get(proposal, end)
            case (_, 'model' | 'tool' | 'brain') if (took := _milliseconds(stage, 'ms')) is not None:
                return max(end - took, self.bars[0].end_ms if self.bars else 0.0)
            case (_, 'first_token'):
                return max(end - (_milliseconds(stage, 'ttft_ms') or 0.0), 0.0)
            case (_, 'race' | 'failover' | 'unasked'):
                return end
        return self._last.get(stage.node, 0.0)

    def _note(self, stage: Stage, end: float) -> None:
        """What later bars begin with, and how the proposals ended."""
        proposal, detail = _proposal(stage), stage.detail
        match stage.node, stage.stage:
            case (_, 'proposed'):
                self._asked[proposal] = end
            case ('guard', 'guard'):
                self._decided[proposal] = end
                self._name(proposal, *_items(detail.get('rules')))
            case ('guard', 'outcome') if detail.get('rule'):
                self._name(proposal, detail['rule'])
            case ('guard', 'command') if self._decided:
                self._decided[next(reversed(self._decided))] = end
            case (node, 'outcome') if node != 'guard':
                self.statuses[proposal] = _text(detail.get('status'))
            case (_, 'said') if detail.get('is_last'):
                self.over = end
            case (_, 'attention') if detail.get('verdict') == 'drop':
                self.over = end

    def _name(self, proposal: str, *rules: object) -> None:
        if proposal not in self._asked:  # a yes: the guard speaks of the proposal that it confirms, of an earlier turn
            proposal = next(reversed(self._asked), proposal)
        known = self.rules.get(proposal, ())
        self.rules[proposal] = tuple(dict.fromkeys((*known, *map(_text, rules))))


def _is_told_again(stage: Stage, stages: Sequence[Stage]) -> bool:
    """Whether it is a first token, of which the end of its request tells, too."""
    request = stage.detail.get('request_id')
    return stage.stage == 'first_token' and any(
        other.stage == 'model' and other.detail.get('request_id') == request for other in stages
    )


def _goes_on(stage: Stage) -> bool:
    return stage.stage == 'said' and bool(stage.detail.get('continues'))


def _joined(stage: Stage, rest: Stage) -> Stage:
    """What was said in both, with the end of `rest`."""
    text = _text(stage.detail.get('text')) + _text(rest.detail.get('text'))
    return replace(rest, detail={**rest.detail, 'text': text})


def _milliseconds(stage: Stage, key: str) -> float | None:
    value = stage.detail.get(key)
    return max(float(value), 0.0) if isinstance(value, int | float) and math.isfinite(value) else None


def _proposal(stage: Stage) -> str:
    return _text(stage.detail.get('proposal_id', stage.detail.get('proposal')))


def _items(value: object) -> list[Any]:
    return value if isinstance(value, list) else []


def _text(value: object) -> str:
    return '' if value is None else str(value)
