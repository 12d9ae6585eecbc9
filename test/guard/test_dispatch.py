from dataclasses import replace

from ipa_agents.vehicle.exchange import Status

TEMPERATURE = 'Vehicle.Cabin.HVAC.Station.Row1.Driver.Temperature'
DOME = 'Vehicle.Cabin.Light.IsDomeOn'
AIR_CONDITIONING = 'Vehicle.Cabin.HVAC.IsAirConditioningActive'


def test_only_so_much_is_in_flight_at_once(make_car, policy):
    car = make_car(limits=replace(policy.limits, in_flight=2))
    car.wish({TEMPERATURE: 24})
    car.wish({DOME: True})
    (outcome,) = car.wish({AIR_CONDITIONING: True})
    assert (outcome.status, outcome.rule) == (Status.DENIED, 'busy')
    assert car.sent.keys() == {TEMPERATURE, DOME}
    car.obey()
    assert car.wish({AIR_CONDITIONING: True}) == []
    assert car.sent[AIR_CONDITIONING] is True
