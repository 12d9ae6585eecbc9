"""One proposal through the whole guard: what is sent, what is read back, what is answered."""

import pytest

from ipa_agents.vehicle.exchange import Rejection, Status

TRUNK = 'Vehicle.Body.Trunk.Rear.IsOpen'
DRIVER_TEMPERATURE = 'Vehicle.Cabin.HVAC.Station.Row1.Driver.Temperature'
PASSENGER_TEMPERATURE = 'Vehicle.Cabin.HVAC.Station.Row1.Passenger.Temperature'
AIR_CONDITIONING = 'Vehicle.Cabin.HVAC.IsAirConditioningActive'
WINDOW = 'Vehicle.Cabin.Door.Row1.DriverSide.Window.Position'
DOME = 'Vehicle.Cabin.Light.IsDomeOn'


def test_done_only_when_the_car_shows_it(car):
    assert car.wish({DRIVER_TEMPERATURE: 24}) == []
    assert car.sent == {DRIVER_TEMPERATURE: 24.0}
    car.wait(0.5)
    assert car.outcomes == []
    car.obey()
    (outcome,) = car.outcomes
    assert outcome.status is Status.DONE
    assert [(signal.path, signal.value) for signal in outcome.signals] == [(DRIVER_TEMPERATURE, 24.0)]
    assert outcome.elapsed_ms == pytest.approx(600)


def test_what_the_car_shows_already_is_done_without_a_command(car):
    (outcome,) = car.wish({DRIVER_TEMPERATURE: car.signals[DRIVER_TEMPERATURE]})
    assert outcome.status is Status.DONE
    assert car.commands == []


def test_a_value_that_is_known_but_stale_is_sent(car):
    car.now += 10
    car.report(('hvac',))
    car.now += 2.5
    car.report(('body', 'simulator'))
    car.wish({DRIVER_TEMPERATURE: 22})
    assert car.commands == []
    car.now += 1.5
    assert car.wish({DRIVER_TEMPERATURE: 22})[0].rule == 'device-missing'


def test_a_readback_from_before_the_command_does_not_count(car):
    car.wish({DRIVER_TEMPERATURE: 24})
    from ipa_agents.vehicle.signals import Signal

    car.take(car.guard.see('hvac', [Signal(DRIVER_TEMPERATURE, 24.0)], car.now - 0.5, car.now + 0.1))
    assert car.outcomes == []


def test_timed_out_when_the_car_stays_as_it_was(car):
    car.wish({DRIVER_TEMPERATURE: 24})
    car.now += 1.0
    car.report()
    car.wait(1.1)
    (outcome,) = car.outcomes
    assert (outcome.status, outcome.rule) == (Status.TIMED_OUT, 'timed-out')
    assert outcome.reason
    assert outcome.reason_zh
    assert [signal.value for signal in outcome.signals] == [22.0]


def test_failed_when_the_device_shows_something_else(car):
    car.wish({DRIVER_TEMPERATURE: 24})
    car.now += 0.5
    car.show({DRIVER_TEMPERATURE: 17.0})
    car.wait(2.0)
    (outcome,) = car.outcomes
    assert (outcome.status, outcome.rule) == (Status.FAILED, 'wrong-answer')
    assert [signal.value for signal in outcome.signals] == [17.0]


def test_a_window_on_its_way_is_late_but_not_wrong(car):
    car.wish({WINDOW: 100})
    car.now += 5.5
    car.show({WINDOW: 60})
    car.wait(0.6)
    assert [outcome.status for outcome in car.outcomes] == [Status.TIMED_OUT]


def test_a_device_that_dies_after_the_command_is_named(car):
    car.wish({DRIVER_TEMPERATURE: 24})
    car.wait(2.5)
    (outcome,) = car.outcomes
    assert outcome.status is Status.TIMED_OUT
    assert 'climate control' in outcome.reason
    assert '空调系统' in outcome.reason_zh


def test_a_device_that_died_before_the_command_is_named_and_nothing_is_sent(car):
    car.now += 4.0
    car.report(('body', 'simulator'))
    (outcome,) = car.wish({DRIVER_TEMPERATURE: 24, DOME: True})
    assert (outcome.status, outcome.rule) == (Status.FAILED, 'device-missing')
    assert 'climate control' in outcome.reason
    assert car.commands == []
    assert car.guard.devices(car.now) == {'hvac': False, 'body': True, 'media': False, 'navigation': False}


def test_a_rejection_gives_the_devices_own_reason(car):
    car.wish({DRIVER_TEMPERATURE: 24})
    (command,) = car.commands
    car.take(car.guard.reject(Rejection(command.command_id, 'hvac', 'The compressor is off.', '压缩机关闭。'), car.now))
    (outcome,) = car.outcomes
    assert (outcome.status, outcome.rule) == (Status.FAILED, 'device')
    assert (outcome.reason, outcome.reason_zh) == ('The compressor is off.', '压缩机关闭。')


def test_a_rejection_of_another_device_or_command_changes_nothing(car):
    car.wish({DRIVER_TEMPERATURE: 24})
    (command,) = car.commands
    car.take(car.guard.reject(Rejection(command.command_id, 'body', 'no', '不'), car.now))
    car.take(car.guard.reject(Rejection('unknown', 'hvac', 'no', '不'), car.now))
    assert car.outcomes == []


def test_signals_are_split_by_owner_and_done_only_when_all_are(car):
    car.wish({DRIVER_TEMPERATURE: 24, DOME: True})
    assert sorted(command.device for command in car.commands) == ['body', 'hvac']
    car.now += 0.2
    car.show({DOME: True})
    assert car.outcomes == []
    car.show({DRIVER_TEMPERATURE: 24.0})
    assert [outcome.status for outcome in car.outcomes] == [Status.DONE]


def test_what_was_reached_is_said_when_the_rest_fails(car):
    car.wish({DRIVER_TEMPERATURE: 24, DOME: True})
    rejected = next(command for command in car.commands if command.device == 'hvac')
    car.take(car.guard.reject(Rejection(rejected.command_id, 'hvac', 'It is broken.', '已损坏。'), car.now))
    assert car.outcomes == []
    car.now += 0.2
    car.show({DOME: True})
    (outcome,) = car.outcomes
    assert outcome.status is Status.FAILED
    assert outcome.reason.startswith('It is broken. Done: the ')
    assert (DOME, True) in [(signal.path, signal.value) for signal in outcome.signals]


def test_what_a_device_refuses_of_a_command_is_named_and_the_rest_is_waited_for(car):
    car.wish({DRIVER_TEMPERATURE: 24, PASSENGER_TEMPERATURE: 24})
    (command,) = car.commands
    rejection = Rejection(
        command.command_id, 'hvac', 'nobody serves it', '没有响应', frozenset({PASSENGER_TEMPERATURE})
    )
    car.take(car.guard.reject(rejection, car.now))
    assert car.outcomes == []
    car.now += 0.2
    car.show({DRIVER_TEMPERATURE: 24.0})
    (outcome,) = car.outcomes
    assert (outcome.status, outcome.rule) == (Status.FAILED, 'device')
    assert outcome.reason == ("The front passenger's temperature: nobody serves it. Done: the driver's temperature.")
    assert outcome.reason_zh == '副驾温度：没有响应。已完成：主驾温度。'


def test_a_newer_wish_supersedes_the_older_one(car):
    car.wish({DRIVER_TEMPERATURE: 24}, proposal_id='older')
    car.now += 0.1
    car.wish({DRIVER_TEMPERATURE: 26}, proposal_id='newer')
    assert [(outcome.proposal_id, outcome.status) for outcome in car.outcomes] == [('older', Status.SUPERSEDED)]
    car.now += 0.1
    car.show({DRIVER_TEMPERATURE: 26.0})
    assert [(outcome.proposal_id, outcome.status) for outcome in car.outcomes[1:]] == [('newer', Status.DONE)]


def test_a_newer_wish_takes_over_only_what_it_names(car):
    car.wish({DRIVER_TEMPERATURE: 24, DOME: True}, proposal_id='older')
    car.wish({DRIVER_TEMPERATURE: 26}, proposal_id='newer')
    car.now += 0.1
    car.show({DOME: True, DRIVER_TEMPERATURE: 26.0})
    outcomes = {outcome.proposal_id: outcome for outcome in car.outcomes}
    assert outcomes['older'].status is outcomes['newer'].status is Status.DONE
    assert 'newer request' in outcomes['older'].reason


def test_a_value_that_is_only_passed_through_is_sent_again(car):
    car.wish({WINDOW: 100})
    car.now += 1.0
    car.show({WINDOW: 30})
    car.wish({WINDOW: 30})
    assert [command.signals[0].value for command in car.commands] == [100, 30]


def test_rules_see_what_is_just_coming(car):
    fan = car.path('climate.fan', 'row1_driver')
    car.wish({fan: 100})
    car.wish({AIR_CONDITIONING: True})
    assert car.sent[fan] == 100


def test_stop_halts_what_moves_where_it_is(car):
    car.wish({WINDOW: 100})
    car.now += 1.0
    car.show({WINDOW: 30})
    car.commands.clear()
    car.say('Stop!')
    assert car.sent == {WINDOW: 30}
    (outcome,) = car.outcomes
    assert (outcome.status, outcome.rule) == (Status.SUPERSEDED, 'stop')


def test_stop_of_a_passenger_leaves_the_drivers_window_alone(car):
    car.wish({WINDOW: 100})
    car.commands.clear()
    car.say('stop', seat='row2_passenger')
    assert car.commands == []
    assert car.outcomes == []


def test_two_seats_at_once_each_get_their_own(car):
    passenger = car.path('climate.temperature', 'row1_passenger')
    car.wish({DRIVER_TEMPERATURE: 24}, proposal_id='driver')
    car.wish({passenger: 20}, 'row1_passenger', proposal_id='passenger')
    car.obey()
    assert {outcome.proposal_id: outcome.status for outcome in car.outcomes} == {
        'driver': Status.DONE,
        'passenger': Status.DONE,
    }


def test_trace_notes_name_the_stages_of_the_turn(car):
    car.wish({DRIVER_TEMPERATURE: 24})
    car.obey()
    assert [note.stage for note in car.notes] == ['guard', 'command', 'readback', 'outcome']
    assert all(note.turn_id == 'turn' for note in car.notes)


@pytest.mark.parametrize(
    ('arguments', 'shown'),
    [
        ({'action': 'PLAY', 'query': 'Debussy'}, {'status': 'PLAYING'}),
        ({'action': 'PAUSE'}, {'status': 'PAUSED'}),
        ({'action': 'NEXT'}, {'status': 'PLAYING'}),
        ({'action': 'SET_VOLUME', 'volume': 40}, {'volume': 40.0}),
        ({'action': 'SET_SHUFFLE', 'mode': 'ON'}, {'is_shuffled': True}),
    ],
)
def test_media_is_done_when_its_state_names_the_command_and_shows_it(car, arguments, shown):
    car.propose('control_media', arguments)
    (command,) = car.commands
    assert (command.device, command.action) == ('media', arguments['action'])
    assert 'action' not in command.arguments
    car.state('media', 'another', **shown)
    assert car.outcomes == []
    car.state('media', command.command_id, **shown)
    assert [outcome.status for outcome in car.outcomes] == [Status.DONE]


def test_media_that_took_the_command_but_shows_something_else_failed(car):
    car.propose('control_media', {'action': 'PAUSE'})
    car.state('media', car.commands[0].command_id, status='PLAYING')
    car.wait(2.1)
    assert [(o.status, o.rule) for o in car.outcomes] == [(Status.FAILED, 'wrong-answer')]


def test_a_state_that_names_a_later_command_answers_the_earlier_one_too(car):
    car.propose('control_media', {'action': 'RESUME'})
    car.propose('control_media', {'action': 'SET_VOLUME', 'volume': 20})
    car.state('media', car.commands[1].command_id, status='PLAYING', volume=20.0)
    assert [outcome.status for outcome in car.outcomes] == [Status.DONE, Status.DONE]


def test_navigation_is_done_when_it_guides(car):
    place = {'place_id': 'n1', 'name': 'Cafe', 'latitude': 48.1, 'longitude': 11.5, 'rating': None}
    car.propose('navigate', {'action': 'START', 'place': place})
    (command,) = car.commands
    assert command.arguments == {'place': {key: value for key, value in place.items() if value is not None}}
    car.state('navigation', command.command_id, status='GUIDING', has_tolls=True)
    (outcome,) = car.outcomes
    assert outcome.status is Status.DONE
    assert outcome.rule == 'cb-021'
    assert outcome.warnings == ('This route has tolls.',)


def test_every_refusal_names_its_rule_in_both_languages(car):
    (outcome,) = car.wish({TRUNK: 'open'})
    assert outcome.status is Status.DENIED
    assert outcome.rule == 'catalogue'
    assert outcome.reason == 'The trunk cannot be set to that.'
    assert outcome.reason_zh == '后备箱不能这样设置。'
