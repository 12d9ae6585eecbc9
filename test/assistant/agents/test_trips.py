"""Trips by voice: what the guard is asked for, and what is told of the trip that comes of it."""

from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from rehearsal import FakeGuard, Rehearsal, acting, meaning, move, outcome

from ipa_agents.assistant.ports import Travelling
from ipa_agents.assistant.ports import Trip as Way
from ipa_agents.brains.interface import Act, Call, Domain, Interpretation, Step
from ipa_agents.language import Words
from ipa_agents.memory.store import Memory
from ipa_agents.travel.places.found import Reason
from ipa_agents.travel.places.place import Place
from ipa_agents.travel.trips.electric import Level
from ipa_agents.travel.trips.held import HeldTrip
from ipa_agents.travel.trips.itinerary import Entry, Itinerary
from ipa_agents.travel.trips.timetable import Leg, Problem, Visit
from ipa_agents.travel.trips.trip import Stop, Trip
from ipa_agents.vehicle.exchange import Outcome, Proposal, Status

NOON = datetime(2027, 1, 15, 12).timestamp()
CONDITIONING = 'Vehicle.Powertrain.TractionBattery.BatteryConditioning.RequestedMode'
FULL = Level(0.6, 0.6)


def at(hour: int, minute: int = 0) -> float:
    return datetime(2027, 1, 15 + hour // 24, hour % 24, minute).timestamp()


def entry(stop: Stop, hour: float, level: Level = FULL, *problems: Problem, cautions: Any = ()) -> Entry:
    arrival = at(0) + hour * 3600
    return Entry(Visit(stop, Leg(600, 5000), arrival, arrival, arrival + stop.stay, problems), level, cautions)


WOK = Place('n1', 'Golden Wok', '金锅', 'restaurant', 31.2, 165.4, cuisine='sichuan')
REX = Place('n2', 'Rex', '王者影城', 'cinema', 31.21, 165.41)
PILLAR = Place('n3', 'Pillar', '桩', 'charging_station', 31.21, 165.41)
PARK = Place('n4', 'Green', '绿园', 'park', 31.22, 165.42)
DINNER = Stop(
    'dinner', WOK, 5400.0, why=(Reason('distance', 900.0), Reason('rating', 4.5), Reason('has', attribute='parking'))
)
FILM = Stop('film', REX, 7200.0, parks_at=PILLAR, walk=120.0)
EVENING = (entry(DINNER, 19.0), entry(FILM, 21.0, Level(0.55, 0.9)))


def held(*entries: Entry, phase: Any = 'planned', number: int = 0, **fields: Any) -> HeldTrip:
    trip = Trip(tuple(one.visit.stop for one in entries), None, 4)
    return HeldTrip(Itinerary(trip, entries), phase, number, 'before', **fields)


def changing(action: str, **arguments: Any) -> Interpretation:
    return meaning(acting('change_trip', Domain.NAVIGATION, action=action, **arguments))


def reading(tool: str = 'read_trip', topic: str = '', text: str = '', **arguments: Any) -> Interpretation:
    return meaning(Step(Domain.NAVIGATION, Act.INFORM, Call(tool, arguments), topic, text=text))


STOPS = [{'what': 'dinner'}, {'what': 'cinema'}, {'what': 'charge'}]
LUNCH, SUPPER = {'what': 'lunch', 'at': '12:30'}, {'what': 'dinner', 'at': '19:00'}
LUNCH_ZH = {'what': '午饭', 'at': '12:30'}
SCRIPT = {
    'plan': meaning(acting('plan_trip', Domain.NAVIGATION, stops=STOPS)),
    '安排': meaning(acting('plan_trip', Domain.NAVIGATION, stops=[{'what': '川菜', 'at': '19:00'}], people=4)),
    'then home': meaning(acting('plan_trip', Domain.NAVIGATION, stops=[{'what': 'dinner'}, {'what': 'home'}])),
    'lunch and dinner': meaning(acting('plan_trip', Domain.NAVIGATION, stops=[LUNCH, SUPPER])),
    '午饭和晚饭': meaning(acting('plan_trip', Domain.NAVIGATION, stops=[LUNCH_ZH, {'what': '晚饭'}])),
    'tomorrow': meaning(acting('plan_trip', Domain.NAVIGATION, stops=[SUPPER], day='tomorrow')),
    'a walk tomorrow': meaning(acting('plan_trip', Domain.NAVIGATION, stops=[{'what': 'a walk'}], day='tomorrow')),
    'leave at nine': meaning(acting('plan_trip', Domain.NAVIGATION, stops=[SUPPER], leave='09:00')),
    'yes': move('yes'),
    'later': changing('SHIFT_STOP', stop='dinner', minutes=30),
    'at eight': changing('SHIFT_STOP', stop='dinner', at='20:00'),
    'longer': changing('STAY', stop='dinner', minutes=60, longer=True),
    'swap them': changing('MOVE_STOP', stop='dinner', other='film', swap=True),
    'swap them back': changing('MOVE_STOP', stop='film', other='dinner', swap=True),
    'add groceries': changing('ADD_TO_TRIP', place={'what': 'supermarket'}),
    'coffee at four': changing('ADD_TO_TRIP', place={'what': 'coffee', 'at': '16:00'}),
    'go': changing('DRIVE_TRIP'),
    'end': changing('END_TRIP'),
    'read': reading(about='trip'),
    '念': reading(about='trip'),
    'next': reading(about='next'),
    'how long': reading(about='stay', stop='film'),
    'why': reading(about='why', stop='dinner'),
    'why the museum': reading(about='why', stop='museum'),
    'home': reading('read_route', 'eta', 'when will we be home'),
    'not the cinema': meaning(acting('navigate', Domain.NAVIGATION, action='REMOVE_STOP', place={'kind': 'cinema'})),
    'cancel': meaning(acting('navigate', Domain.NAVIGATION, action='CANCEL')),
}


def stage(trip: HeldTrip | None = None, then: HeldTrip | None = None, **fields: Any) -> Rehearsal:
    """A stage whose car holds `trip`, and `then` another one once the guard has done what was proposed."""

    def answers(proposal: Proposal) -> list[Outcome]:
        if then is not None:
            rehearsal.car.trip = replace(then, command_id=proposal.proposal_id)
        return [outcome(proposal, Status.DONE)]

    rehearsal = Rehearsal(SCRIPT, guard=FakeGuard(answers), **fields)
    rehearsal.time = NOON
    rehearsal.car.trip = trip
    return rehearsal


def told(rehearsal: Rehearsal, *texts: str) -> list[str]:
    answers: list[str] = []

    async def scene(stage: Rehearsal) -> None:
        await stage.look()
        answers.extend([await stage.ask(text) for text in texts])

    rehearsal.play(scene)
    return answers


def test_an_evening_is_told_with_times_and_reasons_and_driven_only_after_a_yes() -> None:
    rehearsal = stage(then=held(*EVENING))
    first, second = told(rehearsal, 'plan', 'yes')
    assert first.startswith('19:00, dinner at Golden Wok, until 20:30, has its own car park, rated 4.5.')
    assert (
        '21:00, film at Rex, until 23:00, the car charges at Pillar meanwhile, 2 minutes on foot, to 90 percent.'
        in first
    )
    assert first.endswith('At the end the battery has 90 percent. Shall we set off?')
    planned = rehearsal.guard.arguments(0)
    assert planned['action'] == 'PLAN_TRIP'
    assert [(wish['wish_id'], wish['kind']) for wish in planned['wishes']] == [
        ('dinner', 'restaurant'), ('film', 'cinema'), ('charging', 'charging_station'),
    ]  # fmt: skip
    assert planned['wishes'][0]['begins'] == at(19)
    assert rehearsal.guard.arguments() == {'action': 'DRIVE_TRIP'}
    assert second == 'Off to Golden Wok, arriving at 19:00.'


def test_it_is_told_in_chinese() -> None:
    (said,) = told(stage(held(*EVENING)), '念')
    assert said.startswith('19:00晚饭：金锅、到20:30、有自己的停车场、评分4.5。')
    assert '车停在桩充电，走过去2分钟，充到90%' in said
    assert said.endswith('结束时电量还有90%。')


def test_what_does_not_go_as_wished_is_told_and_what_was_given_up() -> None:
    relaxed = replace(DINNER, relaxed=(Reason('without_rating', 4.5),))
    walk = entry(Stop('walk', PARK, 3600.0), 22.0, Level(), Problem('closed'), cautions=('rain',))
    late = entry(relaxed, 19.0, Level(), Problem('late', 900.0))
    warning = Words('It is too far.', '太远了。')
    (said,) = told(stage(held(late, walk, warning=warning)), 'read')
    assert 'For dinner: none rated 4.5 or better.' in said
    assert 'You would be 15 minutes late at Golden Wok.' in said
    assert 'Green is closed then.' in said
    assert 'Green is outdoors, and it is raining.' in said
    assert said.endswith('It is too far.')
    assert 'percent' not in said


def test_a_stop_that_nobody_wished_for_is_told_as_such() -> None:
    added = entry(Stop('charging', PILLAR, 900.0, is_added=True), 20.0, Level(0.12, 0.6))
    (said,) = told(stage(held(EVENING[0], added)), 'read')
    assert '20:00, a stop to charge at Pillar, to 60 percent, since the battery would not last.' in said


@pytest.mark.parametrize(
    ('text', 'arguments'),
    [
        ('later', {'action': 'SHIFT_STOP', 'stop': 'dinner', 'later': 1800.0}),
        ('at eight', {'action': 'SHIFT_STOP', 'stop': 'dinner', 'begins': at(20)}),
        ('longer', {'action': 'STAY', 'stop': 'dinner', 'stay': 9000.0}),
        ('swap them', {'action': 'MOVE_STOP', 'stop': 'dinner', 'other': 'film', 'after': True}),
        ('swap them back', {'action': 'MOVE_STOP', 'stop': 'film', 'other': 'dinner', 'after': False}),
        ('not the cinema', {'action': 'LEAVE_OUT', 'stop': 'cinema'}),
        ('cancel', {'action': 'END_TRIP'}),
        ('end', {'action': 'END_TRIP'}),
    ],
)
def test_a_change_goes_through_the_guard(text: str, arguments: dict[str, Any]) -> None:
    rehearsal = stage(held(*EVENING), then=held(EVENING[0]))
    (said,) = told(rehearsal, text)
    assert rehearsal.guard.proposals[0].tool == 'trip'
    assert rehearsal.guard.arguments(0) == arguments
    assert said == ('The trip is ended.' if arguments['action'] == 'END_TRIP' else said)
    assert said


@pytest.mark.parametrize(
    ('text', 'begins'),
    [
        ('lunch and dinner', [at(24 + 12, 30), at(24 + 19)]),
        ('午饭和晚饭', [at(24 + 12, 30), at(24 + 19)]),
        ('leave at nine', [at(24 + 19)]),
        ('tomorrow', [at(24 + 19)]),
    ],
)
def test_what_comes_later_in_a_trip_begins_later(text: str, begins: list[float]) -> None:
    """Said at 15:20, when it is too late for lunch, and for nine in the morning, but not yet for dinner."""
    rehearsal = stage(then=held(*EVENING))
    rehearsal.time = at(15, 20)
    told(rehearsal, text)
    assert [wish['begins'] for wish in rehearsal.guard.arguments(0)['wishes']] == begins


def test_who_sets_off_tomorrow_for_nothing_at_a_time_does_so_in_the_morning() -> None:
    rehearsal = stage(then=held(*EVENING))
    told(rehearsal, 'a walk tomorrow')
    assert rehearsal.guard.arguments(0)['leaves'] == at(24 + 10)


def test_a_time_said_of_a_stop_is_meant_on_its_day() -> None:
    tomorrow = entry(DINNER, 24 + 19.0)
    rehearsal = stage(held(tomorrow), then=held(tomorrow))
    told(rehearsal, 'at eight', 'coffee at four')
    assert rehearsal.guard.arguments(0)['begins'] == at(24 + 20)
    assert rehearsal.guard.arguments(1)['wishes'][0]['begins'] == at(24 + 16)


def test_a_stop_is_added_with_what_is_usual_there() -> None:
    rehearsal = stage(held(*EVENING), then=held(*EVENING))
    told(rehearsal, 'add groceries')
    (wish,) = rehearsal.guard.arguments(0)['wishes']
    assert (wish['wish_id'], wish['kind'], wish['name_zh']) == ('groceries', 'supermarket', '买菜')


def test_a_route_that_is_no_trip_is_cancelled_as_ever() -> None:
    rehearsal = stage(held(*EVENING))
    rehearsal.car.travelling = Travelling('GUIDING', Way(WOK, 100, 10))
    told(rehearsal, 'cancel')
    assert rehearsal.guard.proposals[0].tool == 'navigate'


def test_questions_about_the_trip_are_answered_from_what_is_known() -> None:
    there = held(*EVENING, phase='staying')
    answers = told(stage(there), 'next', 'how long', 'why', 'why the museum')
    assert answers[0].startswith('21:00, film at Rex')
    assert answers[1] == 'You stay 2 h 0 min at Rex, until 23:00.'
    assert answers[2] == 'I chose Golden Wok because: 900 m away, rated 4.5 and has its own car park.'
    assert answers[3] == 'I do not know which stop "museum" is.'


@pytest.mark.parametrize('text', ['read', 'later', 'next', 'end'])
def test_without_a_trip_that_is_said_and_nothing_is_proposed(text: str) -> None:
    rehearsal = stage()
    assert told(rehearsal, text) == ['There is no trip yet.']
    assert not rehearsal.guard.proposals


def test_what_everybody_likes_to_eat_is_wished_for_softly_and_what_they_must_not_firmly(tmp_path: Path) -> None:
    memory = Memory(tmp_path / 'memory.sqlite')
    memory.keep('row1_driver', 'cuisine', 'sichuan', 'told', 1.0)
    memory.keep('row1_driver', 'price', 'moderate', 'told', 1.0)
    memory.keep('row2_passenger', 'diet', 'vegetarian', 'told', 1.0)
    memory.keep('row2_driver', 'cuisine', 'italian', 'told', 1.0)
    occupied = {'Vehicle.Cabin.Seat.Row2.PassengerSide.OccupancyStatus': 'OCCUPIED'}
    rehearsal = stage(then=held(*EVENING), memory=memory, signals=occupied)
    told(rehearsal, 'plan')
    arguments = rehearsal.guard.arguments(0)
    dinner, film = arguments['wishes'][:2]
    assert (dinner['likes'], dinner['attributes'], dinner['max_price']) == (['sichuan'], ['vegetarian'], 2)
    assert 'likes' not in film
    assert arguments['people'] == 2


def test_home_is_where_it_was_kept_and_when_one_is_there_is_told(tmp_path: Path) -> None:
    memory = Memory(tmp_path / 'memory.sqlite')
    memory.keep('row1_driver', 'home', {'name': 'Elm 5', 'latitude': 31.3, 'longitude': 165.3}, 'told', 1.0)
    rehearsal = stage(held(*EVENING), then=held(*EVENING), memory=memory)
    rehearsal.places.after = entry(Stop('after', replace(WOK, name='Elm 5'), 0.0), 23.5)
    planned, home = told(rehearsal, 'then home', 'home')
    assert planned
    assert rehearsal.guard.arguments(0)['wishes'][1]['place']['name'] == 'Elm 5'
    assert home == 'You would be home at 23:30.'
    assert told(stage(held(*EVENING)), 'home') == ['I do not know yet where your home is.']


def test_on_the_way_to_a_fast_charger_the_driver_is_asked_to_have_a_cold_battery_warmed() -> None:
    soon = entry(Stop('charging', PILLAR, 900.0), 12.1, Level(0.2, 0.8, 360.0))
    rehearsal = stage(held(soon), then=held(soon, phase='driving'))
    first, _ = told(rehearsal, 'go', 'yes')
    assert first.endswith('The battery is cold. Shall I warm it, so that it charges quickly at Pillar?')
    assert rehearsal.guard.proposals[-1].tool == 'set_signals'
    assert rehearsal.guard.arguments() == {'signals': {CONDITIONING: 'FAST_CHARGING_PREPARATION'}}


@pytest.mark.parametrize(
    ('hour', 'warming', 'signals'),
    [(12.1, 0.0, {}), (16.0, 360.0, {}), (12.1, 360.0, {CONDITIONING: 'FAST_CHARGING_PREPARATION'})],
)
def test_nobody_is_asked_to_warm_what_is_warm_or_too_early(
    hour: float, warming: float, signals: dict[str, str]
) -> None:
    stop = entry(Stop('charging', PILLAR, 900.0), hour, Level(0.2, 0.8, warming))
    (said,) = told(stage(held(stop), then=held(stop, phase='driving'), signals=signals), 'go')
    assert 'cold' not in said
