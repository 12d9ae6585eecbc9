import pytest

from ipa_agents.brains.choice import AUTO, CHOICES, make_brains
from ipa_agents.errors import SetupError
from ipa_agents.vehicle.catalogue import load_catalogue


def test_auto_is_every_brain_and_a_name_is_one() -> None:
    catalogue = load_catalogue()
    named = [name for name in CHOICES if name != AUTO]
    assert [brain.name for brain in make_brains(AUTO, catalogue)] == named
    for name in named:
        assert [brain.name for brain in make_brains(name, catalogue)] == [name]


def test_an_unknown_brain_is_refused_with_the_names_there_are() -> None:
    with pytest.raises(SetupError, match='reflex'):
        make_brains('oracle', load_catalogue())
