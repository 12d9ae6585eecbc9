"""Whatever is proposed, the guard answers once, never raises, and sends nothing that it should not."""

import itertools
import json
import math

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ipa_agents.vehicle.exchange import Proposal, Status
from ipa_agents.vehicle.signals import Signal

TEMPERATURE = 'Vehicle.Cabin.HVAC.Station.Row1.Driver.Temperature'
PLACE = {'place_id': 'n1', 'name': 'Cafe', 'latitude': 48.1, 'longitude': 11.5}


@pytest.mark.parametrize(
    'arguments',
    [
        '',
        '{',
        '[]',
        'null',
        '"text"',
        '{}',
        '{"signals": {}}',
        '{"signals": []}',
        '{"signals": {"PATH": NaN}}',
        '{"signals": {"PATH": Infinity}}',
        '{"signals": {"PATH": -Infinity}}',
        '{"signals": {"PATH": 1e999}}',
        '{"signals": {"PATH": ' + '9' * 400 + '}}',
        '{"signals": {"PATH": ' + '9' * 5000 + '}}',
        '{"signals": {"PATH": 20, "PATH": 22}}',
        '{"signals": {"PATH": 20}, "signals": {}}',
        '{"signals": {"PATH": 20}, "force": true}',
        '{"signals": {"PATH": "\\ud800"}}',
        '[' * 10000,
        '{"a":' * 3000,
        '{"signals": {"PATH": 20, "x": "' + 'x' * 16384 + '"}}',
        json.dumps({'signals': {f'Vehicle.A{index}': 1 for index in range(33)}}),
    ],
)
def test_malformed_arguments_are_denied(car, arguments):
    (outcome,) = car.propose('set_signals', arguments.replace('PATH', TEMPERATURE))
    assert (outcome.status, outcome.rule) == (Status.DENIED, 'malformed')
    assert car.commands == []


@pytest.mark.parametrize(
    ('path', 'value'),
    [
        ('Vehicle.Chassis.SteeringWheel.Angle', 10),
        ('Vehicle.Powertrain.Transmission.SelectedGear', 126),
        ('Vehicle.Speed', 0),
        ('Vehicle.Chassis.Brake.PedalPosition', 0),
        ('Vehicle.Diagnostics.DTCList', []),
        ('Vehicle.Cabin.Airbag.IsEnabled', False),
        ('Vehicle.No.Such.Path', 1),
        ('', 1),
        ('vehicle.speed', 1),
        (TEMPERATURE, 15.9),
        (TEMPERATURE, 28.1),
        (TEMPERATURE, -1e9),
        (TEMPERATURE, '22'),
        (TEMPERATURE, True),
        (TEMPERATURE, None),
        (TEMPERATURE, [22]),
        (TEMPERATURE, {'value': 22}),
        ('Vehicle.Cabin.HVAC.IsAirConditioningActive', 1),
        ('Vehicle.Cabin.HVAC.IsAirConditioningActive', 'true'),
        ('Vehicle.Cabin.HVAC.Station.Row1.Driver.AirDistribution', 'SIDEWAYS'),
        ('Vehicle.Cabin.Door.Row1.DriverSide.Window.Position', 50.5),
    ],
)
def test_what_the_catalogue_does_not_allow_is_denied(car, path, value):
    (outcome,) = car.wish({path: value})
    assert (outcome.status, outcome.rule) == (Status.DENIED, 'catalogue')
    assert outcome.reason
    assert outcome.reason_zh
    assert car.commands == []


def test_one_wrong_signal_denies_the_whole_proposal(car):
    assert car.wish({TEMPERATURE: 24, 'Vehicle.Speed': 0})[0].status is Status.DENIED
    assert car.commands == []


@pytest.mark.parametrize(
    ('tool', 'arguments'),
    [
        ('steer', {'angle': 3}),
        ('clear_fault_codes', {}),
        ('', {}),
        ('control_media', {}),
        ('control_media', {'action': 'EXPLODE'}),
        ('control_media', {'action': 'SEEK'}),
        ('control_media', {'action': 'SEEK', 'position': -1}),
        ('control_media', {'action': 'SET_VOLUME'}),
        ('control_media', {'action': 'SET_VOLUME', 'volume': 101}),
        ('control_media', {'action': 'SET_VOLUME', 'volume': '50'}),
        ('control_media', {'action': 'SET_SHUFFLE', 'mode': 'ONE'}),
        ('control_media', {'action': 'PLAY', 'query': 'x' * 201}),
        ('control_media', {'action': 'PLAY', 'url': 'x'}),
        ('navigate', {'action': 'START'}),
        ('navigate', {'action': 'START', 'place': {'query': 'somewhere'}}),
        ('navigate', {'action': 'START', 'place': {'name': 'no coordinates'}}),
        ('navigate', {'action': 'START', 'place': {**PLACE, 'latitude': 91}}),
        ('navigate', {'action': 'START', 'place': {**PLACE, 'longitude': None}}),
        ('navigate', {'action': 'START', 'place': PLACE, 'origin': PLACE}),
        ('navigate', {'action': 'START', 'place': PLACE, 'preference': 'scenic'}),
        ('navigate', {'action': 'CHOOSE_ALTERNATIVE'}),
        ('navigate', {'action': 'CHOOSE_ALTERNATIVE', 'alternative': 1.5}),
        ('confirm', {'yes': True}),
    ],
)
def test_unknown_tools_and_wrong_arguments_are_denied(car, tool, arguments):
    (outcome,) = car.propose(tool, arguments)
    assert (outcome.status, outcome.rule) == (Status.DENIED, 'malformed')
    assert car.commands == []


@pytest.mark.parametrize('place', [{**PLACE, 'latitude': math.nan}, {**PLACE, 'longitude': math.inf}])
def test_a_place_that_is_nowhere_is_denied(car, place):
    assert car.propose('navigate', {'action': 'START', 'place': place})[0].rule == 'malformed'


def test_a_known_proposal_id_is_refused(car):
    car.wish({TEMPERATURE: 24}, proposal_id='same')
    car.obey()
    (outcome,) = car.wish({TEMPERATURE: 26}, proposal_id='same')
    assert (outcome.status, outcome.rule) == (Status.DENIED, 'duplicate')
    assert car.commands == []


@pytest.mark.parametrize('age', [5.1, 3600.0, -1.1, math.nan, math.inf, -math.inf])
def test_a_stale_proposal_or_one_from_the_future_is_refused(car, age):
    (outcome,) = car.wish({TEMPERATURE: 24}, stamp=car.now - age)
    assert (outcome.status, outcome.rule) == (Status.DENIED, 'stale')


def test_a_proposal_without_an_utterance_is_refused(car):
    (outcome,) = car.wish({TEMPERATURE: 24}, utterance_id='')
    assert (outcome.status, outcome.rule) == (Status.DENIED, 'provenance')


def test_a_proposal_with_an_utterance_that_nobody_said_is_refused_after_a_short_wait(car):
    assert car.wish({TEMPERATURE: 24}, utterance_id='invented') == []
    car.wait(0.1)
    assert car.outcomes == []
    car.wait(0.3)
    assert [(o.status, o.rule) for o in car.outcomes] == [(Status.DENIED, 'provenance')]


def test_a_proposal_that_overtook_its_utterance_is_done(car):
    car.wish({TEMPERATURE: 24}, utterance_id='late')
    car.now += 0.1
    car.say('warmer', utterance_id='late')
    assert car.sent == {TEMPERATURE: 24.0}


@pytest.mark.parametrize(
    ('fields', 'words'),
    [
        ({'source': 'media'}, 'loudspeakers'),
        ({'source': ''}, 'who said that'),
        ({'source': 'television'}, 'who said that'),
        ({'seat': 'row2_driver'}, 'another seat'),
        ({'text': 'x' * 100_000}, 'too long'),
        ({'stamp': 900.0}, 'too long ago'),
        ({'stamp': 1002.0}, 'too long ago'),
        ({'stamp': math.nan}, 'too long ago'),
    ],
)
def test_an_utterance_that_nothing_may_rest_on(car, fields, words):
    utterance = car.say(**{'text': 'warmer', **fields})
    (outcome,) = car.wish({TEMPERATURE: 24}, utterance_id=utterance)
    assert (outcome.status, outcome.rule) == (Status.DENIED, 'provenance')
    assert words in outcome.reason


def test_an_utterance_grows_old(car):
    utterance = car.say('warmer')
    car.now += 61.0
    car.report()
    assert car.wish({TEMPERATURE: 24}, utterance_id=utterance)[0].rule == 'provenance'


def test_a_partial_utterance_carries_nothing(car):
    car.wish({TEMPERATURE: 24}, utterance_id=car.say('warm', is_final=False))
    car.wait(0.4)
    assert [o.rule for o in car.outcomes] == ['provenance']


def test_an_utterance_is_not_replaced_by_one_of_the_same_id(car):
    car.say('warmer', seat='row2_driver', utterance_id='u')
    car.say('warmer', seat='row1_driver', utterance_id='u')
    assert car.wish({TEMPERATURE: 24}, utterance_id='u')[0].rule == 'provenance'


@pytest.mark.parametrize('text', ['把空调 set to 二十三度 please 🙂🚗', '\x00\u202e\ufeff', 'x' * 2000, '好' * 2000])
def test_mixed_scripts_emoji_and_long_texts_are_heard(car, text):
    car.wish({TEMPERATURE: 24}, utterance_id=car.say(text))
    assert car.sent == {TEMPERATURE: 24.0}


@pytest.mark.parametrize(
    'fields', [{'proposal_id': ''}, {'proposal_id': 'x' * 129}, {'turn_id': 'x' * 129}, {'seat': 'roof'}, {'seat': ''}]
)
def test_ids_and_seats_must_be_proper(car, fields):
    (outcome,) = car.wish({TEMPERATURE: 24}, utterance_id=car.say(), **fields)
    assert (outcome.status, outcome.rule) == (Status.DENIED, 'malformed')
    assert car.commands == []


def test_signals_that_their_owner_did_not_send_are_not_believed(car):
    car.wish({TEMPERATURE: 24})
    car.now += 0.1
    car.take(car.guard.see('body', [Signal(TEMPERATURE, 24.0)], car.now, car.now))
    car.take(car.guard.see('stranger', [Signal(TEMPERATURE, 24.0)], car.now, car.now))
    assert car.outcomes == []


@pytest.mark.parametrize('value', [math.nan, math.inf, 'fast', True, ('a',), 1e9])
def test_signals_with_impossible_values_are_not_believed(car, value):
    before = car.guard.counts()['signals refused']
    car.take(car.guard.see('simulator', [Signal('Vehicle.Speed', value)], car.now, car.now))
    assert car.guard.counts()['signals refused'] == before + 1


def test_a_thousand_utterances_in_a_second_leave_the_newest(car):
    first = car.say('first')
    for index in range(1000):
        car.now += 0.001
        newest = car.say(f'number {index}')
    assert car.guard.counts()['utterances kept'] <= car.policy.limits.utterances_kept
    car.wish({TEMPERATURE: 24}, utterance_id=newest)
    assert car.sent == {TEMPERATURE: 24.0}
    car.wish({TEMPERATURE: 26}, utterance_id=first)
    car.wait(0.4)
    assert car.outcomes[-1].rule == 'provenance'


def test_the_loudspeaker_pushes_nobody_out(car):
    utterance = car.say('warmer')
    for _ in range(1000):
        car.say('hey', source='media')
    car.wish({TEMPERATURE: 24}, utterance_id=utterance)
    assert car.sent == {TEMPERATURE: 24.0}


def test_a_flood_of_proposals_is_answered_bounded_and_does_not_stop_the_driver(car):
    seats = itertools.cycle(['row1_passenger', 'row2_driver', 'row2_passenger'])
    for seat in itertools.islice(seats, 3000):
        car.wish({car.path('seat.heating', seat): 33}, seat)
    limits = car.policy.limits
    assert len(car.outcomes) >= 3000 - limits.rate_passengers
    assert sum(outcome.rule == 'rate-limit' for outcome in car.outcomes) >= 3000 - limits.rate_passengers
    assert len(car.commands) <= limits.rate_passengers
    counts = car.guard.counts()
    assert counts['proposals known'] <= limits.proposals_kept
    assert counts['acts in flight'] <= limits.in_flight
    assert car.wish({TEMPERATURE: 24}) == []
    assert car.sent[TEMPERATURE] == 24.0


def test_a_seat_that_proposed_too_much_is_heard_again_later(car):
    for _ in range(40):
        car.wish({TEMPERATURE: 22})
    assert car.outcomes[-1].rule == 'rate-limit'
    car.now += 11.0
    car.report()
    assert car.wish({TEMPERATURE: 22})[0].status is Status.DONE


def test_proposals_that_wait_for_an_utterance_are_bounded(car):
    limits = car.policy.limits
    for seat in ('row1_driver', 'row1_passenger'):
        for _ in range(limits.rate_per_seat):
            car.wish({TEMPERATURE: 24}, seat, utterance_id='invented')
    assert car.guard.counts()['proposals waiting'] <= limits.waiting
    car.wait(0.4)
    assert len(car.outcomes) == 2 * limits.rate_per_seat


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=20), inner, max_size=4),
    max_leaves=12,
)


@pytest.fixture(scope='session')
def paths(catalogue):
    return st.sampled_from([path for path, spec in catalogue.signals.items() if spec.is_actuator])


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=300)
@given(data=st.data())
def test_any_proposal_gets_exactly_one_final_outcome(make_car, paths, data):
    car = make_car()
    heard = car.say('something')
    tool = data.draw(st.sampled_from(['set_signals', 'control_media', 'navigate', 'confirm']) | st.text(max_size=20))
    values = JSON | st.booleans() | st.integers(-5, 120) | st.floats(0, 100)
    objects = st.fixed_dictionaries(
        {},
        optional={'signals': st.dictionaries(paths, values, max_size=3), 'action': JSON, 'place': JSON, 'volume': JSON},
    )
    arguments = data.draw(st.text(max_size=200) | JSON.map(json.dumps) | objects.map(json.dumps))
    proposal = Proposal(
        proposal_id=data.draw(st.text(min_size=0, max_size=200)),
        turn_id=data.draw(st.text(max_size=10)),
        utterance_id=data.draw(st.just(heard) | st.text(max_size=10)),
        agent=data.draw(st.text(max_size=10)),
        seat=data.draw(st.sampled_from(['row1_driver', 'row2_driver']) | st.text(max_size=10)),
        tool=tool,
        arguments=arguments,
        stamp=data.draw(st.just(car.now) | st.floats()),
        challenge_id=data.draw(st.just('') | st.text(max_size=10)),
        answer_utterance_id=data.draw(st.just('') | st.just(heard) | st.text(max_size=10)),
    )
    car.take(car.guard.propose(proposal, car.now))
    car.wait(0.5)
    car.wait(40.0)
    car.wait(40.0)
    final = [outcome for outcome in car.outcomes if outcome.status is not Status.NEEDS_CONFIRMATION]
    assert [outcome.proposal_id for outcome in final] == [proposal.proposal_id]
    assert all(outcome.reason and outcome.reason_zh for outcome in final if outcome.status is not Status.DONE)
