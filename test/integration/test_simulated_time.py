"""A drive by a simulator's clock, as fast as the machine's and ten times as fast: both go the same way."""

import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from ros_files import desk

if TYPE_CHECKING:
    from desk import Desk

    from ipa_agents import msg

pytestmark = pytest.mark.ros
pytest.importorskip('rclpy')

__all__ = ['desk']

BEGAN = 1.7e9  # in November 2023
WAITS = 6.0  # s
DRIVE = f"""
title: {{en: A short way, zh: 一小段路}}
start: {{Vehicle.Cabin.HVAC.AmbientAirTemperature: 38}}
steps:
  - say: {{seat: row1_driver, text: Set the temperature to 21 degrees}}
    expect:
      outcome: DONE
      signals: {{Vehicle.Cabin.HVAC.Station.Row1.Driver.Temperature: {{equals: 21}}}}
    wait: {WAITS}
  - do: {{Vehicle.Speed: 20}}
    expect:
      signals: {{Vehicle.Speed: {{near: 20, tolerance: 3}}}}
      within: 20
"""


@contextmanager
def clock(factor: float) -> Iterator[None]:
    file = Path(__file__).parents[1] / 'support' / 'clock_process.py'
    process = subprocess.Popen([sys.executable, file, str(factor), str(BEGAN)])
    try:
        yield
    finally:
        process.kill()
        process.wait()


@pytest.mark.parametrize('factor', [1, 10])
def test_a_drive_goes_the_same_way_however_fast_its_time_goes(factor: float, desk: 'Desk', tmp_path: Path) -> None:
    from ipa_agents import msg
    from ipa_agents.nodes import qos
    from ipa_agents.nodes.messages import seconds

    reports = desk.listen('signals', msg.SignalArray, qos.SIGNALS)
    outcomes = desk.listen('outcome', msg.Outcome, qos.EVENTS)
    (tmp_path / 'drive.yaml').write_text(DRIVE, encoding='utf-8')
    command = [sys.executable, '-m', 'ipa_agents.cli.main', 'up', '--use-sim-time', '--no-page', '--drive']
    with clock(factor):
        ran = subprocess.run([*command, tmp_path / 'drive.yaml'], capture_output=True, text=True, timeout=300)
    assert ran.returncode == 0, ran.stdout + ran.stderr
    assert [outcome.status for outcome in outcomes] == [msg.Outcome.DONE]
    told = [seconds(message.header.stamp) for message in (*reports, *outcomes) if message.header.stamp.sec]
    assert min(told) >= BEGAN, 'all of it is by the clock that was published'
    began, done = _rolls(reports), seconds(outcomes[0].header.stamp)
    assert WAITS <= began - done < 45, 'who waits in a drive waits in its time: at ten times the speed, not for 60 s'


def _rolls(reports: 'Sequence[msg.SignalArray]') -> float:
    """When the car was seen to move first."""
    from ipa_agents.nodes.messages import seconds

    return next(
        seconds(report.header.stamp)
        for report in reports
        if any(signal.path == 'Vehicle.Speed' and signal.number > 1 for signal in report.signals)
    )


def test_a_car_without_the_clock_by_which_it_is_to_go_is_refused(tmp_path: Path) -> None:
    (tmp_path / 'drive.yaml').write_text(DRIVE, encoding='utf-8')
    command = [sys.executable, '-m', 'ipa_agents.cli.main', 'drive', '--use-sim-time', tmp_path / 'drive.yaml']
    ran = subprocess.run(command, capture_output=True, text=True, timeout=300)
    assert ran.returncode == 2
    assert ran.stderr == 'ipa: nobody publishes /clock, by which the time of the car goes\n'
