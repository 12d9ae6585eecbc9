import json

import pytest

from ipa_agents.errors import InvalidValue, RejectedCommand
from ipa_agents.vehicle.catalogue import Catalogue, load_catalogue
from ipa_agents.vehicle.devices import STUCK, Device, Mode
from ipa_agents.vehicle.signals import Signal

CATALOGUE: Catalogue = load_catalogue()
WINDOW = 'Vehicle.Cabin.Door.Row1.DriverSide.Window.Position'
LOCK = 'Vehicle.Cabin.Door.Row1.DriverSide.IsLocked'
COLOR = next(path for path, spec in CATALOGUE.signals.items() if spec.owner == 'body' and spec.type == 'string')


@pytest.fixture
def body() -> Device:
    return Device(CATALOGUE, 'body')


def test_a_device_owns_every_signal_of_its_owner_at_its_default(body: Device) -> None:
    assert body.values() == CATALOGUE.defaults('body')
    assert len(body.values()) > 100


def test_a_command_comes_true_in_time(body: Device) -> None:
    body.take([Signal(WINDOW, 30), Signal(LOCK, False)])
    assert body.values()[WINDOW] == 0
    body.step(1.0)
    assert 0 < body.values()[WINDOW] < 30
    body.step(5.0)
    assert (body.values()[WINDOW], body.values()[LOCK]) == (30, False)


def test_numbers_of_a_message_become_whole_where_the_signal_is(body: Device) -> None:
    body.take([Signal(WINDOW, 30.0)])
    body.step(5.0)
    assert type(body.values()[WINDOW]) is int


@pytest.mark.parametrize(
    ('signals', 'reason'),
    [
        ([], 'empty'),
        ([Signal('Vehicle.Warp', 1)], 'no signal'),
        ([Signal('Vehicle.' + 'x' * 100_000, 1)], 'no signal'),
        ([Signal('Vehicle.Speed', 1.0)], 'belongs to simulator'),
        ([Signal('Vehicle.Cabin.HVAC.IsAirConditioningActive', True)], 'belongs to hvac'),
        ([Signal(WINDOW, 101)], 'at most'),
        ([Signal(WINDOW, -1)], 'at least'),
        ([Signal(WINDOW, 30.5)], 'whole'),
        ([Signal(WINDOW, float('nan'))], 'finite'),
        ([Signal(WINDOW, float('inf'))], 'finite'),
        ([Signal(WINDOW, 'open')], 'number'),
        ([Signal(WINDOW, True)], 'number'),
        ([Signal(LOCK, 1)], 'true or false'),
        ([Signal(COLOR, 'ROUND')], 'one of'),
        ([Signal(WINDOW, 50), Signal(LOCK, 7)], 'true or false'),
    ],
)
def test_what_it_cannot_do_is_refused_as_a_whole(body: Device, signals: list[Signal], reason: str) -> None:
    with pytest.raises(RejectedCommand, match=reason) as caught:
        body.take(signals)
    body.step(10)
    assert body.values() == CATALOGUE.defaults('body')
    assert len(caught.value.reason) < 400
    assert caught.value.reason_zh


def test_a_stuck_part_is_refused_by_its_name_and_stops_where_it_is(body: Device) -> None:
    body.take([Signal(WINDOW, 100)])
    body.step(1.0)
    body.hear([Signal(STUCK, (WINDOW,))])
    there = body.values()[WINDOW]
    body.step(5.0)
    assert body.values()[WINDOW] == there
    with pytest.raises(RejectedCommand, match='window does not respond') as caught:
        body.take([Signal(LOCK, False), Signal(WINDOW, 0)])
    assert '车窗' in caught.value.reason_zh
    body.step(5.0)
    assert body.values()[LOCK] is True
    body.hear([Signal(STUCK, ())])
    body.take([Signal(WINDOW, 0)])
    body.step(5.0)
    assert body.values()[WINDOW] == 0


def test_broken_by_parameter_is_the_same(body: Device) -> None:
    body.broken = frozenset({LOCK})
    with pytest.raises(RejectedCommand, match='does not respond'):
        body.take([Signal(LOCK, False)])


def test_a_deaf_device_ignores_commands_without_a_word(body: Device) -> None:
    body.mode = Mode.DEAF
    body.take([Signal(LOCK, False)])
    body.step(10)
    assert body.values()[LOCK] is True


@pytest.mark.parametrize(('path', 'wish'), [(LOCK, True), (WINDOW, 100), (WINDOW, 0), (COLOR, None)])
def test_a_lying_device_shows_something_else(body: Device, path: str, wish: bool | int | None) -> None:
    body.mode = Mode.LYING
    value = CATALOGUE[path].allowed[-1] if wish is None else wish
    body.take([Signal(path, value)])
    body.step(10)
    assert body.values()[path] != value
    assert CATALOGUE.check(path, body.values()[path]) == body.values()[path]


def test_a_snapshot_goes_on_where_the_device_was_in_the_middle_of_a_move(body: Device) -> None:
    body.take([Signal(WINDOW, 100)])
    body.step(1)
    other = Device(CATALOGUE, 'body')
    other.restore(json.loads(json.dumps(body.snapshot())))
    assert other.values() == body.values() != CATALOGUE.defaults('body')
    other.step(60)
    assert other.values()[WINDOW] == 100


@pytest.mark.parametrize('wrong', [[500, 0], [0, 'open'], 'open', [1]])
def test_a_snapshot_that_is_wrong_in_one_place_changes_nothing(body: Device, wrong: object) -> None:
    with pytest.raises((InvalidValue, ValueError)):
        body.restore({LOCK: [False, False], WINDOW: wrong})
    assert body.values() == CATALOGUE.defaults('body')


def test_what_a_snapshot_has_of_another_catalogue_is_left_out(body: Device) -> None:
    body.restore({'Vehicle.Old': [1, 1], WINDOW: [50, 50]})
    assert body.values() == {**CATALOGUE.defaults('body'), WINDOW: 50}
