import pytest

from ipa_agents.errors import RejectedCommand
from ipa_agents.vehicle.catalogue import Catalogue, SignalSpec
from ipa_agents.vehicle.commands import accepted
from ipa_agents.vehicle.signals import Signal

FAN = SignalSpec('Vehicle.Fan', 'hvac', 'integer', minimum=0, maximum=100)
CATALOGUE = Catalogue({}, {FAN.path: FAN}, {'Vehicle.Old': FAN.path})


def test_an_old_path_and_a_number_of_a_message_become_what_the_catalogue_says() -> None:
    (signal,) = accepted(CATALOGUE, 'hvac', [Signal('Vehicle.Old', 40.0)])
    assert signal == Signal('Vehicle.Fan', 40)
    assert type(signal.value) is int


def test_another_owner_is_named() -> None:
    with pytest.raises(RejectedCommand, match='belongs to hvac, not to body'):
        accepted(CATALOGUE, 'body', [Signal('Vehicle.Fan', 40)])
