"""What the launch files of a car have in common; it needs the packages launch and launch_ros of ROS 2."""

import atexit
import shutil
import sys
from collections.abc import Callable, Mapping
from pathlib import Path

from launch import LaunchContext, LaunchDescription, LaunchDescriptionEntity
from launch.actions import DeclareLaunchArgument, OpaqueFunction
from launch_ros.actions import Node

from ipa_agents.bringup.declaration import WORLD, Argument, load_bringup
from ipa_agents.bringup.plan import Process, assignments, plan
from ipa_agents.bringup.state_folder import make_state_folder
from ipa_agents.errors import SetupError

__all__ = ['car_launch']

Beside = Callable[[LaunchContext], list[LaunchDescriptionEntity]]
_RESPAWN_DELAY = 1.0  # s
_END_WITHIN = '10'  # s; nodes that wait for those before them need 5 at most
_GIVE_UP = 2
"""The exit status of a node that cannot start at all: to try again would not help."""


def car_launch(
    file: str, world: str = '', others: Mapping[str, str] | None = None, beside: Beside = lambda _: []
) -> LaunchDescription:
    """The whole car, a process a node, as the launch file `file` starts it.

    In one `world` it takes the arguments of that world alone; without one, all of them, and which world it is.
    `others` are arguments of the file itself, which no node is given, with their descriptions; they are empty where
    nothing is given for them. What `beside` gives is started before the car.
    """
    bringup = load_bringup()
    arguments = bringup.of_world(world) if world else bringup.arguments.values()
    declared = [argument for argument in arguments if not world or argument.name != WORLD]
    own = [DeclareLaunchArgument(name, default_value='', description=text) for name, text in (others or {}).items()]
    names = [argument.name for argument in declared]
    start = OpaqueFunction(function=_processes, args=[file, names, frozenset(others or ()), world, beside])
    return LaunchDescription([*map(_declaration, declared), *own, start])


def _declaration(argument: Argument) -> DeclareLaunchArgument:
    return DeclareLaunchArgument(
        argument.name,
        default_value=argument.default,
        description=argument.text,
        choices=list(argument.allowed) or None,
    )


def _processes(
    context: LaunchContext, file: str, names: list[str], others: frozenset[str], world: str, beside: Beside
) -> list[LaunchDescriptionEntity]:
    given = {name: context.launch_configurations[name] for name in names}
    if any(Path(word).name == Path(file).name for word in sys.argv):
        # Only here are the words of the command line known to be for this file; ROS ignores those it does not know.
        words = assignments(word for word in context.argv if ':=' in word)
        if world and (foreign := words.keys() - {*names, *others}):
            raise SetupError(
                f'{Path(file).name} has no argument {", ".join(sorted(foreign))}: it is for the world {world} alone; '
                f'for another one: ros2 launch ipa_agents cockpit.launch.py {WORLD}:=NAME'
            )
        given |= {name: value for name, value in words.items() if name not in others}
    if world:
        given[WORLD] = world
    state_folder = make_state_folder()
    if state_folder:
        atexit.register(shutil.rmtree, state_folder, ignore_errors=True)
    return [*beside(context), *map(_node, plan(given, state_folder))]


def _node(process: Process) -> Node:
    return Node(
        package='ipa_agents',
        executable=process.node,
        name=process.node,
        namespace=process.namespace,
        parameters=[*map(str, process.parameter_files), process.parameters],
        arguments=['--ros-args', '--log-level', process.log_level],
        output='screen',
        respawn=True,
        respawn_delay=_RESPAWN_DELAY,
        sigterm_timeout=_END_WITHIN,
        sigkill_timeout=_END_WITHIN,
        on_exit=OpaqueFunction(function=_check, args=[process.node]),
    )


def _check(context: LaunchContext, node: str) -> None:
    event = context.locals.event
    if event.returncode == _GIVE_UP and not context.is_shutdown:
        raise RuntimeError(f'{node} cannot be started; it says why above')
