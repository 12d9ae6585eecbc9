"""A data set, made once, since it simulates cars first."""

import pytest

from ipa_agents.training.dataset import Dataset
from ipa_agents.vehicle.catalogue import Catalogue, load_catalogue


@pytest.fixture(scope='session')
def catalogue() -> Catalogue:
    return load_catalogue()


@pytest.fixture(scope='session')
def dataset(catalogue: Catalogue) -> Dataset:
    return Dataset(catalogue)
