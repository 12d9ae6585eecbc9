"""Every rule of config/guard/rules does what it says, and nothing in the case beside it."""

import pytest
from rule_cases import (
    AC,
    ACTION_CASES,
    AIR,
    AIR_2,
    DARK,
    DEFROST,
    DOOR,
    FAN,
    FAN_2,
    FOG,
    GUIDING,
    LOW,
    OPEN_CASES,
    ROOF,
    SIGNAL_CASES,
    STOP,
    TO_CAFE,
    TRUNK,
    WEATHER,
    WINDOW,
)

from ipa_agents.guard.rules import Effect
from ipa_agents.vehicle.exchange import Status


def check(outcome, rule, effect, policy):
    """Whether `outcome` shows `effect` of `rule`; with None, no trace of it."""
    words = next(entry.words for entry in policy.rules if entry.id == rule)
    if effect == 'deny':
        assert (outcome.status, outcome.rule) == (Status.DENIED, rule)
        assert (outcome.reason, outcome.reason_zh) == (words.en, words.zh)
    elif effect == 'ask':
        assert (outcome.status, outcome.rule) == (Status.NEEDS_CONFIRMATION, rule)
        assert words.en in outcome.reason
        assert words.zh in outcome.reason_zh
    elif effect in ('add', 'warn'):
        assert outcome.status is Status.DONE
        assert words.en in outcome.warnings
        assert words.zh in outcome.warnings_zh
    else:
        assert outcome.rule != rule
        assert words.en not in (*outcome.warnings, outcome.reason)


@pytest.mark.parametrize(('rule', 'effect', 'before', 'seat', 'wish', 'added'), SIGNAL_CASES)
def test_signals(car, policy, rule, effect, before, seat, wish, added):
    before = dict(before)
    car.drive(before.pop('driving', 'parked'))
    car.show(before)
    car.wish(wish, seat)
    if effect in ('add', 'warn', None) and car.commands:
        if effect == 'add':
            assert car.sent == {**wish, **added}
        car.obey()
    check(car.outcomes[-1], rule, effect, policy)
    assert car.commands == []


def test_only_what_was_added_is_told(car):
    car.show({FAN: 40, FAN_2: 40})
    car.wish({AC: True})
    assert car.outcomes == []
    car.obey()
    assert car.outcomes[-1].warnings == ()
    car.show({AC: False, WINDOW: 60})
    car.wish({AC: True})
    car.obey()
    assert car.outcomes[-1].warnings == ('With the air conditioning on, the windows that were wide open are closed.',)


@pytest.mark.parametrize(('rule', 'effect', 'driving', 'before', 'seat', 'tool', 'arguments', 'after'), ACTION_CASES)
def test_actions(car, policy, rule, effect, driving, before, seat, tool, arguments, after):
    car.drive(driving)
    car.state('navigation', **before)
    car.propose(tool, arguments, seat)
    for command in car.commands:
        car.state(command.device, command.command_id, **after)
    check(car.outcomes[-1], rule, effect, policy)


def set_off(car, arguments, **before):
    car.state('navigation', **{'status': 'IDLE', **before})
    car.propose('navigate', arguments)
    car.state('navigation', car.commands[-1].command_id, **GUIDING)
    return car.outcomes[-1]


@pytest.mark.parametrize('driving', ['parked', 'moving'])
@pytest.mark.parametrize(('rule', 'path'), OPEN_CASES)
def test_what_is_open_is_told_to_who_sets_off(car, policy, rule, path, driving):
    car.drive(driving)
    car.show({path: True})
    outcome = set_off(car, TO_CAFE)
    check(outcome, rule, 'warn', policy)
    assert len(outcome.warnings) == 1


def test_nothing_is_told_of_what_is_closed_or_just_closing(car):
    assert set_off(car, TO_CAFE).warnings == ()
    car.show({DOOR: True})
    car.answer('yes', car.wish({DOOR: False})[0].challenge_id)
    assert set_off(car, TO_CAFE).warnings == ()


def test_who_only_adds_a_stop_hears_nothing_of_doors(car):
    car.show({DOOR: True})
    assert set_off(car, STOP, **GUIDING).warnings == ()


@pytest.mark.parametrize(('rule', 'path', 'wish'), [('cb-008', WEATHER, {ROOF: 50}), ('cb-009', WEATHER, {FOG: True})])
def test_unknown_weather_asks(car, policy, rule, path, wish):
    car.now += 10.0
    del car.signals[path]
    car.report()
    check(car.wish(wish)[0], rule, 'ask', policy)


def test_unknown_darkness_is_dark(car, policy):
    car.now += 10.0
    del car.signals[DARK]
    car.signals[LOW] = True
    car.report()
    check(car.wish({LOW: False})[0], 'dark-lights', 'deny', policy)


def test_what_a_rule_adds_is_judged_by_the_others(car):
    car.show({WINDOW: 60})
    car.wish({DEFROST: True})
    assert car.sent == {DEFROST: True, FAN: 40, FAN_2: 40, AIR: 'UP', AIR_2: 'UP', AC: True, WINDOW: 0}
    car.obey()
    (outcome,) = car.outcomes
    assert outcome.rule == 'cb-010'
    assert len(outcome.warnings) == 2


def test_several_grounds_make_one_question(car):
    car.show({AC: True})
    (outcome,) = car.wish({WINDOW: 60, TRUNK: True})
    assert outcome.reason.startswith('Open the trunk? The air conditioning is running')
    assert outcome.reason.endswith('Please say yes or no.')


def test_every_rule_has_a_case_or_is_only_said(policy):
    said = {rule.id for rule in policy.rules if rule.effect is Effect.SAY}
    cases = {case[0] for case in (*SIGNAL_CASES, *ACTION_CASES, *OPEN_CASES) if case[1]}
    assert {rule.id for rule in policy.rules} == said | cases
    assert said == {'cb-002', 'cb-016', 'cb-023', 'cb-024'}


def test_every_number_of_the_reference_is_there(policy):
    numbers = {int(rule.id.split('-')[1]) for rule in policy.rules if rule.id.startswith('cb-')}
    assert numbers == {2, 4, 5, 7, 8, 9, 10, 11, 12, 13, 14, 16, 17, 18, 19, 21, 22, 23, 24}
