from pathlib import Path

import pytest

from ipa_agents.config_files import config_folder
from ipa_agents.errors import ConfigError
from ipa_agents.language import Words
from ipa_agents.vehicle.catalogue import Catalogue, SignalSpec
from ipa_agents.vehicle.drive import Answer, Condition, Expectation, Speech, load_drive
from ipa_agents.vehicle.exchange import Status
from ipa_agents.vehicle.signals import Signal

SPEED = 'Vehicle.Speed'
BELT = 'Vehicle.Cabin.Seat.Row1.DriverSide.IsBelted'
FAN = 'Vehicle.Cabin.HVAC.Station.Row1.Driver.FanSpeed'
CATALOGUE = Catalogue(
    {},
    {
        SPEED: SignalSpec(SPEED, 'simulator', 'float', minimum=0, maximum=250),
        BELT: SignalSpec(BELT, 'simulator', 'boolean'),
        FAN: SignalSpec(FAN, 'hvac', 'integer', minimum=0, maximum=100),
    },
    {},
)
GOOD = """\
title: {en: Out, zh: 出门}
seed: 3
start: {Vehicle.Speed: 0}
steps:
  - note: {en: It rolls., zh: 开了。}
    do: {Vehicle.Speed: 50, Vehicle.Cabin.Seat.Row1.DriverSide.IsBelted: true}
    say: {seat: row2_driver, text: 风量大一点, locale: zh}
    expect:
      signals: {Vehicle.Cabin.HVAC.Station.Row1.Driver.FanSpeed: {above: 20, below: 80}}
      say: {contains: [好的, done]}
      outcome: DONE
      rule: cb-005
      within: 8
    wait: 2
  - say: {seat: row1_driver, text: mm}
    expect: {silent: true}
"""


def written(folder: Path, text: str) -> Path:
    file = folder / 'drive.yaml'
    file.write_text(text, encoding='utf-8')
    return file


def test_a_drive_is_read_in_order(tmp_path: Path) -> None:
    drive = load_drive(written(tmp_path, GOOD), CATALOGUE)
    first, second = drive.steps
    assert (drive.title, drive.seed, drive.start) == (Words('Out', '出门'), 3, (Signal(SPEED, 0.0),))
    assert first.note == Words('It rolls.', '开了。')
    assert first.do == (Signal(SPEED, 50.0), Signal(BELT, True))
    assert first.say == Speech('row2_driver', '风量大一点', 'zh')
    assert first.expect == Expectation(
        {FAN: Condition(above=20, below=80)}, Answer(('好的', 'done')), Status.DONE, 'cb-005', within=8
    )
    assert (first.line, first.wait) == (5, 2.0)
    assert second.say == Speech('row1_driver', 'mm')
    assert second.expect == Expectation(silent=True)
    assert second.line == 15


def test_what_becomes_of_the_model_is_read(tmp_path: Path) -> None:
    rough = GOOD + '  - {needs: model, model: slow, expect: {brain: reflex, model: away}}\n'
    drive = load_drive(written(tmp_path, rough), CATALOGUE)
    assert drive.troubles_model
    step = drive.steps[-1]
    assert (step.needs_model, step.model) == (True, 'slow')
    assert step.expect == Expectation(brain='reflex', model='away')
    assert not load_drive(written(tmp_path, GOOD), CATALOGUE).troubles_model


@pytest.mark.parametrize(
    ('good', 'bad', 'line', 'reason'),
    [
        ('  - note:', '  - nota:', 5, 'nota'),
        ('Vehicle.Speed: 50', 'Vehicle.Sped: 50', 6, 'unknown signal path: Vehicle.Sped'),
        ('Vehicle.Speed: 50', 'Vehicle.Speed: 900', 6, 'at most 250'),
        ('Vehicle.Speed: 50', 'Vehicle.Speed: .nan', 6, 'must be a number'),
        ('Vehicle.Speed: 50', 'Vehicle.Speed: fast', 6, 'must be a number'),
        ('Vehicle.Speed: 50', f'{FAN}: 50', 6, 'not owned by the simulator'),
        ('Vehicle.Speed: 0', 'Vehicle.Spd: 0', 3, 'unknown signal path'),
        ('row2_driver', 'roof', 7, 'roof'),
        ('above: 20', 'about: 20', 9, 'about'),
        (f'{FAN}: {{above', 'Vehicle.Fan: {above', 9, 'unknown signal path: Vehicle.Fan'),
        ('contains: [好的, done]', "pattern: '('", 10, 'no regular expression'),
        ('outcome: DONE', 'outcome: FINE', 11, 'FINE'),
        ('silent: true', 'silent: true, outcome: DONE', 16, 'outcome'),
        ('title:', 'titel:', 1, 'titel'),
        ('seed: 3', 'seed: 3\nseed: 4', 3, 'stands twice'),
        ('seed: 3', 'seed: [3', 3, ''),
    ],
)
def test_a_mistake_is_named_with_file_line_and_reason(
    tmp_path: Path, good: str, bad: str, line: int, reason: str
) -> None:
    assert good in GOOD
    file = written(tmp_path, GOOD.replace(good, bad, 1))
    with pytest.raises(ConfigError, match=r'drive\.yaml') as caught:
        load_drive(file, CATALOGUE)
    assert caught.value.line == line
    assert reason in caught.value.reason


def test_an_unknown_name_lists_the_drives_there_are() -> None:
    with pytest.raises(ConfigError, match='hello_car'):
        load_drive('no_such_drive', CATALOGUE)


def test_a_missing_file_is_a_config_error(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match='cannot be read'):
        load_drive(tmp_path / 'none.yaml', CATALOGUE)


@pytest.mark.parametrize('name', [file.stem for file in (config_folder() / 'drives').glob('*.yaml')])
def test_every_shipped_drive_loads(name: str) -> None:
    assert load_drive(name).steps


@pytest.mark.parametrize(
    ('condition', 'value', 'holds'),
    [
        (Condition(equals=True), True, True),
        (Condition(equals=True), 1, False),
        (Condition(equals=1), True, False),
        (Condition(equals='UP'), 'UP', True),
        (Condition(above=3), 3, False),
        (Condition(above=3, below=5), 4, True),
        (Condition(above=3, below=5), 5, False),
        (Condition(near=30, tolerance=2), 31.9, True),
        (Condition(near=30, tolerance=2), 32.1, False),
        (Condition(near=30), 'thirty', False),
        (Condition(above=0), True, False),
        (Condition(equals=1), None, False),
    ],
)
def test_conditions(condition: Condition, value: bool | float | str | None, holds: bool) -> None:
    assert condition.holds(value) is holds


@pytest.mark.parametrize(
    ('answer', 'text', 'holds'),
    [
        (Answer(('twenty', '21')), 'It is 21 now.', True),
        (Answer(('OKAY',)), 'okay, done', True),
        (Answer(('no',)), 'Yes', False),
        (Answer(pattern=r'\d+ km'), 'Still 212 km.', True),
        (Answer(('range',), r'\d+ km'), 'Still 212 km.', False),
    ],
)
def test_answers(answer: Answer, text: str, holds: bool) -> None:
    assert answer.holds(text) is holds
