"""What the page and the screen of a terminal show, by the events that they come from."""

import pytest
from evenings import held
from fake_cabin import speech

from ipa_agents.assistant.ports import Playing, Travelling, Trip
from ipa_agents.cabin.events import Condition, Event, Report, Stage
from ipa_agents.cabin.scene import EVERYTHING, Changes, Scene
from ipa_agents.cabin.transcript import Transcript
from ipa_agents.persona.persona import load_persona
from ipa_agents.travel.places.place import Place
from ipa_agents.vehicle.catalogue import load_catalogue
from ipa_agents.vehicle.exchange import Outcome, Status, Utterance
from ipa_agents.vehicle.signals import Signal

SPEED = 'Vehicle.Speed'
FAN = 'Vehicle.Cabin.HVAC.Station.Row1.Driver.FanSpeed'


@pytest.fixture
def scene() -> Scene:
    scene = Scene(Transcript(load_catalogue(), load_persona('juno')))
    scene.hear((), 0.0)
    return scene


def report(**values: float) -> Report:
    paths = {'speed': SPEED, 'fan': FAN}
    return Report('simulator', tuple(Signal(paths[name], value) for name, value in values.items()))


def decided(status: Status, rule: str = '', proposal: str = 'p', **fields: object) -> Outcome:
    return Outcome(proposal, 't', status, rule, f'about {rule}', f'关于{rule}', **fields)


@pytest.mark.parametrize(
    ('event', 'topics'),
    [
        (report(speed=3.0), {'signals'}),
        (Playing('PLAYING', 'A'), {'media'}),
        (Travelling('IDLE'), {'travel'}),
        (held(), {'trip'}),
        (speech('Hello.'), {'conversation'}),
        (decided(Status.DENIED, 'cb-014'), {'notices', 'conversation'}),
        (decided(Status.NEEDS_CONFIRMATION, 'risky', challenge_id='c'), {'questions', 'conversation'}),
        (Condition('/ipa/guard: status', 'ok', 'running', {}, 'ipa_agents'), {'parts'}),
        (Stage('t', 'assistant', 'heard', {}, 0.0, 1.0), {'turns'}),
        (decided(Status.DONE), set()),
    ],
)
def test_each_event_changes_its_topics_once(scene: Scene, event: Event, topics: set[str]) -> None:
    assert scene.hear([event], 1.0).topics == topics
    assert not scene.hear((), 1.0).topics


def test_an_odd_event_does_not_hide_the_next_one(scene: Scene) -> None:
    changes = scene.hear([speech('Bonjour.', language='fr'), report(speed=3.0)], 1.0)
    assert changes.paths == {SPEED}


def test_signals_that_stay_as_they_are_change_nothing(scene: Scene) -> None:
    assert scene.hear([report(speed=3.0, fan=40.0)], 1.0).paths == {SPEED, FAN}
    assert scene.hear([report(speed=3.0, fan=60.0)], 2.0).paths == {FAN}
    assert not scene.hear([report(speed=3.0, fan=60.0)], 3.0).topics
    assert scene.signals == {SPEED: 3.0, FAN: 60.0}


def test_what_a_silent_world_showed_is_not_known_any_more(scene: Scene) -> None:
    scene.hear([report(speed=50.0, fan=3.0)], 0.0)
    for second in range(1, 7):
        assert not scene.hear([report(fan=3.0)], second).topics
    changes = scene.hear([report(fan=3.0)], 7.0)
    assert changes.of([SPEED])
    assert not changes.of([FAN])
    assert scene.signals == {FAN: 3.0}
    assert scene.hear([report(speed=50.0)], 8.0).of([SPEED])


def test_changes_know_what_they_are_of() -> None:
    changes = Changes(frozenset({'signals', 'media'}), frozenset({SPEED}))
    assert 'media' in changes
    assert 'travel' not in changes
    assert changes.of((SPEED, FAN))
    assert not changes.of((FAN,))
    assert EVERYTHING.of((FAN,))
    assert 'travel' in EVERYTHING
    assert not Changes(frozenset({'media'})).of((FAN,))


def test_what_is_kept_of_a_long_conversation_is_bounded(scene: Scene) -> None:
    scene.hear((Utterance(f'{n}', 'row1_driver', f'{n}', '', 0.0) for n in range(10_000)), 1.0)
    assert scene.lines[-1].text == '9999'
    assert len(scene.lines) == scene.lines.maxlen
    assert scene.lines_told == 10_000
    scene.hear((decided(Status.DENIED, f'rule-{n}') for n in range(1000)), 1.0)
    assert len(scene.notices) == scene.notices.maxlen


def test_a_line_grows_where_it_stands(scene: Scene) -> None:
    scene.hear([speech('A heat', is_last=False), Utterance('u', 'row2_driver', 'Hello', '', 0.0)], 1.0)
    assert scene.hear([speech(' pump', is_last=False, continues=True)], 2.0).topics == {'conversation'}
    scene.hear([speech('.', continues=True)], 3.0)
    assert [line.text for line in scene.lines] == ['A heat pump.', 'Hello']
    assert scene.lines_told == 2


def test_an_answer_says_who_understood_whenever_that_is_known(scene: Scene) -> None:
    scene.hear([Stage('t', 'assistant', 'brain', {'brain': 'reflex'}, 1.0, 1.0), speech('Done.')], 1.0)
    scene.hear([speech('A heat', turn_id='u', is_last=False), speech('No.', turn_id='v')], 2.0)
    asked = Stage('u', 'assistant', 'model', {'model': 'tiny', 'endpoint': 'car'}, 1.0, 1.0)
    assert scene.hear([asked], 3.0).topics == {'turns', 'conversation'}
    assert [line.mind for line in scene.lines] == ['reflex', 'tiny · car', '']
    scene.hear([speech(' pump.', turn_id='u', continues=True)], 4.0)
    assert (scene.lines[1].text, scene.lines[1].mind) == ('A heat pump.', 'tiny · car')


def test_the_state_of_the_model_is_followed(scene: Scene) -> None:
    def told(**values: str) -> Condition:
        return Condition('/ipa/assistant: model', 'ok', '', values, 'ipa_agents')

    scene.hear([told(state='ready', endpoint='car')], 1.0)
    assert scene.model is not None
    assert (scene.model.state, scene.model.endpoint) == ('ready', 'car')
    assert not scene.hear([told(state='ready', endpoint='car', failovers='3')], 2.0).topics
    assert 'model' in scene.hear([told(state='away', reason='no answer')], 3.0)
    assert 'model' in scene.hear([told()], 4.0)
    assert scene.model is None


def test_the_rest_of_a_line_that_is_not_there_stands_alone(scene: Scene) -> None:
    scene.hear([speech('A heat', is_last=False)], 1.0)
    scene.lines.clear()
    scene.hear([speech(' pump.', continues=True)], 2.0)
    assert [line.text for line in scene.lines] == [' pump.']


@pytest.mark.parametrize('end', [Status.DONE, Status.DENIED, Status.SUPERSEDED, Status.FAILED])
def test_a_question_is_open_until_its_proposal_ends(scene: Scene, end: Status) -> None:
    scene.hear([decided(Status.NEEDS_CONFIRMATION, 'risky', challenge_id='c')], 1.0)
    (question,) = scene.questions.values()
    assert (question.challenge_id, question.text.en, question.text.zh) == ('c', 'about risky', '关于risky')
    assert not scene.hear([decided(end, proposal='another')], 2.0).topics & {'questions'}
    assert 'questions' in scene.hear([decided(end)], 3.0)
    assert not scene.questions


def test_a_question_of_a_guard_that_died_is_closed_in_the_end(scene: Scene) -> None:
    scene.hear([decided(Status.NEEDS_CONFIRMATION, 'risky', challenge_id='c')], 1.0)
    assert not scene.hear((), 50.0).topics
    assert 'questions' in scene.hear((), 62.0)
    assert not scene.questions


@pytest.mark.parametrize('status', [Status.DENIED, Status.FAILED, Status.TIMED_OUT])
def test_a_refusal_is_noted_with_its_rule_and_reason(scene: Scene, status: Status) -> None:
    scene.hear([decided(status, 'cb-014')], 1.0)
    (notice,) = scene.notices
    assert (notice.kind, notice.status, notice.rule) == ('refusal', status, 'cb-014')
    assert (notice.reason.en, notice.reason.zh) == ('about cb-014', '关于cb-014')


@pytest.mark.parametrize('outcome', [decided(Status.DENIED, 'confirmation'), decided(Status.SUPERSEDED, 'superseded')])
def test_what_people_wanted_themselves_is_no_refusal(scene: Scene, outcome: Outcome) -> None:
    scene.hear([outcome], 1.0)
    assert not scene.notices


def test_warnings_are_noted_and_a_reason_is_told_once(scene: Scene) -> None:
    warned = decided(Status.DONE, warnings=('Mind the rain.',), warnings_zh=('注意下雨。',))
    scene.hear([warned, decided(Status.DENIED, 'cb-014'), warned, decided(Status.DENIED, 'cb-014', 'q')], 1.0)
    assert [(notice.kind, notice.reason.zh) for notice in scene.notices] == [
        ('warning', '注意下雨。'),
        ('refusal', '关于cb-014'),
    ]


def test_an_old_notice_goes(scene: Scene) -> None:
    scene.hear([decided(Status.DENIED, 'cb-014')], 1.0)
    assert not scene.hear((), 120.0).topics
    assert 'notices' in scene.hear((), 122.0)
    assert not scene.notices


def searched(*names: str) -> Stage:
    places = [{'name': name, 'latitude': 31.2, 'longitude': 165.4} for name in names]
    return Stage('t', 'assistant', 'search', {'places': places}, 0.0, 1.0)


def test_the_places_found_last_are_kept_until_the_way_leads_to_one(scene: Scene) -> None:
    assert 'places' in scene.hear([searched('Luna', 'Sol')], 1.0)
    assert [(place.number, place.name.en) for place in scene.places] == [(1, 'Luna'), (2, 'Sol')]
    assert 'places' not in scene.hear([searched('Luna', 'Sol'), Travelling('IDLE')], 2.0)
    luna = Travelling('GUIDING', Trip(Place('n1', 'Luna', 'Luna', 'cafe', 31.2, 165.4), 900.0, 60.0))
    assert 'places' in scene.hear([luna], 3.0)
    assert scene.places == ()
    # What nobody knows of a place is another NaN in each message.
    again = Travelling(
        'GUIDING', Trip(Place('n1', 'Luna', 'Luna', 'cafe', 31.2, 165.4, rating=float('nan')), 890.0, 59.0)
    )
    assert 'places' in scene.hear([searched('Mars'), again], 4.0)
    assert [place.name.en for place in scene.places] == ['Mars']


def test_a_trip_is_looked_at_in_the_place_of_what_was_found_when_people_plan_or_change_it(scene: Scene) -> None:
    scene.hear([searched('Luna')], 1.0)
    assert scene.hear([held()], 2.0).topics == {'trip', 'places'}
    assert scene.trip == held()
    scene.hear([searched('Luna')], 3.0)
    assert scene.hear([held('driving')], 4.0).topics == {'trip'}
    assert scene.hear([held('driving', command='skipped')], 5.0).topics == {'trip', 'places'}
