"""What comes too often is given at its pace."""

from ipa_agents.bridges.pace import Pace


def test_the_first_after_a_pause_is_given_at_once() -> None:
    taken: list[object] = []
    pace = Pace(taken.append)
    pace.put({'a': 1})
    assert taken == [{'a': 1}]
    pace.tick()
    pace.put({'a': 2})
    assert taken == [{'a': 1}, {'a': 2}]


def test_what_comes_in_between_waits_for_the_tick_and_of_each_the_newest_is_kept_last() -> None:
    taken: list[list[tuple[str, int]]] = []
    pace = Pace(lambda values: taken.append(list(values.items())))
    for values in ({'a': 1}, {'a': 2}, {'b': 1}, {'a': 3}):
        pace.put(values)
    assert taken == [[('a', 1)]]
    pace.tick()
    assert taken == [[('a', 1)], [('b', 1), ('a', 3)]]
    pace.put({'a': 4})
    assert len(taken) == 2, 'that was no pause'
    pace.tick()
    assert taken[2:] == [[('a', 4)]]


def test_nothing_is_given_of_what_was_dropped_and_of_nothing() -> None:
    taken: list[object] = []
    pace = Pace(taken.append)
    for value in (1, 2):
        pace.put({'a': value})
    pace.drop()
    pace.tick()
    pace.tick()
    assert taken == [{'a': 1}]
    pace.put({'a': 3})
    assert taken == [{'a': 1}, {'a': 3}]
