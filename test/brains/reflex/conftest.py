"""The brain is read once for all tests."""

import pytest

from ipa_agents.brains.reflex import ReflexBrain
from ipa_agents.vehicle.catalogue import Catalogue, load_catalogue


@pytest.fixture(scope='session')
def catalogue() -> Catalogue:
    return load_catalogue()


@pytest.fixture(scope='session')
def brain(catalogue: Catalogue) -> ReflexBrain:
    return ReflexBrain(catalogue)
