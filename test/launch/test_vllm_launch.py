"""The launch file of the model's server, by the real `launch` where it is installed."""

import importlib.util
import sys
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from ipa_agents.serving.profile import load_serving

FILE = Path(__file__).parents[2] / 'launch' / 'vllm.launch.py'
pytestmark = pytest.mark.skipif(
    importlib.util.find_spec('launch_ros') is None, reason='launch_ros cannot be imported; it comes with ROS 2'
)


def words_for(launch_file: ModuleType, **given: str) -> list[str]:
    """The command line that is started for the arguments of a launch."""
    from launch import LaunchContext
    from launch.actions import DeclareLaunchArgument, OpaqueFunction

    context = LaunchContext(argv=[f'{name}:={value}' for name, value in given.items()])
    context.launch_configurations.update(given)
    started: list[Any] = []
    for entity in launch_file.generate_launch_description().entities:
        if isinstance(entity, DeclareLaunchArgument):
            entity.visit(context)
        elif isinstance(entity, OpaqueFunction):
            started += entity.execute(context) or []
    (process,) = started
    return [word[0].text for word in process.cmd]


def test_every_argument_is_described(launch_file: ModuleType) -> None:
    from launch.actions import DeclareLaunchArgument

    declared = launch_file.generate_launch_description().entities
    arguments = {entity.name: entity for entity in declared if isinstance(entity, DeclareLaunchArgument)}
    assert arguments.keys() == {'profile', *load_serving().settings}
    assert all(len(argument.description) > 20 for argument in arguments.values())


def test_nothing_given_leaves_all_to_the_machine(launch_file: ModuleType) -> None:
    assert words_for(launch_file)[1:] == ['-m', 'ipa_agents.cli.main', 'serve', '--verbose']


def test_what_is_given_is_passed_on(launch_file: ModuleType) -> None:
    words = words_for(launch_file, profile='fleet', copies_by='ray', model='-x', max_seqs='8')
    assert words[5:] == ['--profile=fleet', '--model=-x', '--max-seqs=8', '--copies-by=ray']


def test_a_misspelt_argument_is_refused_where_the_command_line_is_for_this_file(
    launch_file: ModuleType, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, 'argv', ['ros2', 'launch', 'fleet', 'fleet.launch.py', 'max_seq:=8'])
    assert words_for(launch_file, max_seq='8')
    monkeypatch.setattr(sys, 'argv', ['ros2', 'launch', 'ipa_agents', 'vllm.launch.py', 'max_seq:=8'])
    with pytest.raises(Exception, match='unknown argument max_seq; there are: profile, model'):
        words_for(launch_file, max_seq='8')
