"""A catalogue that is wrong is refused with file, line and reason; what is right is found by path and by alias."""

from pathlib import Path

import pytest

from ipa_agents.errors import ConfigError, InvalidValue, UnknownSignal
from ipa_agents.vehicle.catalogue import Catalogue, load_catalogue

HEAD = 'defaults: {owner: body, risk: comfort, driving: any, rights: cabin, takes: 1}\nfunctions:\n'
LAMP = """\
  - id: some.lamp
    path: Vehicle.Lamp
    type: boolean
    names: {en: [lamp], zh: [灯]}
    verbs: switch
"""
BLIND = """\
  - id: some.blind
    path: Vehicle.{row}.{side}.Blind
    type: integer
    unit: percent
    minimum: 0
    maximum: 100
    step: 10
    default: 50
    on: 100
    off: 0
    names: {en: [blind], zh: [帘子]}
    verbs: open
    zones: [row1_driver, row1_passenger]
"""
COLOUR = """\
  - id: some.colour
    path: Vehicle.Colour
    type: string
    default: RED
    allowed:
      RED: {en: [red], zh: [红色]}
      BLUE: {en: [blue], zh: [蓝色]}
    names: {en: [colour], zh: [颜色]}
    verbs: choose
"""
SENSORS = """\
signals:
  - path: Vehicle.Speed
    owner: simulator
    type: float
    unit: km/h
    minimum: 0
    default: 0
  - {path: 'Vehicle.Seat.{row}.{side}.IsBelted', owner: simulator, type: boolean, zones: [row1_driver, row2_driver]}
"""
ALIASES = (
    'aliases:\n  Vehicle.Old.Velocity: Vehicle.Speed\n  Vehicle.{row}.{side}.Curtain: Vehicle.{row}.{side}.Blind\n'
)


def _load(folder: Path, *files: str) -> Catalogue:
    for number, text in enumerate(files):
        (folder / f'{number}.yaml').write_text(text, encoding='utf-8')
    return load_catalogue(folder)


def _error(folder: Path, *files: str) -> ConfigError:
    with pytest.raises(ConfigError) as caught:
        _load(folder, *files)
    assert caught.value.file == str(folder / f'{len(files) - 1}.yaml')
    return caught.value


def _line(text: str, part: str) -> int:
    return text[: text.index(part)].count('\n') + 1


@pytest.fixture
def small(tmp_path: Path) -> Catalogue:
    return _load(tmp_path, HEAD + LAMP + BLIND + COLOUR, SENSORS, ALIASES)


def test_a_function_takes_from_the_defaults_what_it_does_not_say(tmp_path: Path) -> None:
    function = _load(tmp_path, HEAD + LAMP + '    risk: risky\n').functions['some.lamp']
    assert (function.owner, function.risk, function.rights, function.takes) == ('body', 'risky', 'cabin', 1)


def test_a_boolean_is_off_unless_it_says_otherwise(small: Catalogue) -> None:
    lamp = small.functions['some.lamp']
    assert (lamp.default, lamp.on, lamp.off) == (False, True, False)


def test_each_zone_is_a_signal(small: Catalogue) -> None:
    assert small['Vehicle.Row1.Passenger.Blind'].zone == 'row1_passenger'
    assert small['Vehicle.Seat.Row2.Driver.IsBelted'].zone == 'row2_driver'
    assert 'Vehicle.Row2.Driver.Blind' not in small.signals


def test_only_what_a_function_writes_is_an_actuator(small: Catalogue) -> None:
    assert small['Vehicle.Lamp'].is_actuator
    assert not small['Vehicle.Speed'].is_actuator


def test_values_of_the_file_have_the_type_of_the_signal(small: Catalogue) -> None:
    assert type(small['Vehicle.Speed'].default) is float


def test_defaults_by_owner(small: Catalogue) -> None:
    assert small.defaults('simulator') == {'Vehicle.Speed': 0.0}
    assert small.defaults()['Vehicle.Row1.Driver.Blind'] == 50
    assert set(small.defaults('body')) == {
        'Vehicle.Lamp', 'Vehicle.Colour', 'Vehicle.Row1.Driver.Blind', 'Vehicle.Row1.Passenger.Blind'
    }  # fmt: skip


def test_check_by_path(small: Catalogue) -> None:
    assert small.check('Vehicle.Row1.Driver.Blind', 20) == 20
    with pytest.raises(InvalidValue, match=r'Vehicle\.Row1\.Driver\.Blind: must be at most 100 percent'):
        small.check('Vehicle.Row1.Driver.Blind', 120)


def test_an_alias_is_the_signal_that_it_means(small: Catalogue) -> None:
    assert small['Vehicle.Old.Velocity'] is small['Vehicle.Speed']
    assert small.check('Vehicle.Row1.Driver.Curtain', 10) == 10
    assert 'Vehicle.Row2.Driver.Curtain' not in small.aliases


@pytest.mark.parametrize('path', ['Vehicle.Nothing', '', 'Vehicle', 'vehicle.speed', 'Vehicle.{row}.{side}.Blind'])
def test_an_unknown_path(small: Catalogue, path: str) -> None:
    with pytest.raises(UnknownSignal) as caught:
        small.check(path, 1)
    assert caught.value.path == path


def test_two_functions_may_share_a_signal(tmp_path: Path) -> None:
    heat = LAMP.replace('boolean', 'integer\n    minimum: 0\n    maximum: 100\n    default: 0')
    cold = heat.replace('some.lamp', 'some.cold').replace('lamp', 'cold').replace('灯', '冷')
    cold = cold.replace('minimum: 0', 'minimum: -100').replace('maximum: 100', 'maximum: 0\n    sign: -1')
    spec = _load(tmp_path, HEAD + heat + cold)['Vehicle.Lamp']
    assert (spec.minimum, spec.maximum, spec.check(-50), spec.check(50)) == (-100, 100, -50, 50)
    assert [function.id for function in spec.functions] == ['some.lamp', 'some.cold']


@pytest.mark.parametrize(
    ('old', 'new', 'at', 'reason'),
    [
        ('verbs: switch', 'verbs: switch\n    colour: red', 'id: some.lamp', 'colour'),
        ('    verbs: switch\n', '', 'id: some.lamp', "'verbs' is a required property"),
        ('type: boolean', 'type: bool', 'type: bool', "'bool' is not one of"),
        ('path: Vehicle.Lamp', 'path: Lamp', 'path: Lamp', 'does not match'),
        ('id: some.lamp', 'id: lamp', 'id: lamp', 'does not match'),
        ('[灯]', '[]', 'names:', 'zh'),
        (', zh: [灯]', '', 'names:', "'zh' is a required property"),
        ('en: [lamp]', 'en: [lamp, lamp]', 'names:', 'non-unique'),
        ('unit: percent', 'unit: furlong', 'unit: furlong', 'furlong'),
        ('minimum: 0', 'minimum: none', 'minimum: none', "'none' is not of type 'number'"),
        ('minimum: 0', 'minimum: 100', 'minimum: 100', 'the minimum must be less than the maximum'),
        ('    minimum: 0\n', '', 'id: some.blind', 'a number needs a minimum and a maximum'),
        ('default: 50', 'default: 110', 'default: 110', 'must be at most 100 percent'),
        ('default: 50', 'default: 55', 'default: 55', 'a multiple of the step'),
        ('default: 50', 'default: true', 'default: true', 'must be a number'),
        ('    default: 50\n', '', 'id: some.blind', 'needs a default'),
        ('on: 100', 'on: open', 'on: open', 'must be a number'),
        ('off: 0', 'off: -10', 'off: -10', 'must be at least 0 percent'),
        ('.{row}.{side}', '.Row1', 'id: some.blind', 'zones and the placeholders of the path must go together'),
        ('.{row}.{side}', '.{row}', 'id: some.blind', 'two zones share one path'),
        ('.{row}.{side}', '.{row}.{wheel}', 'path: Vehicle.{row}.{wheel}', 'does not match'),
        ('verbs: switch', 'verbs: switch\n    rights: zone', 'id: some.lamp', 'rights by zone need zones'),
        ('row1_passenger]', 'row3_driver]', 'zones:', 'row3_driver'),
        ('default: RED', 'default: GREEN', 'default: GREEN', 'must be one of RED, BLUE'),
        ('en: [blue]', 'en: [Red]', 'allowed:', "two values are called 'red'"),
        ('id: some.colour', 'id: some.lamp', 'id: some.lamp\n    path: Vehicle.Colour', 'some.lamp stands twice'),
        ('path: Vehicle.Colour', 'path: Vehicle.Lamp', 'id: some.colour', 'stands twice with another type'),
    ],
)  # fmt: skip
def test_a_mistake_in_a_function(tmp_path: Path, old: str, new: str, at: str, reason: str) -> None:
    text = HEAD + LAMP + BLIND + COLOUR
    assert text.count(old) >= 1
    text = text.replace(old, new, 1)
    error = _error(tmp_path, text)
    assert reason in error.reason
    assert error.line == _line(text, at)


@pytest.mark.parametrize(
    ('old', 'new', 'at', 'reason'),
    [
        ('owner: simulator', 'owner: nobody', 'owner: nobody', "'nobody' is not one of"),
        ('minimum: 0', 'minimum: 5', 'default: 0', 'must be at least 5 km/h'),
        ('minimum: 0', 'minimum: 0\n    maximum: 0', 'minimum: 0', 'the minimum must be less than the maximum'),
        ('IsBelted', 'IsBelted.{wheel}', '{path', 'does not match'),
        ('.{row}.{side}', '', '{path', 'zones and the placeholders'),
        ("Seat.{row}.{side}.IsBelted'", "Speed'", '{path', 'zones and the placeholders'),
        (', zones: [row1_driver, row2_driver]', '', '{path', 'zones and the placeholders'),
    ],
)
def test_a_mistake_in_a_sensor(tmp_path: Path, old: str, new: str, at: str, reason: str) -> None:
    assert SENSORS.count(old) >= 1
    text = SENSORS.replace(old, new, 1)
    error = _error(tmp_path, text)
    assert reason in error.reason
    assert error.line == _line(text, at)


def test_a_sensor_that_a_function_writes(tmp_path: Path) -> None:
    error = _error(tmp_path, HEAD + LAMP, 'signals:\n- {path: Vehicle.Lamp, owner: simulator, type: boolean}\n')
    assert (error.line, error.reason) == (2, 'the signal Vehicle.Lamp stands twice')


@pytest.mark.parametrize(('old', 'new'), [('[light]', '[light,  LAMP ]'), ('[光]', '[光, 灯]')])
def test_a_name_that_two_functions_have(tmp_path: Path, old: str, new: str) -> None:
    other = (
        LAMP.replace('some.lamp', 'some.light')
        .replace('Lamp', 'Light')
        .replace('[lamp]', '[light]')
        .replace('灯', '光')
    )
    text = HEAD + LAMP + other.replace(old, new)
    error = _error(tmp_path, text)
    assert error.reason.startswith('some.light and some.lamp are both called')
    assert error.line == _line(text, 'names: {en: [light')


def test_other_verbs_tell_functions_of_one_name_apart(tmp_path: Path) -> None:
    lock = LAMP.replace('some.lamp', 'some.lock').replace('Lamp', 'Lock').replace('verbs: switch', 'verbs: lock')
    assert list(_load(tmp_path, HEAD + LAMP + lock).functions) == ['some.lamp', 'some.lock']


def test_a_shared_signal_with_another_default(tmp_path: Path) -> None:
    other = (
        LAMP.replace('some.lamp', 'some.light').replace('[lamp]', '[light]').replace('灯', '光') + '    default: true\n'
    )
    assert 'another default' in _error(tmp_path, HEAD + LAMP + other).reason


def test_functions_without_defaults(tmp_path: Path) -> None:
    assert "'defaults' is a dependency of 'functions'" in _error(tmp_path, 'functions:\n' + LAMP).reason


def test_an_alias_to_nowhere(tmp_path: Path) -> None:
    error = _error(tmp_path, SENSORS, 'aliases:\n  Vehicle.A: Vehicle.Speed\n  Vehicle.Old: Vehicle.Gone\n')
    assert (error.line, error.reason) == (3, 'Vehicle.Old is an alias of no signal')


def test_an_alias_that_is_a_signal(tmp_path: Path) -> None:
    error = _error(tmp_path, SENSORS + HEAD + LAMP, 'aliases: {Vehicle.Lamp: Vehicle.Speed}\n')
    assert (error.line, error.reason) == (1, 'Vehicle.Lamp is a signal itself')


def test_an_alias_of_itself(tmp_path: Path) -> None:
    assert 'is a signal itself' in _error(tmp_path, SENSORS, 'aliases: {Vehicle.Speed: Vehicle.Speed}\n').reason


def test_an_alias_with_an_unknown_placeholder(tmp_path: Path) -> None:
    assert 'does not match' in _error(tmp_path, SENSORS, "aliases: {'Vehicle.{x}.Old': Vehicle.Speed}\n").reason


def test_a_folder_without_a_catalogue(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match='no catalogue file') as caught:
        load_catalogue(tmp_path)
    assert caught.value.file == str(tmp_path)
