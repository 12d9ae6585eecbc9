"""The whole car in CARLA, beside CARLA and its ros-bridge, which are started elsewhere (docs/worlds/carla.md)."""

from launch import LaunchDescription

from ipa_agents.bringup.launching import car_launch


def generate_launch_description() -> LaunchDescription:
    """What `ros2 launch ipa_agents carla.launch.py role_name:=hero` starts."""
    return car_launch(__file__, world='carla')
