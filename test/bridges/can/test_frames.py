"""What frames say, by a DBC file and a file that maps its signals."""

import math
import shutil
import struct
from pathlib import Path
from typing import Any

import can
import cantools
import pytest

from ipa_agents.bridges.can.frames import Frames, Reading
from ipa_agents.config_files import config_folder
from ipa_agents.errors import ConfigError, InvalidValue
from ipa_agents.vehicle.catalogue import load_catalogue

FOLDER = config_folder() / 'bridges'
DATABASE: Any = cantools.database.load_file(FOLDER / 'demo.dbc')
GEAR = 'Vehicle.Powertrain.Transmission.CurrentGear'
BRAKE = 'Vehicle.Chassis.ParkingBrake.IsEngaged'
DOOR = 'Vehicle.Cabin.Door.Row1.DriverSide.IsOpen'
BATTERY = 'Vehicle.Powertrain.TractionBattery'
WHEELS = {
    f'Pressure{row}{side}': f'Vehicle.Chassis.Axle.{axle}.Wheel.{side}.Tire.Pressure'
    for row, axle in (('Front', 'Row1'), ('Rear', 'Row2'))
    for side in ('Left', 'Right')
}


def frame(name: str, data: bytes | None = None, **values: float | str) -> can.Message:
    message = DATABASE.get_message_by_name(name)
    everything = {signal.name: 0 for signal in message.signals if signal.multiplexer_ids is None} | values
    return can.Message(
        arbitration_id=message.frame_id,
        is_extended_id=message.is_extended_frame,
        data=message.encode(everything) if data is None else data,
    )


def read(sent: can.Message, *owners: str) -> Reading:
    reading = Frames(FOLDER / 'can.yaml', load_catalogue(), ('simulator', *owners)).read(sent)
    assert reading
    return reading


@pytest.mark.parametrize(
    ('sent', 'values'),
    [
        (
            frame('Motion', VehicleSpeed=49.99, YawRate=-12.5, LongitudinalAcceleration=-3.2),
            {
                'Vehicle.Speed': 49.99,
                'Vehicle.AngularVelocity.Yaw': -12.5,
                'Vehicle.Acceleration.Longitudinal': -3.2,
            },
        ),
        (frame('Gearbox', Gear='P', IsParkingBrakeSet=1), {GEAR: 126, BRAKE: True}),
        (frame('Gearbox', Gear='R'), {GEAR: -1, BRAKE: False}),
        (
            frame('Battery', StateOfCharge=55.5, Voltage=401.2, Current=-80.5, Temperature=-7),
            {
                f'{BATTERY}.StateOfCharge.Current': 55.5,
                f'{BATTERY}.CurrentVoltage': 401.2,
                f'{BATTERY}.CurrentCurrent': -80.5,
                f'{BATTERY}.Temperature.Average': -7.0,
            },
        ),
    ],
)
def test_a_frame_says_what_its_dbc_says(sent: can.Message, values: dict[str, Any]) -> None:
    reading = read(sent)
    assert reading.faults == ()
    assert reading.values == pytest.approx(values)
    assert {path: type(value) for path, value in reading.values.items()} == {p: type(v) for p, v in values.items()}


@pytest.mark.parametrize(('wheel', 'name'), enumerate(WHEELS))
def test_each_frame_of_a_multiplexed_message_says_its_part(wheel: int, name: str) -> None:
    assert read(frame('Tyres', Wheel=wheel, **{name: 2.45})).values == {WHEELS[name]: 245}


def test_what_a_device_owns_is_read_only_in_its_place() -> None:
    sent = frame('Doors', FrontLeftOpen=1)
    values = read(sent, 'body').values
    assert values[DOOR] is True
    assert len(values) == 5
    assert Frames(FOLDER / 'can.yaml', load_catalogue(), ('simulator',)).read(sent) is None


@pytest.mark.parametrize(
    ('sent', 'reason'),
    [
        (frame('Motion', b'\x01\x02'), 'Wrong data size: 2 instead of 8 bytes'),
        (frame('Motion', b''), 'Wrong data size: 0 instead of 8 bytes'),
        (frame('Tyres', b'\x09\x00\x00\x46'), 'expected multiplexer id 0, 1, 2 or 3, but got 9'),
    ],
)
def test_a_frame_that_cannot_be_is_refused(sent: can.Message, reason: str) -> None:
    with pytest.raises(InvalidValue, match=reason):
        read(sent)


@pytest.mark.parametrize(
    ('sent', 'fault', 'left'),
    [
        # All bits set: not available
        (frame('Motion', b'\xff\xff' + bytes(6)), 'Motion.VehicleSpeed: VehicleSpeed: must be within 0 and 300', 2),
        (frame('Gearbox', Gear='unknown'), f"Gearbox.Gear: {GEAR}: means nothing that is known (was 'unknown')", 1),
        (frame('Gearbox', b'\x07\x00'), f'Gearbox.Gear: {GEAR}: means nothing that is known', 1),
        (frame('Battery', b'\xff\xff' + bytes(6)), 'Battery.StateOfCharge: StateOfCharge: must be within 0 and 100', 3),
    ],
)
def test_a_signal_that_cannot_be_is_named_and_the_others_go_on(sent: can.Message, fault: str, left: int) -> None:
    reading = read(sent)
    assert [told.startswith(fault) for told in reading.faults] == [True]
    assert len(reading.values) == left


@pytest.mark.parametrize('number', [math.nan, math.inf])
@pytest.mark.parametrize('path', ['Vehicle.Speed', WHEELS['PressureFrontLeft']])
def test_a_number_that_is_none_is_named_whatever_type_it_should_be(tmp_path: Path, path: str, number: float) -> None:
    (tmp_path / 'float.dbc').write_text(
        'VERSION ""\nBO_ 1 Motion: 4 X\n SG_ Value : 0|32@1- (1,0) [0|0] "" X\nSIG_VALTYPE_ 1 Value : 1;\n'
    )
    file = tmp_path / 'can.yaml'
    file.write_text(f'dbc: float.dbc\nsignals: [{{message: Motion, signal: Value, path: {path}}}]\n')
    sent = can.Message(arbitration_id=1, is_extended_id=False, data=struct.pack('<f', number))
    reading = Frames(file, load_catalogue(), ('simulator',)).read(sent)
    assert reading
    assert reading.values == {}
    assert reading.faults == (f'Motion.Value: {path}: must be finite (was {number})',)


@pytest.mark.parametrize(
    'sent',
    [
        can.Message(arbitration_id=0x7FF, is_extended_id=False, data=bytes(8)),
        can.Message(arbitration_id=256, is_extended_id=True, data=bytes(8)),  # the number of another kind
        can.Message(arbitration_id=256, is_extended_id=False, is_remote_frame=True),
    ],
)
def test_frames_that_nobody_asked_for_say_nothing(sent: can.Message) -> None:
    assert Frames(FOLDER / 'can.yaml', load_catalogue(), ('simulator',)).read(sent) is None


def test_every_message_passes_the_filters_and_no_other() -> None:
    frames = Frames(FOLDER / 'can.yaml', load_catalogue(), ('simulator', 'body'))
    with can.Bus(interface='virtual', channel='filters', can_filters=frames.filters) as bus:
        sent = [frame('Motion'), frame('Gearbox'), frame('Doors'), frame('Belts'), frame('Battery')]
        assert all(bus._matches_filters(message) for message in sent)
        assert not bus._matches_filters(can.Message(arbitration_id=257, is_extended_id=False))


@pytest.mark.parametrize(
    ('entry', 'line', 'reason'),
    [
        ('{message: Wings, signal: Span, path: Vehicle.Speed}', 3, 'the DBC has no Wings'),
        ('{message: Motion, signal: Span, path: Vehicle.Speed}', 3, 'the DBC has no Span'),
        ('{message: Motion, signal: VehicleSpeed, path: Vehicle.Wings}', 3, 'unknown signal path: Vehicle.Wings'),
        (
            f'{{message: Gearbox, signal: Gear, path: {GEAR}, values: [{{theirs: P, ours: park}}]}}',
            3,
            'must be a number',
        ),
    ],
)
def test_a_file_that_is_wrong_is_told_by_its_line(tmp_path: Path, entry: str, line: int, reason: str) -> None:
    shutil.copy(FOLDER / 'demo.dbc', tmp_path)
    file = tmp_path / 'can.yaml'
    file.write_text(f'dbc: demo.dbc\nsignals:\n  - {entry}\n')
    with pytest.raises(ConfigError, match=reason) as raised:
        Frames(file, load_catalogue(), ('simulator',))
    assert raised.value.line == line


@pytest.mark.parametrize('text', [None, 'this is no DBC'])
def test_a_dbc_that_is_none_is_told(tmp_path: Path, text: str | None) -> None:
    if text:
        (tmp_path / 'car.dbc').write_text(text)
    file = tmp_path / 'can.yaml'
    file.write_text('dbc: car.dbc\nsignals: [{message: A, signal: B, path: Vehicle.Speed}]\n')
    with pytest.raises(ConfigError, match=r'car\.dbc cannot be read'):
        Frames(file, load_catalogue(), ('simulator',))
