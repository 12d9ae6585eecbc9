from ipa_agents.vehicle.catalogue import load_catalogue
from ipa_agents.vehicle.simulator.controls import Controls
from ipa_agents.vehicle.simulator.parameters import load_car
from ipa_agents.vehicle.simulator.report import report
from ipa_agents.vehicle.simulator.state import initial_state
from ipa_agents.vehicle.simulator.terrain import terrain_of

CAR = load_car()


def test_every_computed_signal_is_one_of_the_catalogue_that_the_simulator_owns() -> None:
    catalogue = load_catalogue()
    values = report(CAR, terrain_of(0, 0.02), initial_state(CAR, 0), Controls())
    assert [path for path in values if path not in catalogue.signals or catalogue[path].owner != 'simulator'] == []
