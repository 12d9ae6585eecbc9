import pytest

from ipa_agents.vehicle.simulator.terrain import terrain_of


@pytest.mark.parametrize('seed', range(5))
def test_the_grade_is_the_slope_of_the_height_and_never_too_steep(seed: int) -> None:
    hills = terrain_of(seed, 0.02)
    for way in range(0, 5000, 137):
        slope = (hills.height(way + 0.5) - hills.height(way - 0.5)) / 1.0
        assert hills.grade(way) == pytest.approx(slope, abs=1e-5)
        assert abs(hills.grade(way)) <= 0.02


def test_each_seed_has_its_own_hills() -> None:
    assert terrain_of(1, 0.02) == terrain_of(1, 0.02)
    assert terrain_of(1, 0.02) != terrain_of(2, 0.02)
