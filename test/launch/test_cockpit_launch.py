"""The launch file by the real `launch` where it is installed; elsewhere only what can be seen without it."""

import ast
import importlib.util
import sys
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from ipa_agents.bringup.declaration import load_bringup

FILE = Path(__file__).parents[2] / 'launch' / 'cockpit.launch.py'
needs_launch = pytest.mark.skipif(
    importlib.util.find_spec('launch_ros') is None, reason='launch_ros cannot be imported; it comes with ROS 2'
)


def entities(launch_file: ModuleType, *words: str) -> list[Any]:
    """What the file starts for the words of a command line."""
    from launch import LaunchContext
    from launch.actions import DeclareLaunchArgument, OpaqueFunction

    context = LaunchContext(argv=list(words))
    context.launch_configurations.update(word.split(':=', 1) for word in words)
    started = []
    for entity in launch_file.generate_launch_description().entities:
        if isinstance(entity, DeclareLaunchArgument):
            entity.visit(context)
        elif isinstance(entity, OpaqueFunction):
            started += entity.execute(context) or []
    return started


def test_it_imports_nothing_that_is_not_declared_in_the_package() -> None:
    modules = {node.module for node in ast.walk(ast.parse(FILE.read_text())) if isinstance(node, ast.ImportFrom)}
    package = (FILE.parents[1] / 'package.xml').read_text()
    others = {str(module).split('.')[0] for module in modules} - {'ipa_agents'} - sys.stdlib_module_names
    assert [name for name in others if f'<exec_depend>{name}</exec_depend>' not in package] == []


@needs_launch
def test_every_argument_is_described(launch_file: ModuleType) -> None:
    from launch.actions import DeclareLaunchArgument

    declared = launch_file.generate_launch_description().entities
    arguments = {entity.name: entity for entity in declared if isinstance(entity, DeclareLaunchArgument)}
    assert arguments.keys() == load_bringup().arguments.keys()
    assert all(len(argument.description) > 5 for argument in arguments.values())


@needs_launch
def test_it_starts_the_nodes_that_were_asked_for(launch_file: ModuleType) -> None:
    names = [node.node_executable for node in entities(launch_file, 'nodes:=guard,hvac', 'namespace:=car2')]
    assert names == ['hvac', 'guard']
    assert len(entities(launch_file)) == len(load_bringup().always)


@needs_launch
def test_an_unknown_argument_is_refused_only_where_the_command_line_is_for_this_file(
    launch_file: ModuleType, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, 'argv', ['ros2', 'launch', 'fleet', 'fleet.launch.py', 'size:=2'])
    assert entities(launch_file, 'size:=2')
    monkeypatch.setattr(sys, 'argv', ['ros2', 'launch', 'ipa_agents', 'cockpit.launch.py', 'size:=2'])
    with pytest.raises(Exception, match='unknown argument size'):
        entities(launch_file, 'size:=2')
