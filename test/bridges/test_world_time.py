import pytest

from ipa_agents.bridges.world_time import Arrival, WorldTime

ON_TIME, LATE, ANEW = Arrival


@pytest.mark.parametrize(
    ('stamps', 'arrivals'),
    [
        ([10.0, 10.1, 10.1, 50.0], [ON_TIME] * 4),
        ([10.0, 9.9, 10.1], [ON_TIME, LATE, ON_TIME]),
        ([10.0, 8.9, 9.0], [ON_TIME, ANEW, ON_TIME]),
        ([10.0, 9.0], [ON_TIME, LATE]),
        ([10.0, 0.0, 9.5], [ON_TIME, ON_TIME, LATE]),
    ],
)
def test_a_late_message_is_told_from_a_world_that_began_anew(stamps: list[float], arrivals: list[Arrival]) -> None:
    time = WorldTime()
    assert [time.take('odometry', stamp) for stamp in stamps] == arrivals


def test_topics_may_be_behind_each_other_but_begin_anew_together() -> None:
    time = WorldTime()
    assert time.take('odometry', 100.0) is ON_TIME
    assert time.take('gnss', 99.5) is ON_TIME
    assert time.take('odometry', 1.0) is ANEW
    assert time.take('gnss', 1.0) is ON_TIME
