"""The whole car: all nodes, a process each."""

from launch import LaunchDescription
from launch_ros.actions import Node, PushROSNamespace

from ipa_agents.nodes.composition import CAR


def generate_launch_description() -> LaunchDescription:
    """What `ros2 launch ipa_agents cockpit.launch.py` starts."""
    return LaunchDescription(
        [PushROSNamespace('ipa'), *(Node(package='ipa_agents', executable=name, name=name) for name in CAR)]
    )
