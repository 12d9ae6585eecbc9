import argparse

import pytest

from ipa_agents.cli.world import world_beside
from ipa_agents.errors import SetupError

pytestmark = pytest.mark.ros


class Nobody:
    """A conversation, and a screen, that must not be asked anything."""


def beside(world: str, *, processes: bool = False) -> None:
    args = argparse.Namespace(world=world, processes=processes, namespace='/ipa', log_level='error', town='')
    with world_beside(args, Nobody(), Nobody()):  # type: ignore[arg-type]
        pass


@pytest.mark.parametrize('world', ['', 'built_in'])
def test_beside_the_built_in_car_nothing_runs(world: str) -> None:
    beside(world)


def test_with_a_process_a_node_the_launch_runs_the_world() -> None:
    beside('carla_shape', processes=True)


def test_a_world_that_is_none_is_refused_with_those_that_are() -> None:
    with pytest.raises(SetupError, match=r"'moon' is none of built_in, .*carla"):
        beside('moon')
