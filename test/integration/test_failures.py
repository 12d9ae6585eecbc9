"""Parts that die in the middle: nothing is said to be done that the car does not show."""

import pytest

pytestmark = pytest.mark.ros
pytest.importorskip('rclpy')

from running_car import RunningCar  # noqa: E402

from ipa_agents.vehicle.exchange import Status  # noqa: E402

TRUNK = 'Vehicle.Body.Trunk.Rear.IsOpen'


def test_a_device_that_died_before_the_command(own_car: RunningCar) -> None:
    own_car.kill('hvac')

    def is_missed() -> bool:
        own_car.ask('Set the temperature to 25 degrees')
        return any(outcome.rule == 'device-missing' for outcome in own_car.outcomes)

    own_car.desk.wait(is_missed, 'the guard to miss hvac')
    sent, before = len(own_car.commands['hvac']), len(own_car.outcomes)
    assert '25' not in own_car.ask('Set the temperature to 25 degrees')
    assert own_car.outcome(Status.FAILED, since=before).rule == 'device-missing'
    assert len(own_car.commands['hvac']) == sent
    own_car.start('hvac')
    own_car.desk.wait(lambda: '25' in own_car.ask('Set the temperature to 25 degrees'), 'hvac to be obeyed again')


def test_a_device_that_dies_after_the_command(own_car: RunningCar) -> None:
    own_car.say('Open my window')
    own_car.desk.wait(lambda: own_car.commands['body'], 'the command')
    own_car.kill('body')
    answer = own_car.answer(0, 'Open my window')
    outcome = own_car.desk.wait(lambda: own_car.outcomes, 'an outcome')[0]
    assert outcome.status in (Status.TIMED_OUT, Status.FAILED), answer
    assert not any(outcome.status == Status.DONE for outcome in own_car.outcomes)
    assert 'is open' not in answer


def test_a_device_that_shows_something_else_has_not_done_it(own_car: RunningCar) -> None:
    own_car.end('hvac')
    own_car.start('hvac', 'mode:=lying')
    answers = []

    def is_caught() -> bool:
        answers.append(own_car.ask('Set the temperature to 25 degrees'))
        return any((outcome.status, outcome.rule) == (Status.FAILED, 'wrong-answer') for outcome in own_car.outcomes)

    own_car.desk.wait(is_caught, 'the guard to see the lie', 60.0)
    assert not any('is set to 25' in answer for answer in answers)
    assert not any(outcome.status == Status.DONE for outcome in own_car.outcomes)


def test_without_the_guard_nothing_is_done_and_that_is_said(own_car: RunningCar) -> None:
    own_car.kill('guard')
    answer = own_car.ask('Set the temperature to 25 degrees')
    assert 'guard' in answer
    assert not any(own_car.commands.values())
    assert '守卫' in own_car.ask('温度调到二十五度')


def test_the_assistant_restarted_in_the_middle_of_a_question(own_car: RunningCar) -> None:
    own_car.ask('Open the trunk')
    own_car.outcome(Status.NEEDS_CONFIRMATION)
    own_car.end('assistant')
    own_car.start('assistant')
    own_car.await_ready()
    assert own_car.ask('Yes')
    assert own_car.value(TRUNK) is False
    assert not any(outcome.status == Status.DONE for outcome in own_car.outcomes)
    own_car.ask('Open the trunk')
    own_car.ask('Yes')
    own_car.desk.wait(lambda: own_car.value(TRUNK) is True, 'the trunk to open after a new question')
