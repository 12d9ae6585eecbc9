"""The filter: one answer a line, whatever the line holds."""

import asyncio
import json
from typing import Any

import pytest

from ipa_agents.brains.interface import Context, Interpretation, Sentence
from ipa_agents.brains.reflex import ReflexBrain
from ipa_agents.evaluation.understand import Understander, answers
from ipa_agents.vehicle.catalogue import load_catalogue


@pytest.fixture(scope='module')
def understander() -> Understander:
    catalogue = load_catalogue()
    return Understander(ReflexBrain(catalogue), catalogue)


def _answers(lines: list[str], understander: Understander) -> list[dict[str, Any]]:
    async def all_answers() -> list[dict[str, Any]]:
        return [answer async for answer in answers(lines, understander)]

    return asyncio.run(all_answers())


def _answer(understander: Understander, **entry: Any) -> dict[str, Any]:
    (answer,) = _answers([json.dumps({'id': 'x', **entry})], understander)
    return answer


def test_the_answer_has_every_part(understander: Understander) -> None:
    answer = _answer(understander, turns=['打开天窗播放音乐'], lang='zh')
    assert answer.keys() == {'id', 'domains', 'agent', 'act', 'calls', 'say', 'brain', 'ms'}
    assert answer['domains'] == ['vehicle', 'media']
    assert (answer['agent'], answer['act'], answer['brain']) == ('car_genius', 'act', 'reflex')
    assert answer['calls'][0] == {
        'tool': 'set_signals',
        'arguments': {'signals': {'Vehicle.Cabin.Sunroof.Position': 100}},
    }
    assert answer['say']


def test_earlier_turns_are_the_context(understander: Understander) -> None:
    path = 'Vehicle.Cabin.HVAC.Station.Row1.Driver.Temperature'
    answer = _answer(understander, turns=['set the temperature to 20', 'two degrees warmer'])
    assert answer['calls'] == [{'tool': 'set_signals', 'arguments': {'signals': {path: 22.0}}}]


def test_the_same_sentence_twice_counts_twice(understander: Understander) -> None:
    path = 'Vehicle.Cabin.HVAC.Station.Row1.Driver.Temperature'
    answer = _answer(understander, turns=['make it warmer', 'make it warmer'], signals={path: 20.0})
    assert answer['calls'] == [{'tool': 'set_signals', 'arguments': {'signals': {path: 22.0}}}]


def test_seat_and_signals_count(understander: Understander) -> None:
    path = 'Vehicle.Cabin.HVAC.Station.Row1.Passenger.Temperature'
    answer = _answer(understander, turns=['温度调高一点'], seat='row1_passenger', signals={path: 18.0})
    assert answer['calls'] == [{'tool': 'set_signals', 'arguments': {'signals': {path: 19.0}}}]


def test_an_offer_is_no_call(understander: Understander) -> None:
    answer = _answer(understander, turns=["I'm a bit cold"])
    assert (answer['act'], answer['calls']) == ('ask', [])


def test_a_question_is_no_call(understander: Understander) -> None:
    answer = _answer(understander, turns=['is the sunroof open?'])
    assert (answer['act'], answer['calls']) == ('inform', [])


@pytest.mark.parametrize(
    'line',
    ['', 'no json', '[]', '{}', '{"turns": []}', '{"turns": [1]}', '{"turns": "open"}', '[' * 100_000,
     '{"turns": ["a"], "seat": "roof"}', '{"turns": ["a"], "seat": {}}', '{"turns": ["a"], "lang": "fr"}',
     '{"turns": ["a"], "signals": 3}', '{"turns": ["a"], "now": "soon"}', '{"turns": ["a"], "now": NaN}',
     '{"turns": ["a"], "now": true}', '{"turns": ["a"], "now": 1e300}'],
)  # fmt: skip
def test_a_bad_line_is_answered_and_the_filter_goes_on(understander: Understander, line: str) -> None:
    bad, good = _answers([line, '{"id": "y", "turns": ["hello"]}'], understander)
    assert bad['id'] is None
    assert bad['error']
    assert good['id'] == 'y'


def test_long_and_mixed_texts_are_answered(understander: Understander) -> None:
    for text in ('打开the window😀' * 10_000, 'x' * 100_000, '\ud800'):
        assert _answer(understander, turns=[text])['domains']


class _Failing:
    name = 'failing'

    async def interpret(self, sentence: Sentence, context: Context) -> Interpretation:
        raise TypeError('beyond me')


def test_a_brain_that_fails_has_answered_wrongly_and_the_filter_goes_on() -> None:
    failing = Understander(_Failing(), load_catalogue())
    told = _answers(['{"id": "1", "turns": ["a"]}', '{"id": "2", "turns": ["a", "b"]}'], failing)
    assert told == [{'id': '1', 'error': 'TypeError: beyond me'}, {'id': '2', 'error': 'TypeError: beyond me'}]
