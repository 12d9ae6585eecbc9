"""`ipa consumption` from a recording; driving the simulated car is tested with the consumption itself."""

from pathlib import Path

import pytest
import yaml
from exact_drives import TRUE, drive
from recordings import note, recorded, sent

from ipa_agents.cli.main import main
from ipa_agents.config_files import load_yaml
from ipa_agents.recording.records import Record
from ipa_agents.travel.charging.drive_log import Moment
from ipa_agents.vehicle.signals import Signal

BATTERY = 'Vehicle.Powertrain.TractionBattery'


def report(moment: Moment) -> Record:
    from ipa_agents import msg
    from ipa_agents.nodes.messages import signal_message

    values = {
        'Vehicle.TripDuration': moment.seconds,
        'Vehicle.Speed': 3.6 * moment.speed,
        'Vehicle.TraveledDistance': moment.way,
        'Vehicle.CurrentLocation.Altitude': moment.height,
        f'{BATTERY}.StateOfCharge.CurrentEnergy': moment.energy / 3.6e6,
        'Vehicle.Exterior.AirTemperature': moment.outside,
        'Vehicle.Cabin.HVAC.AmbientAirTemperature': moment.cabin,
    }
    signals = [signal_message(Signal(path, float(value))) for path, value in values.items()]
    return sent('/car/signals', msg.SignalArray(source='simulator', signals=signals), moment.seconds)


@pytest.mark.ros
def test_a_recorded_drive_tells_the_coefficients(tmp_path: Path) -> None:
    file = recorded(tmp_path / 'drive.mcap', *map(report, drive(20, None, 600)))
    written = tmp_path / 'car.yaml'
    assert main(['consumption', str(file), '--write', str(written)]) == 0
    found = load_yaml(written, 'consumption').data
    assert found['rolling'] == pytest.approx(TRUE.rolling, rel=0.05)
    assert found['inertia'] == pytest.approx(TRUE.inertia, rel=0.05)
    shipped = yaml.safe_load(Path('config/electric/consumption.yaml').read_text(encoding='utf-8'))
    assert found['heating'] == shipped['heating']
    assert written.read_text(encoding='utf-8').startswith('# Made by `ipa consumption drive.mcap`')


@pytest.mark.ros
def test_a_recording_without_signals_or_too_short_is_refused(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(['consumption', str(recorded(tmp_path / 'notes.mcap', note(0, 'hello')))]) == 2
    assert 'holds no /car/signals' in capsys.readouterr().err
    short = recorded(tmp_path / 'short.mcap', *map(report, drive(20, None, 100)))
    assert main(['consumption', str(short)]) == 2
    assert 'too short' in capsys.readouterr().err
