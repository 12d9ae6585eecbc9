"""A mistake in a rule is found at the start, with its file and line."""

import pytest

from ipa_agents.errors import ConfigError
from ipa_agents.guard.rules import load_rules

GOOD = """rules:
  - id: one
    source: test
    effect: {effect}
    when:
      - {condition}
    {extra}
    en: text
    zh: 文字
"""


def load(catalogue, policy, folder, text):
    (folder / 'rules.yaml').write_text(text, encoding='utf-8')
    return load_rules(catalogue, policy.tools, folder)


def test_a_good_rule_is_read(catalogue, policy, tmp_path):
    text = GOOD.format(effect='deny', condition='{asked: trunk.open, equals: true}', extra='')
    (rule,) = load(catalogue, policy, tmp_path, text)
    assert (rule.id, rule.words.zh) == ('one', '文字')


@pytest.mark.parametrize(
    ('condition', 'line', 'words'),
    [
        ('{asked: no.such, equals: true}', 6, 'no.such'),
        ('{now: Vehicle.No.Such, equals: true}', 6, 'Vehicle.No.Such'),
        ('{now: trunk.open, equals: 3}', 6, 'must be true or false'),
        ('{now: Vehicle.Exterior.Weather, one_of: [PURPLE]}', 6, 'PURPLE'),
        ('{now: trunk.open, above: 3}', 6, 'above'),
        ('{spread: climate.temperature, equals: 3}', 6, 'equals'),
        ('{asked: window.position, zones: [row9], above: 3}', 6, 'row9'),
        ('{asked: light.low_beam, zones: [row1_driver], equals: true}', 6, 'zones'),
        ('{driving: [flying]}', 6, 'flying'),
        ('{seat: [roof]}', 6, 'roof'),
        ('{tool: [steer]}', 6, 'steer'),
        ('{action: [EXPLODE]}', 6, 'EXPLODE'),
        ('{asked: trunk.open, now: trunk.open}', 6, 'valid'),
        ('{asked: trunk.open, resembles: true}', 6, 'resembles'),
    ],
)
def test_a_wrong_condition_is_an_error_with_its_line(catalogue, policy, tmp_path, condition, line, words):
    text = GOOD.format(effect='deny', condition=condition, extra='')
    with pytest.raises(ConfigError, match=words) as caught:
        load(catalogue, policy, tmp_path, text)
    assert caught.value.file.endswith('rules.yaml')
    assert caught.value.line == line


@pytest.mark.parametrize(
    ('effect', 'extra'),
    [
        ('deny', 'add: [{set: climate.fan, to: 20}]'),
        ('add', ''),
        ('add', 'add: [{set: Vehicle.Speed, to: 0}]'),
        ('add', 'add: [{set: climate.fan, to: 2000}]'),
        ('add', 'add: [{set: climate.fan, to: 20, unless: {at_least: 20, at_most: 30}}]'),
        ('say', ''),
        ('explode', ''),
    ],
)
def test_a_wrong_effect_is_an_error(catalogue, policy, tmp_path, effect, extra):
    text = GOOD.format(effect=effect, condition='{asked: trunk.open, equals: true}', extra=extra)
    with pytest.raises(ConfigError):
        load(catalogue, policy, tmp_path, text)


def test_a_rule_that_stands_twice_is_an_error(catalogue, policy, tmp_path):
    text = GOOD.format(effect='deny', condition='{asked: trunk.open, equals: true}', extra='')
    with pytest.raises(ConfigError, match='twice'):
        load(catalogue, policy, tmp_path, text + text.removeprefix('rules:\n'))
