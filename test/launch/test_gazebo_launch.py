"""The launch file of Gazebo, by the real `launch` where it is installed."""

import importlib.util
from collections.abc import Mapping
from pathlib import Path
from types import ModuleType

import pytest

from ipa_agents.bringup.declaration import load_bringup

FILE = Path(__file__).parents[2] / 'launch' / 'gazebo.launch.py'
pytestmark = pytest.mark.skipif(
    importlib.util.find_spec('launch_ros') is None, reason='launch_ros cannot be imported; it comes with ROS 2'
)


def words_of_gazebo(launch_file: ModuleType, **given: str) -> str:
    """What `gz sim` is told."""
    from launch import LaunchContext
    from launch.actions import IncludeLaunchDescription

    context = LaunchContext()
    context.launch_configurations.update(dict.fromkeys(launch_file.OTHERS, '') | given)
    (included,) = (one for one in launch_file._gazebo(context) if isinstance(one, IncludeLaunchDescription))
    arguments: Mapping[str, str] = dict(included.launch_arguments)
    return arguments['gz_args']


@pytest.fixture
def installed(launch_file: ModuleType, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> ModuleType:
    monkeypatch.setattr(launch_file, 'get_package_share_directory', lambda name: str(tmp_path / name))
    return launch_file


def test_it_takes_the_arguments_of_the_car_and_its_own_but_for_which_world(launch_file: ModuleType) -> None:
    from launch.actions import DeclareLaunchArgument

    declared = launch_file.generate_launch_description().entities
    names = {entity.name for entity in declared if isinstance(entity, DeclareLaunchArgument)}
    own = {argument.name for argument in load_bringup().of_world('gazebo')} - {'world'}
    assert names == own | launch_file.OTHERS.keys()


def test_gazebo_goes_at_once_in_our_world_from_now_on(installed: ModuleType) -> None:
    words = words_of_gazebo(installed).split()
    assert words[:2] == ['-r', '--initial-sim-time']
    assert float(words[2]) > 1.7e9
    assert words[3].endswith('config/gazebo/worlds/port_merrow.sdf')
    assert Path(words[3]).is_file()


def test_without_a_window_in_another_world_at_another_time(installed: ModuleType, tmp_path: Path) -> None:
    world = tmp_path / 'own.sdf'
    world.touch()
    assert words_of_gazebo(installed, headless='true', gz_world=str(world), gz_time='1000') == (
        f'-r -s --initial-sim-time 1000 {world}'
    )


@pytest.mark.parametrize(
    ('given', 'reason'),
    [({'gz_world': 'none.sdf'}, 'no file'), ({'gz_time': 'noon'}, 'gz_time'), ({'headless': 'yes'}, 'headless')],
)
def test_what_cannot_be_is_refused(installed: ModuleType, given: Mapping[str, str], reason: str) -> None:
    with pytest.raises(RuntimeError, match=reason):
        words_of_gazebo(installed, **given)


def test_without_ros_gz_it_says_what_to_install(launch_file: ModuleType) -> None:
    with pytest.raises(RuntimeError, match='ros_gz_sim is not installed: sudo apt install'):
        words_of_gazebo(launch_file)
