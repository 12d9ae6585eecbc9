"""Suites, and how answers to them are scored."""

import json
from pathlib import Path
from typing import Any

import pytest

from ipa_agents.errors import ConfigError
from ipa_agents.evaluation.scores import Score, add, as_json, percentile, table, total
from ipa_agents.evaluation.suite import Case, read_suite

_CALL = {'tool': 'control_media', 'arguments': {'action': 'SET_VOLUME', 'volume': 30}}


def _case(folder: Path, **entry: Any) -> Case:
    file = folder / 'suite.jsonl'
    file.write_text(json.dumps({'turns': ['x'], **entry}) + '\n\n', encoding='utf-8')
    (case,) = read_suite(file)
    return case


def test_our_own_cases(tmp_path: Path) -> None:
    case = _case(tmp_path, id='own-1', expect={'domains': ['media'], 'act': 'act', 'calls': [_CALL]})
    assert (case.source, case.domains, case.act, case.calls) == ('own', ('media',), 'act', (_CALL,))


def test_home_commands_become_the_cars(tmp_path: Path) -> None:
    expect = {'intent': 'HassClimateSetTemperature', 'slots': {'temperature': 40}}
    case = _case(tmp_path, id='ha-1', expect=expect)
    assert case.domains == ('vehicle',)
    assert case.calls is not None
    assert list(case.calls[0]['arguments']['signals'].values()) == [28.0]
    assert _case(tmp_path, id='ha-2', expect={'intent': 'HassGetWeather', 'slots': {}}).domains == ('weather',)


def test_car_bench_gives_state_and_wanted_signals(tmp_path: Path) -> None:
    expect = {
        'domains': ['places'],
        'calls': [{'tool': 'open_close_sunroof', 'args': {'percentage': 50}}, {'tool': 'other', 'args': {}}],
    }
    case = _case(tmp_path, id='car-1', expect=expect, context={'fan_speed': 2, 'car_color': 'RED'})
    assert case.domain_set == {'navigation'}
    assert case.signals == {'Vehicle.Cabin.Sunroof.Position': 50}
    assert case.question.signals is not None
    assert set(case.question.signals.values()) == {40}


@pytest.mark.parametrize(
    'line',
    [
        '{',
        '{"turns": ["a"]}',
        '{"turns": ["a"], "expect": 3}',
        '{"turns": ["a"], "expect": {"calls": [7]}}',
        '{"turns": ["a"], "expect": {"calls": [{"tool": "navigate"}]}}',
        '{"turns": ["a"], "expect": {"calls": [{"tool": "navigate", "arguments": "home"}]}}',
        '{"turns": ["a"], "now": "soon", "expect": {}}',
    ],
)
def test_a_mistake_tells_its_line(tmp_path: Path, line: str) -> None:
    file = tmp_path / 'suite.jsonl'
    file.write_text(f'\n{line}\n', encoding='utf-8')
    with pytest.raises(ConfigError, match=r'suite\.jsonl:2'):
        list(read_suite(file))


def test_scores(tmp_path: Path) -> None:
    case = _case(tmp_path, id='own-1', expect={'domains': ['media', 'vehicle'], 'act': 'act', 'calls': [_CALL]})
    score = Score()
    right = {'tool': 'control_media', 'arguments': {'volume': 30.0, 'action': 'SET_VOLUME'}}
    add(score, case, {'domains': ['media'], 'act': 'act', 'calls': [right], 'ms': 2.0})
    add(score, case, {'domains': ['none'], 'act': 'ask', 'calls': [], 'ms': 4.0})
    assert [score.accuracy(measure) for measure in ('domain', 'all_commands', 'act', 'calls')] == [0.5, 0.0, 0.5, 0.5]
    assert (score.percentile(0.5), score.percentile(0.95)) == (4.0, 4.0)
    assert total([score, score]).accuracy('domain') == 0.5
    assert as_json({'own en': score})['all']['n'] == 2
    assert '50.0%' in table({'own en': score})


def test_an_answer_that_is_an_error_is_wrong_in_everything(tmp_path: Path) -> None:
    case = _case(tmp_path, id='own-1', expect={'domains': ['none'], 'act': None, 'calls': []})
    score = Score()
    add(score, case, {'id': 'own-1', 'error': 'TypeError: x'})
    add(score, case, {'domains': ['none'], 'calls': []})
    assert [score.accuracy(measure) for measure in ('domain', 'all_commands', 'calls')] == [0.5, 0.5, 0.5]


def test_a_number_is_no_yes(tmp_path: Path) -> None:
    call = {'tool': 'set_signals', 'arguments': {'signals': {'Vehicle.A': True}}}
    case = _case(tmp_path, id='own-1', expect={'calls': [call]})
    score = Score()
    add(score, case, {'calls': [{'tool': 'set_signals', 'arguments': {'signals': {'Vehicle.A': 1}}}]})
    assert score.accuracy('calls') == 0.0


@pytest.mark.parametrize(('values', 'late'), [([], 0.0), ([3.0], 3.0), ([2.0, 1.0], 2.0), (list(range(100)), 95)])
def test_a_percentile_of_few_values(values: list[float], late: float) -> None:
    assert percentile(values, 0.95) == late


def test_only_wanted_signals_may_be_written(tmp_path: Path) -> None:
    expect = {'domains': ['vehicle'], 'calls': [{'tool': 'open_close_sunroof', 'args': {'percentage': 50}}]}
    case = _case(tmp_path, id='car-1', expect=expect, context={})
    for value, accuracy in ((50, 1.0), (40, 0.0)):
        score = Score()
        calls = [{'tool': 'set_signals', 'arguments': {'signals': {'Vehicle.Cabin.Sunroof.Position': value}}}]
        add(score, case, {'domains': ['vehicle'], 'calls': calls})
        assert score.accuracy('calls') == accuracy
