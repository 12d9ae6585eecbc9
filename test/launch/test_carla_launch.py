"""The launch file of CARLA, by the real `launch` where it is installed."""

import importlib.util
import sys
from pathlib import Path
from types import ModuleType

import pytest

from ipa_agents.bringup.declaration import load_bringup
from ipa_agents.errors import SetupError

FILE = Path(__file__).parents[2] / 'launch' / 'carla.launch.py'
pytestmark = pytest.mark.skipif(
    importlib.util.find_spec('launch_ros') is None, reason='launch_ros cannot be imported; it comes with ROS 2'
)


def test_it_takes_the_arguments_of_the_car_and_of_carla_but_for_which_world(launch_file: ModuleType) -> None:
    from launch.actions import DeclareLaunchArgument

    declared = launch_file.generate_launch_description().entities
    names = {entity.name for entity in declared if isinstance(entity, DeclareLaunchArgument)}
    assert names == {argument.name for argument in load_bringup().of_world('carla')} - {'world'}
    assert {'role_name', 'source', 'map_file', 'persona'} <= names


def test_it_starts_the_car_and_the_bridge_and_no_other_world(launch_file: ModuleType) -> None:
    from launch import LaunchContext
    from launch.actions import DeclareLaunchArgument, OpaqueFunction

    context = LaunchContext()
    started = []
    for entity in launch_file.generate_launch_description().entities:
        if isinstance(entity, DeclareLaunchArgument):
            entity.visit(context)
        elif isinstance(entity, OpaqueFunction):
            started += entity.execute(context) or []
    names = [node.node_executable for node in started]
    assert {'carla_bridge', 'simulator', 'assistant'} <= set(names)
    assert not {'carla_shape', 'gazebo_bridge'} & set(names)


@pytest.mark.parametrize('word', ['world:=gazebo', 'can_channel:=can1', 'roll_name:=hero'])
def test_what_is_of_another_world_is_refused_in_one_line(
    launch_file: ModuleType, monkeypatch: pytest.MonkeyPatch, word: str
) -> None:
    from launch import LaunchContext
    from launch.actions import DeclareLaunchArgument, OpaqueFunction

    monkeypatch.setattr(sys, 'argv', ['ros2', 'launch', 'ipa_agents', 'carla.launch.py', word])
    context = LaunchContext(argv=[word])
    declared, started = [], []
    for entity in launch_file.generate_launch_description().entities:
        (declared if isinstance(entity, DeclareLaunchArgument) else started).append(entity)
    for entity in declared:
        entity.visit(context)
    (start,) = started
    assert isinstance(start, OpaqueFunction)
    name = word.partition(':=')[0]
    with pytest.raises(SetupError, match=f'carla.launch.py has no argument {name}: .* world carla alone'):
        start.execute(context)
