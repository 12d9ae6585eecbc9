from ipa_agents.cabin.consumption import KEPT, Consumption


def test_a_point_is_the_mean_of_its_period() -> None:
    consumption = Consumption()
    news = [consumption.add(power, now) for now, power in ((0.0, 10.0), (2.0, 30.0), (4.0, 20.0), (5.0, 99.0))]
    assert news == [False, False, False, True]
    assert list(consumption.points) == [20.0]


def test_only_the_newest_points_are_kept() -> None:
    consumption = Consumption()
    for second in range(5 * (KEPT + 10)):
        consumption.add(float(second), float(second))
    assert len(consumption.points) == KEPT
    assert consumption.points[-1] > consumption.points[0] > 0
