import json
from pathlib import Path

import pytest
from desk import Desk
from device_process import SignalDevice
from diagnostic_msgs.msg import DiagnosticArray

from ipa_agents.nodes import qos
from ipa_agents.nodes.messages import seconds
from ipa_agents.vehicle.signals import Signal

TEMPERATURE = 'Vehicle.Cabin.HVAC.Station.Row1.Driver.Temperature'


def said(desk: Desk, node: str, text: str) -> None:
    """Wait until a node says `text` on /diagnostics."""
    arrays = desk.listen('/diagnostics', DiagnosticArray, qos.DIAGNOSTICS)
    desk.wait(
        lambda: any(
            status.name == f'/ipa/{node}: status' and text in status.message
            for array in arrays
            for status in array.status
        ),
        lambda: f'{text!r} in {[status.message for array in arrays for status in array.status]}',
    )


def test_a_device_goes_on_with_the_state_of_the_one_that_was_killed(desk: Desk, tmp_path: Path) -> None:
    hvac = SignalDevice(desk, 'hvac', f'state_folder:={tmp_path}')
    hvac.command('c1', Signal(TEMPERATURE, 27.0))
    hvac.shows(TEMPERATURE, 27.0)
    desk.wait(lambda: json.loads((tmp_path / 'hvac.json').read_text())[TEMPERATURE] == [27.0, 27.0], 'it to be kept')
    hvac.process.kill()
    hvac.process.wait()
    killed = seconds(desk.node.get_clock().now().to_msg())
    desk.run('hvac_node', f'state_folder:={tmp_path}')
    said(desk, 'hvac', 'started again: with the state that it had')
    desk.wait(lambda: seconds(hvac.reports[-1].header.stamp) > killed, 'a report of the new one')
    assert hvac.values(TEMPERATURE)[-1] == 27.0


@pytest.mark.parametrize('broken', ['', '{"half": [1,', '{"a": 1}', json.dumps({TEMPERATURE: [900, 900]})])
def test_a_broken_state_is_said_and_the_device_works(desk: Desk, tmp_path: Path, broken: str) -> None:
    (tmp_path / 'hvac.json').write_text(broken)
    hvac = SignalDevice(desk, 'hvac', f'state_folder:={tmp_path}')
    if broken != '{"a": 1}':  # which holds nothing of this device
        said(desk, 'hvac', 'state lost')
    hvac.command('c1', Signal(TEMPERATURE, 24.5))
    hvac.shows(TEMPERATURE, 24.5)


@pytest.mark.skipif(not Path('/dev/full').exists(), reason='this system has no /dev/full')
def test_a_full_disk_is_said_and_the_device_works(desk: Desk, tmp_path: Path) -> None:
    (tmp_path / 'hvac.new').symlink_to('/dev/full')
    (tmp_path / 'hvac.json').mkdir()  # so that each attempt fails, not only the first
    hvac = SignalDevice(desk, 'hvac', f'state_folder:={tmp_path}')
    hvac.command('c1', Signal(TEMPERATURE, 24.5))
    hvac.shows(TEMPERATURE, 24.5)
    said(desk, 'hvac', 'state not kept')


def test_guard_and_assistant_say_that_they_begin_afresh(desk: Desk, tmp_path: Path) -> None:
    for node in ('guard', 'assistant'):
        (tmp_path / f'{node}.json').write_text('{"runs": true}')
        desk.run(f'{node}_node', f'state_folder:={tmp_path}')
        said(desk, node, 'started again: afresh')
