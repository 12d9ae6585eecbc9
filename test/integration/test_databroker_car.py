"""A whole car whose climate and speed are those of a databroker, spoken to by people."""

from collections.abc import Iterator

import pytest

pytestmark = pytest.mark.ros
pytest.importorskip('rclpy')

from databroker import Databroker, actuator, sensor  # noqa: E402
from ports import free_port  # noqa: E402
from running_car import RunningCar  # noqa: E402

from ipa_agents.vehicle.exchange import Status  # noqa: E402

SPEED = 'Vehicle.Speed'
TEMPERATURE = 'Vehicle.Cabin.HVAC.Station.Row1.Driver.Temperature'
HEATING = 'Vehicle.Cabin.Seat.Row1.DriverSide.HeatingCooling'
SIGNALS = (
    sensor(SPEED, 'float', 'km/h'),
    actuator(TEMPERATURE, 'float', 'Celsius'),
    actuator(HEATING, 'int8', 'percent'),
)


@pytest.fixture
def broker() -> Iterator[Databroker]:
    with Databroker(free_port(), SIGNALS) as broker:
        broker.set({SPEED: 42.0, TEMPERATURE: 22.0, HEATING: 0})
        yield broker


@pytest.fixture
def car(broker: Databroker) -> Iterator[RunningCar]:
    car = RunningCar()
    try:
        for part in ('simulator', 'guard', 'assistant'):
            car.start(part)
        car.desk.run('bridges.kuksa.node', f'address:=127.0.0.1:{broker.port}')
        car.desk.wait(lambda: car.value(TEMPERATURE) == 22.0, 'the temperature of the broker')
        car.desk.wait(lambda: {'guard', 'assistant'} <= car.listeners('utterance'), 'ears')
        yield car
    finally:
        car.close()


def test_people_ask_for_what_the_broker_serves_and_hear_why_not(car: RunningCar, broker: Databroker) -> None:
    broker.serve(TEMPERATURE)

    def is_done() -> bool:
        """Said again, since the guard may have met the bridge later than the assistant did."""
        car.ask('Set the temperature to 24 degrees')
        return broker.current(TEMPERATURE) == 24.0

    car.desk.wait(is_done, 'the wish to reach the car behind the broker')
    assert car.outcome(Status.DONE)
    assert broker.actuated[-1] == {TEMPERATURE: 24.0}
    broker.set({SPEED: 43.0})
    car.desk.wait(lambda: car.value(SPEED) == 43.0, 'the speed')
    before = len(car.outcomes)
    assert 'nothing in this car serves that at the moment' in car.ask('Turn on my seat heating').lower()
    assert car.outcome(Status.FAILED, since=before)
    assert '车上现在没有部件能执行这个操作' in car.ask('打开座椅加热')
    assert broker.current(HEATING) == 0
