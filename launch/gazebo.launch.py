"""The whole car in Gazebo: our world and car in gz sim, ros_gz_bridge, and all nodes by the simulated clock."""

import shlex
import time
from pathlib import Path

from ament_index_python.packages import PackageNotFoundError, get_package_share_directory
from launch import LaunchContext, LaunchDescription, LaunchDescriptionEntity
from launch.actions import AppendEnvironmentVariable, IncludeLaunchDescription
from launch.launch_description_sources import PythonLaunchDescriptionSource
from launch_ros.actions import Node

from ipa_agents.bringup.launching import car_launch
from ipa_agents.config_files import config_folder

OTHERS = {
    'headless': 'true: without the window of Gazebo',
    'gz_world': 'SDF of the world; empty: config/gazebo/worlds/port_merrow.sdf',
    'gz_time': 's since 1970 at which its time begins; empty: now, since shops are closed in 1970',
}
NEEDED = ('ros_gz_sim', 'ros_gz_bridge')


def generate_launch_description() -> LaunchDescription:
    """What `ros2 launch ipa_agents gazebo.launch.py headless:=true` starts."""
    return car_launch(__file__, world='gazebo', others=OTHERS, beside=_gazebo)


def _gazebo(context: LaunchContext) -> list[LaunchDescriptionEntity]:
    share = {name: _share(name) for name in NEEDED}
    given = {name: context.launch_configurations[name].strip() for name in OTHERS}
    folder = config_folder() / 'gazebo'
    world = Path(given['gz_world'] or folder / 'worlds' / 'port_merrow.sdf').expanduser().resolve()
    if not world.is_file():
        raise RuntimeError(f'gz_world: there is no file {world}')
    if given['headless'] not in ('', 'true', 'false'):
        raise RuntimeError(f'headless: {given["headless"]!r} is none of true, false')
    try:
        begins = float(given['gz_time'] or time.time())
    except ValueError:
        raise RuntimeError(f'gz_time: {given["gz_time"]!r} is no number of seconds') from None
    window = '-s ' if given['headless'] == 'true' else ''
    return [
        AppendEnvironmentVariable('GZ_SIM_RESOURCE_PATH', str(folder / 'models')),
        IncludeLaunchDescription(
            PythonLaunchDescriptionSource(str(share['ros_gz_sim'] / 'launch' / 'gz_sim.launch.py')),
            launch_arguments={
                'gz_args': f'-r {window}--initial-sim-time {begins:.0f} {shlex.quote(str(world))}',
                'on_exit_shutdown': 'true',
            }.items(),
        ),
        Node(
            package='ros_gz_bridge',
            executable='parameter_bridge',
            name='ros_gz_bridge',
            parameters=[{'config_file': str(config_folder() / 'ros_gz_bridge.yaml')}],
            output='screen',
        ),
    ]


def _share(package: str) -> Path:
    try:
        return Path(get_package_share_directory(package))
    except PackageNotFoundError:
        raise RuntimeError(f'{package} is not installed: sudo apt install ros-$ROS_DISTRO-ros-gz') from None
