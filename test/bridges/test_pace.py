"""What comes too often is given at its pace."""

from collections.abc import Callable, Mapping
from typing import Any

import pytest

from ipa_agents.bridges.pace import Pace


class Given:
    """What a pace has given, in a thread that does what it is asked when `run` is called."""

    def __init__(self) -> None:
        self.taken: list[list[tuple[str, int]]] = []
        self._asked: list[Callable[[], None]] = []
        self.pace = Pace(self._asked.append, self._take)

    def run(self) -> None:
        while self._asked:
            self._asked.pop(0)()

    def _take(self, values: Mapping[Any, Any]) -> None:
        self.taken.append(list(values.items()))


@pytest.fixture
def given() -> Given:
    return Given()


def test_the_first_after_a_pause_is_given_at_once(given: Given) -> None:
    given.pace.put({'a': 1})
    given.run()
    assert given.taken == [[('a', 1)]]
    given.pace.tick()
    given.pace.put({'a': 2})
    given.run()
    assert given.taken == [[('a', 1)], [('a', 2)]]


def test_what_comes_in_between_waits_for_the_tick_and_of_each_the_newest_is_kept_last(given: Given) -> None:
    for values in ({'a': 1}, {'a': 2}, {'b': 1}, {'a': 3}):
        given.pace.put(values)
        given.run()
    assert given.taken == [[('a', 1)]]
    given.pace.tick()
    assert given.taken == [[('a', 1)], [('b', 1), ('a', 3)]]
    given.pace.put({'a': 4})
    given.run()
    assert len(given.taken) == 2, 'that was no pause'
    given.pace.tick()
    assert given.taken[2:] == [[('a', 4)]]


def test_a_thread_that_is_busy_is_asked_once_and_given_all(given: Given) -> None:
    for values in ({'a': 1}, {'b': 1}):
        given.pace.put(values)
    given.run()
    assert given.taken == [[('a', 1), ('b', 1)]]


def test_nothing_is_given_of_what_was_dropped_and_of_nothing(given: Given) -> None:
    given.pace.put({'a': 1})
    given.pace.drop()
    given.run()
    given.pace.tick()
    assert given.taken == []
    given.pace.put({'a': 2})
    given.run()
    assert given.taken == [[('a', 2)]]
