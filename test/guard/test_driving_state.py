import math

import pytest

from ipa_agents.guard.driving_state import GEAR, SPEED, DrivingState, driving_state, is_allowed
from ipa_agents.guard.rules import Addition, Condition, Effect, Rule, Test
from ipa_agents.language import Words

PARKED, IDLING, MOVING = DrivingState


@pytest.mark.parametrize(
    ('state', 'expected'),
    [
        ({SPEED: 0.0, GEAR: 126}, PARKED),
        ({SPEED: 0.5, GEAR: 126}, PARKED),
        ({SPEED: 0.0, GEAR: 127}, IDLING),
        ({SPEED: 0.0, GEAR: 0}, IDLING),
        ({SPEED: 0.0, GEAR: -1}, IDLING),
        ({SPEED: 0.0}, IDLING),
        ({SPEED: 0.6, GEAR: 126}, MOVING),
        ({SPEED: -3.0, GEAR: -1}, MOVING),
        ({SPEED: 120.0, GEAR: 127}, MOVING),
        ({GEAR: 126}, MOVING),
        ({}, MOVING),
        ({SPEED: math.nan, GEAR: 126}, MOVING),
        ({SPEED: 'fast', GEAR: 126}, MOVING),
        ({SPEED: False, GEAR: 126}, MOVING),
        ({SPEED: 0.0, GEAR: True}, IDLING),
    ],
)
def test_what_is_not_known_is_moving(state, expected):
    assert driving_state(state) is expected


def test_where_each_driving_rule_allows():
    allowed = {rule: [is_allowed(rule, state) for state in DrivingState] for rule in ('any', 'standstill', 'parked')}
    assert allowed == {'any': [True] * 3, 'standstill': [True, True, False], 'parked': [True, False, False]}


@pytest.mark.parametrize(
    ('function', 'driving', 'rule'),
    [
        ('trunk.open', 'idling', 'driving-state'),
        ('trunk.open', 'moving', 'driving-state'),
        ('mirror.fold', 'moving', 'driving-state'),
        ('mirror.fold', 'idling', ''),
        ('light.dome', 'moving', ''),
    ],
)
def test_the_catalogues_driving_rule_is_held(car, function, driving, rule):
    car.drive(driving)
    path = next(iter(car.catalogue.functions[function].paths()))
    outcomes = car.wish({path: True})
    assert [outcome.rule for outcome in outcomes] == ([rule] if rule else [])


def test_a_stale_speed_is_moving(car):
    car.now += 4.0
    car.report(('hvac', 'body'))
    assert car.wish({'Vehicle.Body.Trunk.Rear.IsOpen': True})[0].rule == 'driving-state'


@pytest.mark.parametrize(('driving', 'rule'), [('moving', 'driving-state'), ('idling', 'folds-along')])
def test_what_a_rule_adds_must_be_allowed_too(make_car, catalogue, driving, rule):
    (dome,), folds = (tuple(catalogue.functions[name].paths()) for name in ('light.dome', 'mirror.fold'))
    on = Condition('wish', (dome,), (Test('equals', True),))
    added = Addition(folds, not catalogue.defaults()[folds[0]], Test('equals', not catalogue.defaults()[folds[0]]))
    folding = Rule('folds-along', 'test', Effect.ADD, Words('It folds.', '折叠。'), (on,), (added,))
    car = make_car(rules=(folding,))
    car.drive(driving)
    car.wish({dome: True})
    assert set(car.sent) == ({dome, *folds} if driving == 'idling' else set())
    car.obey()
    assert [outcome.rule for outcome in car.outcomes] == [rule]
