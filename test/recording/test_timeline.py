from dataclasses import replace

from recordings import NOON, NOTE, note

from ipa_agents.recording.records import Quality, Record
from ipa_agents.recording.timeline import Cut, Pace, excerpt

STATE = replace(NOTE, topic='/car/state', quality=Quality(is_latched=True, depth=1))


def seconds(records: list[Record]) -> list[float]:
    return [(record.time - NOON) / 1e9 for record in records]


def test_a_part_is_cut_out() -> None:
    records = [note(second, '') for second in range(10)]
    assert seconds(list(excerpt(records, NOON, Cut(2, 4)))) == [2, 3, 4]
    assert seconds(list(excerpt(records, NOON, Cut()))) == list(range(10))


def test_a_part_begins_with_the_states_from_before() -> None:
    told = [replace(note(second, str(second)), channel=STATE) for second in range(3)]
    part = list(excerpt([*told, note(2.5, 'said'), note(6, 'in it')], NOON, Cut(5)))
    assert seconds(part) == [5, 6]
    assert [part[0].channel, part[0].data] == [STATE, told[-1].data]


def test_states_from_before_are_played_though_nothing_follows() -> None:
    state = replace(note(1, 'state'), channel=STATE)
    assert seconds(list(excerpt([state], NOON, Cut(5)))) == [5]


class Clock:
    def __init__(self) -> None:
        self.now = 0.0
        self.slept: list[float] = []

    def sleep(self, seconds: float) -> None:
        self.slept.append(seconds)
        self.now += seconds


def paced(speed: float, *times: float) -> list[float]:
    clock = Clock()
    pace = Pace(NOON, speed, clock.sleep, lambda: clock.now)
    for time in times:
        pace.wait(note(time, ''))
    return clock.slept


def test_messages_keep_their_distance() -> None:
    assert paced(1, 0, 1, 1.5, 3.5) == [1, 0.5, 2]


def test_a_speed_shortens_every_distance() -> None:
    assert paced(4, 0, 1, 3) == [0.25, 0.5]


def test_a_clock_that_was_set_back_makes_nobody_wait() -> None:
    assert paced(1, 2, -3600, 3) == [2, 1]
