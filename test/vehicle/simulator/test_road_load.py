import pytest

from ipa_agents.vehicle.simulator.parameters import load_car
from ipa_agents.vehicle.simulator.road_load import Forces, forces, motor_power

CAR = load_car().road_load


@pytest.mark.parametrize(
    ('speed', 'acceleration', 'grade'),
    [(10, 0, 0), (30, 1, 0), (20, -1, 0), (20, -6, 0), (15, 0, 0.05), (15, 0, -0.08)],
)
def test_the_forces_are_what_newton_asks_for(speed: float, acceleration: float, grade: float) -> None:
    load = forces(CAR, speed, acceleration, grade)
    net = load.motor - load.brake - load.rolling - load.air - load.grade
    assert net == pytest.approx(CAR.mass * (1 + CAR.rotating) * acceleration)
    assert load.brake >= 0


def test_a_steady_fast_drive_takes_a_plausible_power() -> None:
    power = motor_power(CAR, forces(CAR, 100 / 3.6, 0, 0), 100 / 3.6)
    assert 10_000 < power < 20_000


def test_the_motor_brakes_first_and_gives_back_less_than_it_takes() -> None:
    gentle = forces(CAR, 15, -1, 0)
    hard = forces(CAR, 30, -6, 0)
    assert gentle.brake == 0
    assert hard.brake > 0
    assert hard.motor * 30 == pytest.approx(-CAR.regeneration_power)
    assert gentle.motor * 15 < motor_power(CAR, gentle, 15) < 0


def test_a_standing_car_needs_no_force() -> None:
    assert forces(CAR, 0, 0, 0) == Forces()
    assert forces(CAR, 0, 0, 0.1).motor == 0
