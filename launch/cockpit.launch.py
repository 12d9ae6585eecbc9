"""The whole car, a process a node: which nodes, their order and all arguments stand in config/bringup.yaml."""

import atexit
import shutil
import sys
from pathlib import Path

from launch import LaunchContext, LaunchDescription, LaunchDescriptionEntity
from launch.actions import DeclareLaunchArgument, OpaqueFunction
from launch_ros.actions import Node

from ipa_agents.bringup.declaration import load_bringup
from ipa_agents.bringup.plan import Process, assignments, plan
from ipa_agents.bringup.state_folder import make_state_folder

RESPAWN_DELAY = 1.0  # s
END_WITHIN = '10'  # s; nodes that wait for those before them need 5 at most
GIVE_UP = 2
"""The exit status of a node that cannot start at all: to try again would not help."""


def generate_launch_description() -> LaunchDescription:
    """What `ros2 launch ipa_agents cockpit.launch.py` starts."""
    arguments = [
        DeclareLaunchArgument(
            argument.name,
            default_value=argument.default,
            description=argument.text,
            choices=list(argument.allowed) or None,
        )
        for argument in load_bringup().arguments.values()
    ]
    return LaunchDescription([*arguments, OpaqueFunction(function=_processes)])


def _processes(context: LaunchContext) -> list[LaunchDescriptionEntity]:
    names = load_bringup().arguments.keys()
    given = {name: context.launch_configurations[name] for name in names}
    if any(Path(word).name == Path(__file__).name for word in sys.argv):
        # Only here are the words of the command line known to be for this file; ROS ignores those it does not know.
        given |= assignments(word for word in context.argv if ':=' in word)
    state_folder = make_state_folder()
    if state_folder:
        atexit.register(shutil.rmtree, state_folder, ignore_errors=True)
    return [_node(process) for process in plan(given, state_folder)]


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
        respawn_delay=RESPAWN_DELAY,
        sigterm_timeout=END_WITHIN,
        sigkill_timeout=END_WITHIN,
        on_exit=OpaqueFunction(function=_check, args=[process.node]),
    )


def _check(context: LaunchContext, node: str) -> None:
    event = context.locals.event
    if event.returncode == GIVE_UP and not context.is_shutdown:
        raise RuntimeError(f'{node} cannot be started; it says why above')
