"""A drive by voice in a car that drives itself: ROS4HRI and Nav2 in the real types, all in processes of their own."""

from itertools import count

import pytest

pytestmark = [pytest.mark.ros, pytest.mark.timeout(900)]  # the first test of all builds the interfaces
pytest.importorskip('rclpy')

from maps import SQUARE  # noqa: E402
from pretended_stacks import PretendedStack  # noqa: E402
from relay import World  # noqa: E402
from running_car import RunningCar  # noqa: E402

from ipa_agents import msg  # noqa: E402
from ipa_agents.nodes import qos  # noqa: E402

DRIVER, PASSENGER = (f'Vehicle.Cabin.HVAC.Station.Row1.{side}.Temperature' for side in ('Driver', 'Passenger'))
SPEECH = 'hri_msgs/msg/LiveSpeech'


class Voices:
    """People in the car, and a recogniser that hears them word by word."""

    def __init__(self, car: RunningCar, world: World) -> None:
        self.car = car
        self.world = world
        self._count = count()
        self.heard = car.desk.listen('utterance', msg.Utterance, qos.UTTERANCES)

    def come(self, voice: str, seat: str) -> None:
        """The recogniser notices somebody; its first words may be lost until all have found each other."""

        def is_there() -> bool:
            self._publish(voice, incremental=f'… {next(self._count)}')
            return any(said.seat == seat and not said.is_final for said in self.heard)

        self.car.desk.wait(is_there, f'the voice of {voice}')

    def say(self, voice: str, text: str, locale: str) -> None:
        """Say it, word by word."""
        for end in range(1, len(text), 8):
            self._publish(voice, incremental=text[:end], locale=locale)
        self._publish(voice, final=text, confidence=0.9, locale=locale)

    def ask(self, voice: str, seat: str, text: str, locale: str) -> str:
        """Say it, and wait for the whole answer."""
        before = len(self.car.speeches)
        self.say(voice, text, locale)
        return self.car.answer(before, text, seat)

    def _publish(self, voice: str, **fields: object) -> None:
        self.world.publish(f'/humans/voices/{voice}/speech', SPEECH, **fields)


def test_what_people_say_is_done_from_their_seats_and_where_they_go_the_car_drives(
    own_car: RunningCar, monkeypatch: pytest.MonkeyPatch
) -> None:
    car, desk = own_car, own_car.desk
    stack = PretendedStack(desk, monkeypatch, 'nav2')
    stack.start()
    voices = Voices(car, World(desk, monkeypatch, 'now/hri_msgs'))
    desk.run('bridges.nav2.node', f'origin:="{SQUARE[0]},{SQUARE[1]}"')
    desk.run('bridges.hri.node', 'seats:="anna=row1_driver,ben=row1_passenger"')
    voices.come('anna', 'row1_driver')
    voices.come('ben', 'row1_passenger')

    answer = voices.ask('anna', 'row1_driver', 'Hey Juno, navigate to Port Merrow Airport', 'en_GB')
    assert 'Port Merrow Airport' in answer
    goal = stack.asked(1, 'goal')
    assert abs(goal['x']) + abs(goal['y']) > 1000
    voices.say('stranger', 'Juno, set the temperature to 28 degrees', 'en_GB')
    assert '20' in voices.ask('ben', 'row1_passenger', '朱诺，温度调到二十度', 'zh_CN')
    assert car.value(PASSENGER) == 20.0
    voices.ask('anna', 'row1_driver', 'Juno, cancel the navigation', 'en_GB')
    assert stack.asked(1, 'ended')['how'] == 'canceled'

    assert car.value(DRIVER) == 22.0
    assert {said.seat for said in voices.heard} == {'row1_driver', 'row1_passenger'}
    assert [said.text for said in voices.heard if said.is_final][-1] == 'Juno, cancel the navigation'
    assert all(outcome.status == msg.Outcome.DONE for outcome in car.outcomes)
    assert len(stack.told) == 3  # the goal, the cancel, the end: nothing but a destination
