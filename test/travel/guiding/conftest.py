"""A car on roads that tests lay."""

import pytest
from driven_car import DrivenCar


@pytest.fixture
def car() -> DrivenCar:
    """It stands where they begin."""
    car = DrivenCar()
    car.be_at(0, 0)
    return car
