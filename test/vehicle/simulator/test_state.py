from ipa_agents.vehicle.simulator.parameters import load_car
from ipa_agents.vehicle.simulator.state import initial_state
from ipa_agents.vehicle.simulator.tyres import is_low, pressure

CAR = load_car()


def test_each_seed_has_its_own_wheels_and_all_are_sound() -> None:
    one, two = initial_state(CAR, 1), initial_state(CAR, 2)
    assert one == initial_state(CAR, 1)
    assert one.tyres != two.tyres
    for tyre in one.tyres + two.tyres:
        assert not is_low(CAR.tyres, tyre)
        assert abs(pressure(tyre) - CAR.tyres.placard) < 10
