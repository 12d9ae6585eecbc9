import pytest

from ipa_agents.guard.seat_rights import may_change
from ipa_agents.vehicle.exchange import Status
from ipa_agents.vehicle.seats import DRIVER, SEATS


def test_the_driver_may_change_everything(catalogue):
    assert all(may_change(DRIVER, spec) for spec in catalogue.signals.values() if spec.is_actuator)


@pytest.mark.parametrize('seat', SEATS[1:])
def test_a_passenger_may_change_the_own_zone_and_the_cabin(catalogue, seat):
    def may(function, zone=None):
        return may_change(seat, catalogue[catalogue.functions[function].path_of(zone)])

    assert [may('climate.temperature', zone) for zone in SEATS] == [zone == seat for zone in SEATS]
    assert may('climate.fan', DRIVER)
    assert may('light.dome')
    assert not may('light.low_beam')
    assert not may('driving.mode')


def test_of_two_functions_on_one_signal_the_strictest_holds(catalogue):
    shared = [spec for spec in catalogue.signals.values() if len(spec.functions) > 1]
    assert shared
    for spec in shared:
        strictest = [f.rights for f in spec.functions if f.rights == 'driver']
        assert may_change('row1_passenger', spec) <= (not strictest)


def test_a_passenger_is_told_who_may(car):
    (outcome,) = car.wish({car.path('driving.mode'): 'SPORT'}, 'row2_driver')
    assert (outcome.status, outcome.rule) == (Status.DENIED, 'seat-rights')
    assert outcome.reason.startswith('Only the driver may change the ')
    (outcome,) = car.wish({car.path('climate.temperature', 'row1_passenger'): 20}, 'row2_driver')
    assert outcome.rule == 'seat-rights'
    assert '副驾' in outcome.reason_zh


def test_nobody_can_pose_as_another_seat(car):
    utterance = car.say('louder', seat='row2_driver')
    assert car.wish({car.path('driving.mode'): 'SPORT'}, DRIVER, utterance_id=utterance)[0].rule == 'provenance'
    assert car.commands == []
