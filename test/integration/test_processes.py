"""A car as real processes: brought up, killed, restored, ended."""

import os
import signal
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
from ipa_agents.travel.places.place import Place  # noqa: E402

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


def test_no_node_outlives_a_parent_that_was_killed(desk: Desk, tmp_path: Path) -> None:
    car = CarProcesses(desk, tmp_path, 'nodes:=manager,hvac')
    car.await_all('hvac')
    processes = children(car.parent.pid)
    assert len(processes) == 2
    car.parent.kill()
    desk.wait(lambda: not any(map(is_running, processes)), f'the end of {processes}', PATIENCE)
    car.parent.communicate()


def test_one_that_hangs_is_killed_and_started_again(desk: Desk, tmp_path: Path) -> None:
    car = CarProcesses(desk, tmp_path, 'nodes:=manager,hvac')
    try:
        car.await_all('hvac')
        hanging = car.pid('hvac')
        os.kill(hanging, signal.SIGSTOP)
        desk.wait(lambda: car.restarts('hvac') == 1 and car.is_well('hvac'), lambda: str(car.said()), PATIENCE)
        assert car.pid('hvac') not in (0, hanging)
        status, errors = car.end(signal.SIGTERM)
    finally:
        car.parent.kill()
    assert status == 0
    assert 'hvac: hangs, and is killed' in errors


def test_two_cars_beside_each_other_know_nothing_of_one_another(desk: Desk, tmp_path: Path) -> None:
    nodes = 'nodes:=manager,hvac,guard'
    one = CarProcesses(desk, tmp_path, nodes)
    other = CarProcesses(desk, tmp_path, nodes, namespace='/fleet/car2')
    try:
        for car in (one, other):
            car.await_all('hvac', 'guard')
        other.tell('hvac', TEMPERATURE, 17.5)
        one.tell('hvac', TEMPERATURE, 28.0)
        one.kill('hvac')
        assert one.restarts('hvac') == 1
        assert other.restarts('hvac') == 0
        one.shows('hvac', TEMPERATURE, 28.0)
        since = len([report for report in other.reports if report.source == 'hvac'])
        desk.wait(lambda: other.value('hvac', TEMPERATURE, since) is not None, 'a report', PATIENCE)
        assert {other.value('hvac', TEMPERATURE, since)} == {17.5}
        topics = {name for name, _ in desk.node.get_topic_names_and_types()}
        absolute = {name for name in topics if not name.startswith(('/ipa/', '/fleet/car2/'))}
        assert absolute <= {'/diagnostics', '/rosout', '/parameter_events'}
        assert [car.end()[0] for car in (one, other)] == [0, 0]
    finally:
        one.parent.kill()
        other.parent.kill()


@pytest.mark.parametrize(
    ('words', 'reason'),
    [
        (['nodes:=manager,wings'], 'there is no wings'),
        (['colour:=red'], 'unknown argument colour'),
        (['red'], 'name:=value'),
        (['nodes:=simulator', 'params_file:={folder}/mine.yaml'], 'no parameter wings'),
        (['nodes:=simulator', 'params_file:={folder}/number.yaml'], 'rate'),
        (['nodes:=simulator', 'params_file:={folder}/type.yaml'], 'car'),
    ],
)
def test_a_wrong_argument_is_one_line_and_no_car(desk: Desk, tmp_path: Path, words: list[str], reason: str) -> None:
    (tmp_path / 'mine.yaml').write_text('/**/hvac: {ros__parameters: {wings: 2}}\n')
    (tmp_path / 'type.yaml').write_text('/**/simulator: {ros__parameters: {car: 5}}\n')
    (tmp_path / 'number.yaml').write_text('/**/simulator: {ros__parameters: {rate: 4000.0}}\n')
    car = CarProcesses(desk, tmp_path, *(word.format(folder=tmp_path) for word in words))
    status, errors = car.close()
    assert status == 2
    assert reason in errors
    assert 'Traceback' not in errors
    assert len(errors.splitlines()) <= 3
