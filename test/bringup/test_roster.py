import json

import pytest

from ipa_agents.bringup.roster import Roster


@pytest.fixture
def roster() -> Roster:
    return Roster(['hvac', 'guard'], patience=5, patience_at_start=20)


def test_one_that_does_not_come_is_at_first_awaited_then_missed(roster: Roster) -> None:
    roster.see('hvac', set(), 0)
    assert roster.verdict('hvac', 10).level == 'warn'
    assert roster.verdict('hvac', 21).level == 'error'
    assert 'after 21 s' in roster.verdict('hvac', 21).reason


def test_one_that_lives_is_well(roster: Roster) -> None:
    assert roster.see('hvac', {'a'}, 0)
    roster.sign('hvac', 4)
    assert not roster.see('hvac', {'a'}, 5)
    assert roster.verdict('hvac', 8).level == 'ok'


def test_one_that_is_silent_hangs_but_for_one_that_is_busy(roster: Roster) -> None:
    roster.see('hvac', {'a'}, 0)
    assert not roster.verdict('hvac', 100).hangs  # it has not begun yet
    roster.sign('hvac', 100)
    assert not roster.verdict('hvac', 104).hangs
    assert roster.verdict('hvac', 107).hangs
    assert roster.verdict('hvac', 107).reason == 'no sign of life for 7 s'
    assert not roster.verdict('hvac', 107, is_busy=True).hangs


def test_one_that_went_is_missed(roster: Roster) -> None:
    roster.see('hvac', {'a'}, 0)
    roster.see('hvac', set(), 1)
    assert (roster.verdict('hvac', 1).level, roster.verdict('hvac', 1).reason) == ('error', 'is gone')


def test_one_that_came_back_is_told_for_a_while_also_beside_the_dead_one(roster: Roster) -> None:
    roster.see('hvac', {'a'}, 0)
    roster.sign('hvac', 1)
    assert roster.see('hvac', {'a', 'b'}, 100)
    assert not roster.verdict('hvac', 101).hangs  # the silence was the dead one's
    assert roster.verdict('hvac', 101).level == 'warn'
    assert 'once so far' in roster.verdict('hvac', 101).reason
    assert not roster.see('hvac', {'b'}, 120)
    roster.sign('hvac', 200)
    assert roster.verdict('hvac', 200).level == 'ok'
    assert roster['hvac'].restarts == 1


def test_restarts_are_counted_on_by_the_next_manager(roster: Roster) -> None:
    roster.see('hvac', {'a'}, 0)
    roster.see('hvac', {'b'}, 10)
    other = Roster(['hvac', 'guard'], 5, 20)
    other.restore(json.loads(json.dumps(roster.snapshot())))
    assert not other.see('hvac', {'b'}, 11)
    assert other.see('hvac', {'c'}, 12)
    assert other['hvac'].restarts == 2
    assert '2 times so far' in other.verdict('hvac', 13).reason


@pytest.mark.parametrize('wrong', [{'hvac': 5}, {'hvac': [['a'], 'many', 0]}])
def test_what_is_no_snapshot_changes_nothing(roster: Roster, wrong: dict[str, object]) -> None:
    with pytest.raises((TypeError, ValueError)):
        roster.restore({'guard': [['a'], 3, 0]} | wrong)
    assert roster['guard'].restarts == 0


def test_strangers_are_passed_over(roster: Roster) -> None:
    roster.sign('rviz', 1)
    assert roster.verdict('guard', 1).level == 'warn'
