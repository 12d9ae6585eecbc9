from ipa_agents.recording.clock import SteadyClock


def test_a_day_clock_that_jumps_changes_nothing() -> None:
    day, steady = [1_000_000], [50]
    clock = SteadyClock(lambda: day[0], lambda: steady[0])
    assert clock.now() == 1_000_000
    day[0], steady[0] = 7, 60
    assert clock.now() == 1_000_010
