"""Whole turns through all nodes, each a process of its own."""

import pytest

pytestmark = pytest.mark.ros
pytest.importorskip('rclpy')

from running_car import RunningCar  # noqa: E402

from ipa_agents.vehicle.exchange import Status  # noqa: E402

DRIVER_TEMPERATURE = 'Vehicle.Cabin.HVAC.Station.Row1.Driver.Temperature'
PASSENGER_TEMPERATURE = 'Vehicle.Cabin.HVAC.Station.Row1.Passenger.Temperature'
TRUNK = 'Vehicle.Body.Trunk.Rear.IsOpen'


def test_only_the_guard_publishes_on_the_command_topics(car: RunningCar) -> None:
    assert {device: car.speakers(f'{device}/command') for device in car.commands} == {
        device: {'guard'} for device in car.commands
    }


def test_the_car_does_what_is_said_in_english(car: RunningCar) -> None:
    answer = car.ask('Set the temperature to 25 degrees')
    assert '25' in answer
    assert car.value(DRIVER_TEMPERATURE) == 25.0


def test_the_car_does_what_is_said_in_chinese_for_the_seat_it_is_said_from(car: RunningCar) -> None:
    before = car.value(DRIVER_TEMPERATURE)
    answer = car.ask('温度调到二十度', 'row1_passenger')
    assert '20' in answer
    assert car.value(PASSENGER_TEMPERATURE) == 20.0
    assert car.value(DRIVER_TEMPERATURE) == before


def test_done_is_said_only_after_the_car_shows_it(car: RunningCar) -> None:
    since = len(car.outcomes)
    car.ask('打开副驾的座椅加热')
    outcome = car.outcome(Status.DONE, since=since)
    assert outcome.signals
    assert all(car.value(signal.path) == signal.number for signal in outcome.signals if signal.kind == 1)


def test_a_risky_act_needs_a_yes_from_the_right_seat_once(car: RunningCar) -> None:
    since = len(car.outcomes)
    car.ask('Open the trunk')
    challenge = car.outcome(Status.NEEDS_CONFIRMATION, since=since)
    assert challenge.challenge_id
    car.say('Yes', 'row2_passenger')
    assert car.value(TRUNK) is False
    car.ask('Yes')
    car.outcome(Status.DONE, since=since)
    assert car.value(TRUNK) is True


def test_a_question_about_the_car_changes_nothing(car: RunningCar) -> None:
    since = sum(map(len, car.commands.values()))
    assert car.ask('Is my window open?')
    assert car.ask('还能跑多远？')
    assert sum(map(len, car.commands.values())) == since


def test_every_stage_of_a_turn_is_traced_with_its_time(car: RunningCar) -> None:
    since = len(car.events)
    car.ask('turn on the air conditioning')
    stages = {'heard', 'attention', 'brain', 'proposed', 'guard', 'outcome', 'said'}
    car.desk.wait(lambda: stages <= {event.stage for event in car.events[since:]}, 'the trace')
    assert all(event.elapsed_ms >= 0 for event in car.events[since:])


def test_music_and_navigation(car: RunningCar) -> None:
    """The last of all, since the car drives off."""
    car.ask('Play some jazz')
    assert car.value('Vehicle.Cabin.Infotainment.Media.Played.Genre') == 'jazz'
    since = len(car.outcomes)
    car.ask('Find a charging station')
    car.ask('The first one')
    car.outcome(Status.DONE, since=since)
    car.desk.wait(lambda: car.value('Vehicle.Cabin.Infotainment.Navigation.IsGuiding'), 'guidance')
