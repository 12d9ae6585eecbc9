from datetime import datetime

import pytest
from flat_earth import START, FlatEarth, place

from ipa_agents.travel.trips.timetable import Problem, timetable
from ipa_agents.travel.trips.trip import Stop, Trip


def at(hour: int, minute: int = 0, day: int = 20) -> float:
    return datetime(2026, 11, day, hour, minute).timestamp()  # the 20th is a Friday


DINNER = Stop('dinner', place('Olive', 'restaurant', 6_000.0, 'opening_hours=Mo-Su 18:00-22:00'), 5400.0)
FILM = Stop('film', place('Rex', 'cinema', 12_000.0), 7200.0)


def test_each_stop_follows_the_one_before() -> None:
    dinner, film = timetable(Trip((DINNER, FILM)), START, at(18, 30), FlatEarth())
    assert dinner.arrival == pytest.approx(at(18, 40), abs=5)
    assert dinner.ends == pytest.approx(at(20, 10), abs=5)
    assert film.arrival == pytest.approx(at(20, 20), abs=5)
    assert film.leg.metres == pytest.approx(6000, rel=0.01)
    assert dinner.problems == film.problems == ()


def test_the_car_leaves_in_time_for_what_begins_first() -> None:
    booked = Stop('dinner', DINNER.place, 5400.0, begins=at(20))
    (dinner,) = timetable(Trip((booked,)), START, at(18), FlatEarth())
    assert dinner.arrival == pytest.approx(at(19, 55), abs=5)
    assert dinner.starts == at(20)


def test_the_car_leaves_when_people_want_to() -> None:
    (dinner,) = timetable(Trip((DINNER,), leaves=at(19)), START, at(18), FlatEarth())
    assert dinner.arrival == pytest.approx(at(19, 10), abs=5)
    (late,) = timetable(Trip((DINNER,), leaves=at(17)), START, at(18), FlatEarth())
    assert late.arrival == pytest.approx(at(18, 10), abs=5)


def test_who_comes_late_is_told_by_how_much() -> None:
    film = Stop('film', FILM.place, 7200.0, begins=at(20))
    _, there = timetable(Trip((DINNER, film)), START, at(18, 30), FlatEarth())
    (problem,) = there.problems
    assert problem.code == 'late'
    assert problem.seconds == pytest.approx(20 * 60, abs=10)


def test_people_wait_a_while_for_a_place_to_open_and_no_longer() -> None:
    (dinner,) = timetable(Trip((DINNER,)), START, at(17, 30), FlatEarth())
    assert dinner.starts == at(18)
    assert dinner.problems == ()
    (early,) = timetable(Trip((DINNER,)), START, at(15, 50), FlatEarth())
    (problem,) = early.problems
    assert problem.code == 'closed'
    assert problem.seconds == pytest.approx(2 * 3600, abs=10)


def test_a_place_that_closes_during_the_stay_is_told() -> None:
    (dinner,) = timetable(Trip((DINNER,)), START, at(21), FlatEarth())
    (problem,) = dinner.problems
    assert problem.code == 'closes'
    assert problem.seconds == pytest.approx(40 * 60, abs=10)


def test_a_place_that_never_opens_and_one_that_never_closes() -> None:
    shut = Stop('x', place('Shut', 'cafe', 10.0, 'opening_hours=off'), 60.0)
    always = Stop('y', place('Always', 'cafe', 10.0, 'opening_hours=24/7'), 86_400.0)
    first, second = timetable(Trip((shut, always)), START, at(3), FlatEarth())
    assert first.problems == (Problem('closed'),)
    assert second.problems == ()


def test_what_no_way_leads_to_is_told_and_the_rest_is_planned() -> None:
    island = Stop('island', place('Isle', 'beach', 20_000.0), 60.0)
    away, back = timetable(Trip((island, FILM)), START, at(12), FlatEarth(shore=15_000.0))
    assert away.problems == (Problem('unreachable'),)
    assert back.arrival > away.ends


def test_a_walk_from_where_the_car_stands_takes_its_time_both_ways() -> None:
    parked = Stop('film', FILM.place, 7200.0, parks_at=place('P1', 'parking', 11_900.0), walk=120.0)
    (film,) = timetable(Trip((parked,)), START, at(12), FlatEarth())
    assert film.leg.metres == pytest.approx(11_900, rel=0.01)
    assert film.starts == pytest.approx(film.arrival + 120)
    assert film.leaves == pytest.approx(film.ends + 120)


@pytest.mark.parametrize(('day', 'lasts'), [((2026, 3, 29), 4), ((2026, 10, 25), 6)])
def test_times_stay_right_when_the_clocks_change(
    monkeypatch: pytest.MonkeyPatch, day: tuple[int, int, int], lasts: int
) -> None:
    import time

    monkeypatch.setenv('TZ', 'Europe/Berlin')
    time.tzset()
    try:
        bar = Stop('bar', place('Owl', 'bar', 10.0, 'opening_hours=Mo-Su 00:00-05:00'), 6 * 3600.0)
        midnight = datetime(*day).timestamp()
        (visit,) = timetable(Trip((bar,)), START, midnight, FlatEarth())
        problem = next((problem for problem in visit.problems if problem.code == 'closes'), None)
        assert (problem.seconds if problem else 0.0) == pytest.approx((6 - lasts) * 3600, abs=10)
    finally:
        monkeypatch.undo()
        time.tzset()
