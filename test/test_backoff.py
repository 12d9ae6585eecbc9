from ipa_agents.backoff import Backoff


def test_waits_twice_as_long_each_time_up_to_the_longest() -> None:
    backoff = Backoff(1.0, 5.0)
    assert backoff.is_due(0.0)
    assert [backoff.fail(10.0) for _ in range(4)] == [1.0, 2.0, 4.0, 5.0]
    assert not backoff.is_due(14.9)
    assert backoff.is_due(15.0)


def test_begins_anew_after_a_success() -> None:
    backoff = Backoff(1.0, 5.0)
    backoff.fail(0.0)
    backoff.succeed()
    assert (backoff.failures, backoff.is_due(0.0), backoff.fail(0.0)) == (0, True, 1.0)
