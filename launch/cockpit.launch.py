"""The whole car, a process a node: which nodes, their order and all arguments stand in config/bringup.yaml."""

from launch import LaunchDescription

from ipa_agents.bringup.launching import car_launch


def generate_launch_description() -> LaunchDescription:
    """What `ros2 launch ipa_agents cockpit.launch.py` starts."""
    return car_launch(__file__)
