from collections.abc import Iterator, Sequence

from ipa_agents.cabin.events import Stage
from ipa_agents.cabin.settled_turns import settled_turns


def stage(turn: str, name: str, **detail: object) -> Stage:
    return Stage(turn, 'assistant', name, detail, 1.0, 1.0)


class Clock:
    def __init__(self) -> None:
        self.now = 0.0

    def batches(self, *timed: tuple[float, list[Stage]]) -> Iterator[Sequence[Stage]]:
        for self.now, batch in timed:
            yield batch


def settled(*timed: tuple[float, list[Stage]]) -> list[tuple[str, bool]]:
    clock = Clock()
    turns = settled_turns(clock.batches(*timed), lambda: clock.now)
    return [(turn.turn_id, turn.is_over) for turn in turns]


def test_a_turn_comes_once_a_moment_after_its_end() -> None:
    clock = Clock()
    said = stage('a', 'said', is_last=True)
    turns = settled_turns(
        clock.batches((0, [stage('a', 'heard')]), (1, []), (2, [said]), (2.1, []), (3, []), (4, [said])),
        lambda: clock.now,
    )
    assert next(turns).turn_id == 'a'
    assert clock.now == 3
    assert list(turns) == []


def test_what_comes_right_after_the_end_belongs_to_it() -> None:
    clock = Clock()
    said, late = stage('a', 'said', is_last=True), Stage('a', 'guard', 'outcome', {}, 1.0, 1.0)
    [turn] = settled_turns(clock.batches((0, [said]), (0.3, [late]), (1, [])), lambda: clock.now)
    assert len(turn.bars) == 2


def test_a_turn_without_an_end_comes_when_it_is_given_up() -> None:
    assert settled((0, [stage('a', 'heard')]), (29, [stage('b', 'heard')]), (31, [])) == [('a', False), ('b', False)]


def test_at_the_end_of_a_recording_all_turns_come() -> None:
    assert settled((0, [stage('a', 'heard'), stage('b', 'said', is_last=True)])) == [('a', False), ('b', True)]


def test_of_a_long_recording_that_is_read_at_once_no_turn_is_lost() -> None:
    numbers = [str(number) for number in range(500)]
    stages = [
        Stage(number, 'assistant', name, {'is_last': True}, 1.0, 10.0 * int(number))
        for number in numbers
        for name in ('heard', 'said')
    ]
    assert [turn.turn_id for turn in settled_turns([stages])] == numbers
