"""What is told beside an outcome is true of what was done."""

import pytest

from ipa_agents.vehicle.exchange import Rejection, Status

AC = 'Vehicle.Cabin.HVAC.IsAirConditioningActive'
WINDOW = 'Vehicle.Cabin.Door.Row1.DriverSide.Window.Position'
RAIN = {'Vehicle.Exterior.Weather': 'RAIN'}


def reject(car, device):
    for command in car.commands:
        if command.device == device:
            rejection = Rejection(command.command_id, device, 'It is broken.', '已损坏。')
            car.take(car.guard.reject(rejection, car.now))


@pytest.mark.parametrize('end', ['reject', 'time out'])
def test_nothing_is_remarked_where_nothing_was_reached(car, end):
    car.show(RAIN)
    car.wish({WINDOW: 20})
    if end == 'reject':
        reject(car, 'body')
    car.wait(30.0)
    (outcome,) = car.outcomes
    assert outcome.status in (Status.FAILED, Status.TIMED_OUT)
    assert (outcome.warnings, outcome.warnings_zh) == ((), ())


def test_a_remark_comes_with_what_was_reached(car):
    car.show(RAIN)
    car.wish({WINDOW: 20})
    car.obey()
    assert car.outcomes[0].warnings == ('It may get wet inside.',)


def test_of_what_rules_added_only_that_is_told_which_the_car_shows(car):
    car.show({WINDOW: 60})
    car.wish({AC: True})
    assert car.sent[WINDOW] == 0
    reject(car, 'body')
    car.commands = [command for command in car.commands if command.device == 'hvac']
    car.obey()
    (outcome,) = car.outcomes
    assert outcome.status is Status.FAILED
    assert outcome.warnings == ('With the air conditioning on, the fan runs at least at level one.',)
