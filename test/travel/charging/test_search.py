"""The search finds what trying everything finds."""

import heapq
import itertools
import math
from collections.abc import Iterator
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ipa_agents.travel.charging.electric_car import Battery, Filling, filling, load_electric_car
from ipa_agents.travel.charging.journey import Journey, Site
from ipa_agents.travel.charging.search import cheapest

CAPACITY = 100.0


def curve(power: float) -> Filling:
    """Fast up to 80 %, then ever slower, as real ones."""
    energies = np.linspace(0, CAPACITY, 11)
    powers = power * np.array([1, 1, 1, 1, 1, 1, 1, 1, 0.5, 0.2])
    return Filling(energies, np.concatenate([[0], np.cumsum(10 / powers)]))


def journey(seconds: object, joules: object, stops: int, sites: dict[int, Site], **terms: float) -> Journey:
    values = {'energy': 50.0, 'first': 10.0, 'reserve': 10.0, 'arrival': 10.0, 'limit': 100.0, 'step': 25.0}
    return Journey(np.array(seconds, float), np.array(joules, float), stops, sites, **(values | terms))


def everything(task: Journey) -> float:
    """The least cost, by trying every way to drive on and every charge, the cheapest beginnings first.

    A beginning that is tried again at the same place, with as much charge and at no less cost, is not: where nothing
    leads to the destination, people could else drive from charger to charger for ever.
    """
    waiting = [(0.0, 0, 0, task.energy)]
    tried: dict[tuple[int, int], list[float]] = {}
    best = math.inf
    while waiting and waiting[0][0] < best:
        cost, made, point, charge = heapq.heappop(waiting)
        before = tried.setdefault((made, point), [])
        if any(charge <= other for other in before):
            continue
        before.append(charge)
        for ahead, at, seconds, joules, needs in ways(task, made, point):
            for leaving in choices(task, point, charge, needs):
                if leaving < needs - 1e-9:
                    continue
                paid = float(task.sites[point].cost(charge, np.array(leaving))) if leaving > charge else 0.0
                total = cost + paid + seconds
                if ahead == task.stops:
                    best = min(best, total)
                else:
                    heapq.heappush(waiting, (total, ahead, at, leaving - joules))
    return best


def ways(task: Journey, made: int, point: int) -> Iterator[tuple[int, int, float, float, float]]:
    """Where one can drive without charging, leg by leg: stops made, point, s, J, and J to begin with."""

    def legs(path: list[int]) -> tuple[float, float, float]:
        seconds = joules = needs = 0.0
        for start, end in itertools.pairwise(path):
            seconds, joules = seconds + task.seconds[start, end], joules + task.joules[start, end]
            needs = max(needs, joules + (task.arrival if end == task.stops else task.reserve if point else task.first))
        return seconds, joules, needs

    for last in range(made, task.stops + 1):
        path = [point, *range(made + 1, last + 1)]
        goals: list[list[int]] = [[*path, site] for site in task.sites if site > task.stops and last < task.stops]
        if last > made and (last == task.stops or last in task.sites):
            goals.append(path)
        for goal in goals:
            if len(goal) > 1 and goal[-1] != goal[-2] and math.isfinite(sum(legs(goal))):
                yield last, goal[-1], *legs(goal)


def choices(task: Journey, point: int, charge: float, needs: float) -> list[float]:
    if point not in task.sites:
        return [charge]
    grid = [task.step * number for number in range(1, 100) if task.step * number < task.limit - 1e-9]
    return [charge, *(value for value in (needs, *grid, task.limit) if charge < value <= task.limit)]


@st.composite
def journeys(draw: st.DrawFn) -> Journey:
    stops, chargers = draw(st.integers(1, 3)), draw(st.integers(0, 3))
    size = 1 + stops + chargers
    cells = st.lists(st.integers(1, 60), min_size=size * size, max_size=size * size)
    joules = np.array(draw(cells), float).reshape(size, size)
    seconds = np.array(draw(cells), float).reshape(size, size)
    for cut in draw(st.lists(st.integers(0, size * size - 1), max_size=3)):
        joules.flat[cut] = seconds.flat[cut] = math.inf
    meanwhile = draw(st.booleans())
    points = [*range(1 + stops, size), *([1] if meanwhile and stops > 1 else [])]
    sites = {
        point: Site(
            curve(draw(st.sampled_from([0.5, 1.0, 4.0]))),
            draw(st.sampled_from([1.0, 5.0])),
            draw(st.sampled_from([0.0, 0.3])),
            0.0,
            draw(st.sampled_from([0.0, 30.0])) if point == 1 else 0.0,
        )
        for point in points
    }
    return journey(
        seconds,
        joules,
        stops,
        sites,
        energy=float(draw(st.integers(0, 100))),
        limit=draw(st.sampled_from([80.0, 100.0])),
        reserve=draw(st.sampled_from([0.0, 10.0, 30.0])),
        first=draw(st.sampled_from([0.0, 10.0])),
        arrival=draw(st.sampled_from([10.0, 60.0, 95.0])),
    )


@settings(max_examples=60, deadline=None)
@given(journeys())
def test_it_finds_what_trying_everything_finds(task: Journey) -> None:
    found = cheapest(task)
    assert (math.inf if found is None else found[0]) == pytest.approx(everything(task))


@settings(max_examples=60, deadline=None)
@given(journeys())
def test_what_it_finds_can_be_driven(task: Journey) -> None:
    found = cheapest(task)
    if found is None:
        return
    charge, cost, made, point = task.energy, 0.0, 0, 0

    def drive(to: int, behind: int) -> None:
        nonlocal charge, cost, made, point
        left = task.reserve if point else task.first
        path = [*range(made + 1, behind + 1)]
        for at in path if path and path[-1] == to else [*path, to]:
            charge, cost = charge - task.joules[point, at], cost + task.seconds[point, at]
            assert charge >= (task.arrival if at == task.stops else left) - 1e-6
            point = at
        made = behind

    for visit in found[1]:
        if (visit.point, visit.made) != (point, made):
            drive(visit.point, visit.made)
        assert charge == pytest.approx(visit.arriving)
        if visit.leaving > charge:
            cost += float(task.sites[point].cost(charge, np.array(visit.leaving)))
            assert visit.leaving <= task.limit + 1e-6  # who sets off with more may well pass by with more
        charge = visit.leaving
    drive(task.stops, task.stops)
    assert cost <= found[0] + 1e-6


def test_nothing_is_charged_where_it_is_enough() -> None:
    assert cheapest(journey([[0, 10], [10, 0]], [[0, 40], [40, 0]], 1, {})) == (10.0, ())


def test_it_charges_just_enough_and_no_more() -> None:
    task = journey(
        [[0, 99, 10], [99, 0, 99], [10, 10, 0]], [[0, 99, 20], [99, 0, 99], [20, 60, 0]], 1, {2: Site(curve(1.0), 5)}
    )
    cost, (visit,) = cheapest(task) or (0, ())
    assert (visit.point, visit.arriving, visit.leaving) == (2, 30.0, 70.0)
    assert cost == 10 + 5 + 40 + 10


def test_a_fast_charger_is_left_fuller_than_need_be_for_the_sake_of_a_slow_one() -> None:
    far = 1e3
    seconds = [[0, far, 10, far], [far, 0, far, far], [far, far, 0, 10], [far, 10, far, 0]]
    joules = [[0, far, 20, far], [far, 0, far, far], [far, far, 0, 30], [far, 85, far, 0]]
    fast, slow = Site(curve(4.0), 5), Site(curve(0.1), 5)
    _, visits = cheapest(journey(seconds, joules, 1, {2: fast, 3: slow})) or (0, ())
    assert [(visit.point, visit.arriving, visit.leaving) for visit in visits] == [(2, 30, 100), (3, 70, 95)]


def test_more_may_be_left_at_the_destination_and_less_before_the_first_charger() -> None:
    seconds = [[0, 10, 10], [10, 0, 10], [10, 10, 0]]
    task = journey(seconds, [[0, 30, 45], [30, 0, 30], [45, 30, 0]], 1, {2: Site(curve(1.0), 5)}, arrival=40.0)
    assert cheapest(task) is None
    _, (visit,) = cheapest(replace(task, first=5.0)) or (0, ())
    assert (visit.arriving, visit.leaving) == (5, 70)


def test_charging_while_people_dine_costs_no_time() -> None:
    seconds = [[0, 10, 50, 10], [10, 0, 10, 5], [10, 10, 0, 10], [10, 5, 10, 0]]
    joules = [[0, 30, 99, 30], [30, 0, 60, 5], [30, 60, 0, 30], [30, 5, 60, 0]]
    dinner, road = Site(curve(0.5), 5, meanwhile=3600), Site(curve(4.0), 5)
    cost, (visit,) = cheapest(journey(seconds, joules, 2, {1: dinner, 3: road})) or (0, ())
    assert (visit.point, visit.made, cost) == (1, 1, 20.0)


@pytest.mark.parametrize('energy', [0.0, 15.0])
def test_an_empty_battery_reaches_nothing(energy: float) -> None:
    task = journey(
        [[0, 9, 9], [9, 0, 9], [9, 9, 0]],
        [[0, 20, 20], [20, 0, 20], [20, 20, 0]],
        1,
        {2: Site(curve(1.0), 5)},
        energy=energy,
    )
    assert cheapest(task) is None


def test_the_curve_of_the_car_fills_slower_when_nearly_full_and_when_cold() -> None:
    car, battery = load_electric_car(), Battery(0, 2.6e8, 20)
    warm, cold = filling(car, battery, 300_000, 20), filling(car, battery, 300_000, -10)
    full = battery.capacity
    assert warm.until(0.8 * full) == pytest.approx(0.8 * full / 150_000, rel=0.01)
    assert warm.until(full) - warm.until(0.9 * full) > 2 * (warm.until(0.6 * full) - warm.until(0.5 * full))
    assert cold.until(0.8 * full) == pytest.approx(5 * warm.until(0.8 * full), rel=0.01)
    slow = filling(car, battery, 11_000, 20)
    assert slow.until(full / 2) == pytest.approx(full / 2 / (11_000 * 0.93), rel=0.01)
