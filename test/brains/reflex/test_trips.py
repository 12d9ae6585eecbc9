"""What people say of a trip becomes calls of its tools, whatever their order."""

from datetime import datetime
from typing import Any

import pytest

from ipa_agents.brains.interface import Context, Sentence
from ipa_agents.brains.reflex.brain import ReflexBrain
from ipa_agents.language import language_of
from ipa_agents.vehicle.catalogue import load_catalogue

NOON = datetime(2026, 11, 20, 12).timestamp()
AFTERNOON = datetime(2026, 11, 20, 15).timestamp()


@pytest.fixture(scope='module')
def brain() -> ReflexBrain:
    return ReflexBrain(load_catalogue())


def called(brain: ReflexBrain, text: str, now: float = NOON) -> list[tuple[str, dict[str, Any]]]:
    steps = brain.understand(Sentence(text, language_of(text)), Context(now=now)).steps
    return [(step.call.tool, dict(step.call.arguments)) for step in steps if step.call]


@pytest.mark.parametrize(
    ('text', 'stops', 'people'),
    [
        (
            'Plan the evening: dinner, then the cinema, and I need to charge',
            [{'what': 'dinner'}, {'what': 'cinema'}, {'what': 'charge'}],
            None,
        ),
        (
            'plan a night out for four: a quiet Sichuan restaurant at seven, then a film for two hours, then home',
            [
                {'what': 'Sichuan restaurant', 'at': '19:00', 'attributes': ['quiet']},
                {'what': 'a film', 'minutes': 120},
                {'what': 'home'},
            ],
            4,
        ),
        ('Arrange our afternoon: coffee and Westcliff Beach', [{'what': 'coffee'}, {'what': 'Westcliff Beach'}], None),
        (
            '安排一下今晚：先吃晚饭，然后看电影，我还要充电',
            [{'what': '吃晚饭'}, {'what': '看电影'}, {'what': '充电'}],
            None,
        ),
        (
            '安排一下今晚，七点吃川菜，然后看电影，最后回家，四个人',
            [{'what': '川菜', 'at': '19:00'}, {'what': '看电影'}, {'what': '家'}],
            4,
        ),
        (
            '帮我们规划今天的行程：海洋馆，在咖啡馆待半小时',
            [{'what': '海洋馆'}, {'what': '咖啡馆', 'minutes': 30}],
            None,
        ),
    ],
)
def test_a_plan_is_taken_apart_into_its_stops(
    brain: ReflexBrain, text: str, stops: list[dict[str, Any]], people: int | None
) -> None:
    arguments = {'stops': stops} | ({'people': people} if people else {})
    assert called(brain, text) == [('plan_trip', arguments)]


@pytest.mark.parametrize(
    ('text', 'stops'),
    [
        (
            'plan the day: breakfast at eight, lunch at half past twelve, then a film at four',
            [('breakfast', '08:00'), ('lunch', '12:30'), ('a film', '16:00')],
        ),
        (
            '安排一下明天：十二点半吃午饭，然后看电影，七点吃晚饭',
            [('吃午饭', '12:30'), ('看电影', None), ('吃晚饭', '19:00')],
        ),
        ('plan the day: lunch, at half past twelve', [('lunch', '12:30')]),
        ('plan lunch at half past twelve and dinner at seven', [('lunch', '12:30'), ('dinner', '19:00')]),
        ('plan tonight: dinner, cinema, charging', [('dinner', None), ('cinema', None), ('charging', None)]),
        (
            'dinner, then the cinema, and the car needs to charge',
            [('dinner', None), ('cinema', None), ('charge', None)],
        ),
        ('plan dinner at eight for two and then a walk in the park', [('dinner', '20:00'), ('walk', None)]),
        ('今晚安排一下：先吃晚饭，再看电影，我还要充电', [('吃晚饭', None), ('看电影', None), ('充电', None)]),
        ('今晚先吃晚饭再去看电影，还得充电，帮我安排一下', [('吃晚饭', None), ('看电影', None), ('充电', None)]),
        ('行程先十二点半吃午饭再七点吃晚饭', [('吃午饭', '12:30'), ('吃晚饭', '19:00')]),
        ('plan breakfast at eight, then lunch', [('breakfast', '08:00'), ('lunch', None)]),
        ('计划一点吃午饭，十点看电影', [('吃午饭', '13:00'), ('看电影', '22:00')]),
    ],
)
def test_meals_are_in_their_usual_half_of_the_day(
    brain: ReflexBrain, text: str, stops: list[tuple[str, str | None]]
) -> None:
    [(_, arguments)] = called(brain, text, AFTERNOON)
    assert [(stop['what'], stop.get('at')) for stop in arguments['stops']] == stops


@pytest.mark.parametrize(
    'text',
    [
        'plan tomorrow evening: dinner, then the cinema',
        '安排一下明天：吃晚饭，然后看电影',
        '明天七点吃川菜然后看电影，安排一下',
    ],
)
def test_a_trip_may_be_for_tomorrow(brain: ReflexBrain, text: str) -> None:
    ((tool, arguments),) = called(brain, text)
    assert (tool, arguments['day'], len(arguments['stops'])) == ('plan_trip', 'tomorrow', 2)


@pytest.mark.parametrize(
    ('text', 'at'),
    [
        ('安排一下今晚：七点吃川菜，然后看电影', '19:00'),
        ('plan the evening: a Sichuan restaurant at seven, then the cinema', '19:00'),
        ('plan the evening: a park at seven, then the cinema', '07:00'),
        ('plan the evening: a Sichuan restaurant at seven in the morning, then the cinema', '07:00'),
    ],
)
def test_what_is_for_an_evening_is_not_in_the_morning_however_late_it_is(
    brain: ReflexBrain, text: str, at: str
) -> None:
    late = datetime(2026, 11, 22, 23, 20).timestamp()
    ((_, arguments),) = called(brain, text, late)
    assert arguments['stops'][0]['at'] == at


@pytest.mark.parametrize(
    'text',
    [
        'plan dinner at seven',
        'plan dinner with Anna and lunch with Tom',
        'plan a party and a meeting',
        'dinner was good, then we went home',
        '今晚吃饭',
        '安排会议和午饭',
    ],
)
def test_what_only_begins_like_a_plan_is_no_trip(brain: ReflexBrain, text: str) -> None:
    assert called(brain, text) == []


def test_a_meal_is_put_to_its_usual_half_of_the_day(brain: ReflexBrain) -> None:
    [(_, arguments)] = called(brain, 'put the lunch at half past twelve', AFTERNOON)
    assert arguments['at'] == '12:30'


@pytest.mark.parametrize(
    ('text', 'tool', 'arguments'),
    [
        (
            'add coffee after the museum',
            'change_trip',
            {'action': 'ADD_TO_TRIP', 'place': {'what': 'coffee'}, 'other': 'museum', 'after': True},
        ),
        (
            '电影前面加一个咖啡馆',
            'change_trip',
            {'action': 'ADD_TO_TRIP', 'place': {'what': '咖啡馆'}, 'other': '电影'},
        ),
        ('电影几点开始', 'read_trip', {'about': 'stop', 'stop': 'film'}),
        ('晚饭吃什么', 'read_trip', {'about': 'stop', 'stop': 'dinner'}),
        ('when does the film start', 'read_trip', {'about': 'stop', 'stop': 'film'}),
        (
            'swap the park and the dinner',
            'change_trip',
            {'action': 'MOVE_STOP', 'stop': 'park', 'other': 'dinner', 'swap': True},
        ),
        ('把公园和晚饭换一下', 'change_trip', {'action': 'MOVE_STOP', 'stop': '公园', 'other': '晚饭', 'swap': True}),
        ('remove the dinner', 'change_trip', {'action': 'LEAVE_OUT', 'stop': 'dinner'}),
        ('Put the dinner later', 'change_trip', {'action': 'SHIFT_STOP', 'stop': 'dinner', 'minutes': 30}),
        ('把晚饭推迟半小时', 'change_trip', {'action': 'SHIFT_STOP', 'stop': '晚饭', 'minutes': 30}),
        ('把晚饭推迟两个小时', 'change_trip', {'action': 'SHIFT_STOP', 'stop': '晚饭', 'minutes': 120}),
        ('电影提前十分钟', 'change_trip', {'action': 'SHIFT_STOP', 'stop': '电影', 'minutes': -10}),
        ('电影提前一个小时', 'change_trip', {'action': 'SHIFT_STOP', 'stop': '电影', 'minutes': -60}),
        (
            'postpone the film by an hour and a half',
            'change_trip',
            {'action': 'SHIFT_STOP', 'stop': 'film', 'minutes': 90},
        ),
        ('put the dinner at eight', 'change_trip', {'action': 'SHIFT_STOP', 'stop': 'dinner', 'at': '20:00'}),
        ('晚饭改到八点半', 'change_trip', {'action': 'SHIFT_STOP', 'stop': '晚饭', 'at': '20:30'}),
        ('leave out the cinema', 'change_trip', {'action': 'LEAVE_OUT', 'stop': 'cinema'}),
        ('不去电影院了', 'change_trip', {'action': 'LEAVE_OUT', 'stop': '电影院'}),
        ('晚饭不吃了', 'change_trip', {'action': 'LEAVE_OUT', 'stop': '晚饭'}),
        ('charging before dinner', 'change_trip', {'action': 'MOVE_STOP', 'stop': 'charging', 'other': 'dinner'}),
        ('先充电再吃晚饭', 'change_trip', {'action': 'MOVE_STOP', 'stop': '充电', 'other': '吃晚饭'}),
        ('somewhere else for dinner', 'change_trip', {'action': 'REPLACE_STOP', 'stop': 'dinner'}),
        ('another charging station', 'change_trip', {'action': 'REPLACE_STOP', 'stop': 'charging station'}),
        ('换一个充电站', 'change_trip', {'action': 'REPLACE_STOP', 'stop': '充电站'}),
        ('换一家餐厅', 'change_trip', {'action': 'REPLACE_STOP', 'stop': '餐厅'}),
        (
            'stay half an hour longer at the museum',
            'change_trip',
            {'action': 'STAY', 'stop': 'museum', 'minutes': 30, 'longer': True},
        ),
        ('next stop', 'change_trip', {'action': 'DRIVE_TRIP'}),
        ('去下一站', 'change_trip', {'action': 'DRIVE_TRIP'}),
        ('read me the trip', 'read_trip', {'about': 'trip'}),
        ('念一下行程', 'read_trip', {'about': 'trip'}),
        ('where do we go next', 'read_trip', {'about': 'next'}),
        ('我们几点能到家', 'read_trip', {'about': 'home'}),
        ('how long do we stay at dinner', 'read_trip', {'about': 'stay', 'stop': 'dinner'}),
        ('为什么选这家餐厅', 'read_trip', {'about': 'why', 'stop': '餐厅'}),
    ],
)
def test_changes_and_questions_are_understood(
    brain: ReflexBrain, text: str, tool: str, arguments: dict[str, Any]
) -> None:
    assert called(brain, text) == [(tool, arguments)]


@pytest.mark.parametrize(
    'text', ['plan the route to the airport', '规划一下宠物医院', 'leave out the sunroof', 'skip the song', 'next song']
)
def test_what_is_no_trip_is_none(brain: ReflexBrain, text: str) -> None:
    assert not any('trip' in tool for tool, _ in called(brain, text))
