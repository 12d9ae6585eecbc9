import pytest
from flat_earth import place

from ipa_agents.travel.guiding.guidance import load_guidance
from ipa_agents.travel.trips.electric import Level
from ipa_agents.travel.trips.itinerary import Entry, Itinerary
from ipa_agents.travel.trips.timetable import Leg, Problem, Visit
from ipa_agents.travel.trips.trip import Stop, Trip
from ipa_agents.travel.trips.watch import Watch

PILLAR = Stop('charging', place('Pillar', 'charging_station', 5_000.0), 600.0)


def itinerary(*problems: Problem, conditioning: float = 0.0) -> Itinerary:
    visit = Visit(PILLAR, Leg(600.0, 5_000.0), 1600.0, 1600.0, 2200.0, problems)
    return Itinerary(Trip((PILLAR,)), (Entry(visit, Level(0.2, 0.8, conditioning)),))


def said(watch: Watch, plan: Itinerary, left: float = 600.0, is_warming: bool = False) -> list[str]:
    return [words.en for words in watch.notices(plan, 0, left, is_warming, load_guidance())]


def test_the_battery_is_to_be_warmed_when_it_is_time_and_not_before() -> None:
    watch, plan = Watch(), itinerary(conditioning=400.0)
    assert said(watch, plan, 500.0) == []
    assert said(watch, plan, 390.0) == []
    (warm,) = said(watch, plan, 360.0)
    assert 'battery conditioning' in warm
    assert 'Pillar' in warm
    assert said(watch, plan, 300.0) == []


def test_who_warms_the_battery_already_is_told_nothing() -> None:
    watch, plan = Watch(), itinerary(conditioning=400.0)
    assert [said(watch, plan, left, is_warming=True) for left in (390.0, 360.0, 330.0)] == [[], [], []]


@pytest.mark.parametrize(
    ('problem', 'told'),
    [
        (Problem('late', 900.0), 'You will be 15 minutes late at Pillar.'),
        (Problem('closed', 3600.0), 'Pillar will be closed when you arrive.'),
        (Problem('closes', 600.0), 'Pillar closes 10 minutes before you want to leave.'),
    ],
)
def test_what_goes_wrong_is_told_once_and_again_when_it_is_worse(problem: Problem, told: str) -> None:
    watch = Watch()
    assert said(watch, itinerary(problem)) == [told]
    assert said(watch, itinerary(Problem(problem.code, problem.seconds + 200))) == []
    assert len(said(watch, itinerary(Problem(problem.code, problem.seconds + 300)))) == 1


def test_it_is_looked_at_now_and_then_and_after_a_clock_was_set_back() -> None:
    watch = Watch()
    assert [watch.is_due(now) for now in (1000.0, 1010.0, 1031.0, 500.0, 510.0)] == [True, False, True, True, False]
