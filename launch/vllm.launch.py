"""The model's server, as `ipa serve` starts it: profiles and settings stand in config/serving.yaml."""

import sys
from pathlib import Path

from launch import LaunchContext, LaunchDescription, LaunchDescriptionEntity
from launch.actions import DeclareLaunchArgument, ExecuteProcess, OpaqueFunction

from ipa_agents.serving.profile import load_serving

RESPAWN_DELAY = 5.0  # s; a GPU that ran out of memory needs some to be free again
END_WITHIN = '30'  # s; the server lets its engine end first
GIVE_UP = 2
"""The exit status of a server that cannot start at all: to try again would not help."""


def generate_launch_description() -> LaunchDescription:
    """What `ros2 launch ipa_agents vllm.launch.py` starts."""
    serving = load_serving()
    arguments = [
        DeclareLaunchArgument(
            'profile', default_value='', description=f'one of {", ".join(serving.profiles)}; empty for what fits'
        )
    ]
    for setting in serving.settings.values():
        text = f'{setting.text} [{"|".join(setting.choices) or setting.type}]; empty for that of the profile'
        arguments.append(DeclareLaunchArgument(setting.name, default_value='', description=text))
    return LaunchDescription([*arguments, OpaqueFunction(function=_server)])


def _server(context: LaunchContext) -> list[LaunchDescriptionEntity]:
    names = ('profile', *load_serving().settings)
    if any(Path(word).name == Path(__file__).name for word in sys.argv):
        # Only here are the words of the command line known to be for this file; ROS ignores those it does not know.
        unknown = {word.partition(':=')[0] for word in context.argv if ':=' in word} - set(names)
        if unknown:
            raise RuntimeError(f'unknown argument {", ".join(sorted(unknown))}; there are: {", ".join(names)}')
    given = {name: context.launch_configurations[name] for name in names}
    words = [f'--{name.replace("_", "-")}={value}' for name, value in given.items() if value]
    return [
        ExecuteProcess(
            name='vllm',
            cmd=[sys.executable, '-m', 'ipa_agents.cli.main', 'serve', '--verbose', *words],
            output='screen',
            respawn=True,
            respawn_delay=RESPAWN_DELAY,
            sigterm_timeout=END_WITHIN,
            sigkill_timeout=END_WITHIN,
            on_exit=OpaqueFunction(function=_check),
        )
    ]


def _check(context: LaunchContext) -> None:
    if context.locals.event.returncode == GIVE_UP and not context.is_shutdown:
        raise RuntimeError('the server cannot be started; it says why above')
