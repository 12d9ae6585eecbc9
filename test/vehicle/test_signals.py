from hypothesis import given
from hypothesis import strategies as st

from ipa_agents.vehicle.signals import Signal, SignalStore

SPEED = 'Vehicle.Speed'
GEAR = 'Vehicle.Powertrain.Transmission.SelectedGear'


def test_what_is_new_or_different_comes_back() -> None:
    store = SignalStore()
    assert store.update([Signal(SPEED, 1.0)], 1.0) == (Signal(SPEED, 1.0),)
    assert store.update([Signal(SPEED, 1.0)], 2.0) == ()
    assert store.update([Signal(SPEED, 3.0)], 3.0) == (Signal(SPEED, 3.0),)


def test_what_is_older_than_known_is_ignored() -> None:
    store = SignalStore()
    store.update([Signal(SPEED, 5.0)], 10.0)
    assert store.update([Signal(SPEED, 1.0)], 9.0) == ()
    assert store[SPEED] == 5.0


def test_initial_values_give_way_to_any_report() -> None:
    store = SignalStore({SPEED: 0.0})
    store.update([Signal(SPEED, 7.0)], 0.5)
    assert dict(store) == {SPEED: 7.0}


def test_what_was_reported_since() -> None:
    store = SignalStore({GEAR: 126})
    store.update([Signal(SPEED, 1.0)], 3.0)
    assert store.since(3.0) == {SPEED: 1.0}
    assert store.since(3.1) == {}
    assert store.since(0.0) == {GEAR: 126, SPEED: 1.0}


def test_what_was_known_since_stays_as_it_was() -> None:
    store = SignalStore({SPEED: 1.0}, 5.0)
    before = store.since(5.0)
    store.update([Signal(SPEED, 2.0), Signal(GEAR, 126)], 6.0)
    assert before == {SPEED: 1.0}
    assert store.since(5.0) == {SPEED: 2.0, GEAR: 126}


@given(st.lists(st.tuples(st.floats(0, 100), st.integers()), min_size=1))
def test_the_newest_report_wins_in_any_order(reports: list[tuple[float, int]]) -> None:
    store = SignalStore()
    for stamp, value in reports:
        store.update([Signal(SPEED, value)], stamp)
    newest = max(stamp for stamp, _ in reports)
    assert store[SPEED] == [value for stamp, value in reports if stamp == newest][-1]
