from ipa_agents.bringup.restarts import Restarts


def test_each_restart_in_a_row_waits_longer_up_to_a_limit() -> None:
    restarts, now, pauses = Restarts(), 0.0, []
    for _ in range(6):
        pauses.append(restarts.ended(now, now + 1))
        now += 25.0
    assert pauses == [0.5, 1.0, 2.0, 4.0, 8.0, 10.0]


def test_one_that_ran_well_for_a_while_is_started_again_at_once() -> None:
    restarts = Restarts()
    restarts.ended(0, 1)
    restarts.ended(2, 3)
    assert restarts.ended(10, 100) == 0.5


def test_one_that_dies_again_and_again_is_given_up() -> None:
    restarts = Restarts()
    pauses = [restarts.ended(second, second + 0.1) for second in range(10)]
    assert None not in pauses[:6]
    assert pauses[6] is None


def test_many_deaths_in_a_long_time_are_no_reason_to_give_up() -> None:
    restarts = Restarts()
    assert None not in [restarts.ended(hour * 3600, hour * 3600 + 3000) for hour in range(50)]
