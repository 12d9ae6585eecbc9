"""One drive by voice, heard by whisper: on the built-in car, and in a car that Autoware drives, with the same outcomes.

whisper_ros and Autoware's AD API in the real types and at real rates, in processes of their own.
"""

from collections.abc import Iterator
from itertools import groupby

import pytest

pytestmark = [pytest.mark.ros, pytest.mark.timeout(900)]  # the first test of all builds the interfaces
pytest.importorskip('rclpy')

from desk import NAMESPACE  # noqa: E402
from maps import SQUARE, find, town_folder  # noqa: E402
from pretended_stacks import PretendedStack  # noqa: E402
from relay import World  # noqa: E402
from running_car import RunningCar  # noqa: E402

from ipa_agents import msg  # noqa: E402
from ipa_agents.nodes import qos  # noqa: E402
from ipa_agents.travel.geodesy import distance  # noqa: E402

ORIGIN = f'{SQUARE[0]},{SQUARE[1]}'
FASTER = 5.0
"""Seconds of the car in one."""
FIRST, STOP, SECOND, LAST = 'Glass Hotpot', 'Chestnut Alley Parking', 'Old Town Police Station', 'Salt Passage Coffee'
SPEED, WARMTH = 'Vehicle.Speed', 'Vehicle.Cabin.HVAC.Station.Row1.Driver.Temperature'
LOCATION = 'Vehicle.CurrentLocation'
ROUTING = ('set_route_points', 'change_route_points', 'clear_route')


class Microphone:
    """That of the driver, from which whisper writes sentences, and what it takes for sounds."""

    def __init__(self, car: RunningCar, monkeypatch: pytest.MonkeyPatch) -> None:
        self.car = car
        self._world = World(car.desk, monkeypatch, 'now/whisper_msgs')
        car.desk.run('bridges.whisper.node', 'seat:=row1_driver')
        heard = car.desk.listen('utterance', msg.Utterance, qos.UTTERANCES)
        car.desk.wait(lambda: (self._write(' Well, well.'), heard)[1], 'the microphone')

    def find_the_car(self) -> None:
        """The guard may not yet hear the first sentences."""
        self.car.desk.wait(self._does_a_turn, 'a turn that goes through')
        self.car.outcomes.clear()

    def _does_a_turn(self) -> bool:
        before = len(self.car.outcomes)
        self.ask('Juno, set the temperature to 22 degrees.')
        return any(outcome.status == msg.Outcome.DONE for outcome in self.car.outcomes[before:])

    def ask(self, text: str) -> str:
        """Say it, and wait for the whole answer."""
        before = len(self.car.speeches)
        self._write('[BLANK_AUDIO]')
        self._write(f' {text}')
        self._write(' (engine revving)')
        return self.car.answer(before, text)

    def _write(self, text: str) -> None:
        kind = 'whisper_msgs/msg/Transcription'
        self._world.publish('/whisper/transcription', kind, text=text, audio_time=2.5, transcription_time=0.1)


class BuiltIn:
    """The simulated car, which follows the guidance by itself."""

    def __init__(self, car: RunningCar, monkeypatch: pytest.MonkeyPatch) -> None:
        car.start_all(simulator=(f'time_factor:={FASTER}',))

    def set_off(self) -> None:
        """It does so by itself."""

    take_over = is_content = set_off


class DrivenByAutoware:
    """Autoware's car, which carries ours, and a person in it, who alone lets it drive."""

    def __init__(self, car: RunningCar, monkeypatch: pytest.MonkeyPatch) -> None:
        origin = f'origin:="{ORIGIN}"'
        self.stack = PretendedStack(car.desk, monkeypatch, 'autoware')
        self.stack.start(origin, f'map_folder:={town_folder()}', f'pace:={FASTER}')
        car.desk.run('bridges.autoware_car.node', origin)
        car.desk.run('bridges.autoware.node', origin)
        car.start_all(simulator=(f'time_factor:={FASTER}',))
        self._car = car
        self._began = len(car.reports)
        self._routes = 0

    def set_off(self) -> None:
        """Where the next route leads."""
        self._routes += 1
        self.stack.asked(self._routes, 'set')
        self.stack.do('drive')

    def take_over(self) -> None:
        """Autoware clears no route that it drives."""
        self._car.desk.wait(lambda: 'does not give up' in self._car.speeches[-1].text, 'the reason')
        self.stack.do('take over')
        self.stack.desk.wait(lambda: self.stack.told[-1]['act'] == 'clear' and self.stack.now == 'unset', 'no route')

    def is_content(self) -> None:
        """It was asked what the AD API allows, in that order, and nothing but where to go; and it carried our car."""
        self._car.desk.wait(lambda: self.stack.now == 'arrived', 'its own arrival')
        acts = [told['act'] for told in self.stack.told]
        assert [act for act, _ in groupby(acts)] == ['set', 'change', 'clear', 'set', 'change', 'clear', 'set']
        assert all(told['lawful'] for told in self.stack.told)
        names = self._car.desk.node.get_client_names_and_types_by_node('autoware_bridge', NAMESPACE)
        assert {name for name, _ in names} == {f'/api/routing/{name}' for name in ROUTING}
        sources = {
            report.source
            for report in self._car.reports[self._began :]
            if any(signal.path == f'{LOCATION}.Latitude' for signal in report.signals)
        }
        assert sources == {'autoware_car_bridge'}


@pytest.fixture
def car() -> Iterator[RunningCar]:
    """Not started yet."""
    running = RunningCar()
    try:
        yield running
    finally:
        running.close()


class Seen:
    """What of a drive is the same in every world."""

    def __init__(self, car: RunningCar) -> None:
        self.car = car
        self._states = car.desk.listen('navigation/state', msg.NavigationState, qos.STATE)

    def until(self, status: str, stops: int, what: str) -> None:
        """Wait until the guidance stands so."""
        newest = self._states
        self.car.desk.wait(
            lambda: newest and newest[-1].status == status and len(newest[-1].route.stops) == stops,
            lambda: f'{what}: {newest[-1:]}, {self.said}',
        )

    def drives(self) -> None:
        """Wait until the car does so."""
        self.car.desk.wait(lambda: float(str(self.car.value(SPEED))) > 10, 'a car that drives')

    def metres_to(self, name: str) -> float:
        place, here = find(name), [self.car.value(f'{LOCATION}.{axis}') for axis in ('Latitude', 'Longitude')]
        return float(distance(*here, place.latitude, place.longitude))

    @property
    def said(self) -> list[str]:
        """All that was."""
        return [said.text for said in self.car.speeches]


def drive(seen: Seen, world: BuiltIn | DrivenByAutoware, mic: Microphone) -> None:
    """To a stop, on to another destination than the first, not there either, and to a last one."""
    assert FIRST in mic.ask(f'Hey Juno, navigate to {FIRST}.')
    assert STOP in mic.ask(f'Juno, add a stop at {STOP}.')
    seen.until('GUIDING', 1, 'a stop on the way')
    world.set_off()
    seen.drives()
    assert '20' in mic.ask('朱诺，温度调到二十度。')
    seen.until('GUIDING', 0, 'the stop')
    world.set_off()
    assert SECOND in mic.ask(f'Juno, change the destination to {SECOND}.')
    seen.drives()
    mic.ask('Juno, cancel the navigation.')
    seen.until('IDLE', 0, 'the end of the guidance')
    world.take_over()
    assert LAST in mic.ask(f'Juno, navigate to {LAST}.')
    world.set_off()
    seen.until('ARRIVED', 0, 'the arrival')
    assert seen.metres_to(LAST) < 100


@pytest.mark.parametrize('kind', [BuiltIn, DrivenByAutoware])
def test_a_spoken_drive_ends_alike_whoever_drives_the_car(
    car: RunningCar, kind: type[BuiltIn | DrivenByAutoware], monkeypatch: pytest.MonkeyPatch
) -> None:
    seen, mic = Seen(car), Microphone(car, monkeypatch)
    world = kind(car, monkeypatch)
    mic.find_the_car()
    drive(seen, world, mic)
    assert [(command.action, command.place.name) for command in car.commands['navigation']] == [
        ('START', FIRST),
        ('ADD_STOP', STOP),
        ('REPLACE_DESTINATION', SECOND),
        ('CANCEL', ''),
        ('START', LAST),
    ]
    assert [outcome.status for outcome in car.outcomes] == [msg.Outcome.DONE] * 6
    assert car.value(WARMTH) == 20.0
    ends = ('已到达途经点栗树弄停车场。', f'You have arrived at {LAST}.')
    assert tuple(said for said in seen.said if said in ends) == ends
    world.is_content()
