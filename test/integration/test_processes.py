"""A car as real processes: brought up, killed, restored, ended."""

from collections.abc import Iterator
from pathlib import Path

import pytest

pytestmark = [pytest.mark.ros, pytest.mark.timeout(300)]
pytest.importorskip('rclpy')

from car_processes import PATIENCE, CarProcesses, children, is_running  # noqa: E402
from desk import Desk  # noqa: E402

from ipa_agents import msg  # noqa: E402
from ipa_agents.nodes import qos  # noqa: E402
from ipa_agents.nodes.state_messages import place_message  # noqa: E402
from ipa_agents.travel.place import Place  # noqa: E402

NODES = ('simulator', 'hvac', 'media', 'navigation', 'guard')
TEMPERATURE = 'Vehicle.Cabin.HVAC.Station.Row1.Driver.Temperature'
PLACE = Place('test-1', 'The far corner', '远角', 'cafe', 31.21, 165.41)


@pytest.fixture
def desk() -> Iterator[Desk]:
    desk = Desk()
    yield desk
    desk.close()


def test_what_is_killed_comes_back_with_its_state_and_all_end_in_order(desk: Desk, tmp_path: Path) -> None:
    car = CarProcesses(desk, tmp_path, f'nodes:=manager,{",".join(NODES)}')
    try:
        car.await_all(*NODES)
        car.tell('hvac', TEMPERATURE, 26.5)
        play = desk.publisher('media/command', msg.MediaCommand, qos.COMMANDS)
        play.publish(msg.MediaCommand(command_id='play', action='PLAY', query='Tramline Nine'))
        play.publish(msg.MediaCommand(command_id='volume', action='SET_VOLUME', volume=64.0))
        go = desk.publisher('navigation/command', msg.NavigationCommand, qos.COMMANDS)
        go.publish(msg.NavigationCommand(command_id='go', action='START', place=place_message(PLACE)))
        desk.wait(lambda: car.navigation and car.navigation[-1].status == 'GUIDING', 'guidance', PATIENCE)
        desk.wait(lambda: car.media and car.media[-1].volume == 64, 'the volume', PATIENCE)
        played = car.media[-1]

        for node in ('hvac', 'media', 'navigation', 'guard'):
            car.kill(node)
        assert 'started again, once so far' in car.said()['manager: hvac'][1]
        assert car.said()['manager: simulator'][2]['restarts'] == '0'

        since = len([report for report in car.reports if report.source == 'hvac'])
        desk.wait(lambda: car.value('hvac', TEMPERATURE, since) == 26.5, 'the temperature', PATIENCE)
        before, there = len(car.media), len(car.navigation)
        desk.wait(lambda: car.media[before:], 'the media', PATIENCE)
        state = car.media[-1]
        assert (state.status, state.track_id, state.volume) == ('PLAYING', played.track_id, 64)
        assert list(state.queue) == list(played.queue)
        desk.wait(lambda: any(said.status == 'GUIDING' for said in car.navigation[there:]), 'guidance', PATIENCE)
        assert car.navigation[-1].route.destination.place_id == PLACE.place_id

        processes = children(car.parent.pid)
        status, errors = car.end()
    finally:
        car.parent.kill()
    assert status == 0, errors
    assert 'Traceback' not in errors
    assert not any(map(is_running, processes))
    assert list(tmp_path.iterdir()) == []
