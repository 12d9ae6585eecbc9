"""The world and the car of Gazebo, and what ros_gz_bridge carries: they fit each other, and our car."""

from collections.abc import Mapping
from pathlib import Path
from xml.etree import ElementTree

import pytest

from ipa_agents.bridges.shapes.ackermann import Gear
from ipa_agents.bridges.world import load_world
from ipa_agents.config_files import config_folder, load_yaml
from ipa_agents.errors import ConfigError
from ipa_agents.vehicle.simulator import load_car

FOLDER = config_folder() / 'gazebo'
WORLD = ElementTree.parse(FOLDER / 'worlds' / 'port_merrow.sdf').getroot().find('world')
MODEL = ElementTree.parse(FOLDER / 'models' / 'ipa_car' / 'model.sdf').getroot().find('model')
SYSTEMS = {
    'gz-sim-physics-system': 'Physics',
    'gz-sim-user-commands-system': 'UserCommands',
    'gz-sim-scene-broadcaster-system': 'SceneBroadcaster',
    'gz-sim-imu-system': 'Imu',
    'gz-sim-navsat-system': 'NavSat',
    'gz-sim-ackermann-steering-system': 'AckermannSteering',
    'gz-sim-odometry-publisher-system': 'OdometryPublisher',
    'gz-sim-linearbatteryplugin-system': 'LinearBatteryPlugin',
}
"""As gz-sim 8 to 10 (Harmonic to Jetty) call them."""
PAIRS = {
    'rosgraph_msgs/msg/Clock': 'gz.msgs.Clock',
    'nav_msgs/msg/Odometry': 'gz.msgs.Odometry',
    'sensor_msgs/msg/NavSatFix': 'gz.msgs.NavSat',
    'sensor_msgs/msg/Imu': 'gz.msgs.IMU',
    'sensor_msgs/msg/BatteryState': 'gz.msgs.BatteryState',
    'geometry_msgs/msg/Twist': 'gz.msgs.Twist',
}
"""Of the table in ros_gz_bridge's README."""


def carried() -> Mapping[str, Mapping[str, str]]:
    return {
        entry['ros_topic_name']: entry
        for entry in load_yaml(config_folder() / 'ros_gz_bridge.yaml', 'ros_gz_bridge').data
    }


def plugin(name: str) -> ElementTree.Element:
    (found,) = (one for one in MODEL.iter('plugin') if one.get('name') == f'gz::sim::systems::{name}')
    return found


def test_all_that_the_bridge_reads_and_writes_is_carried_one_way_in_types_that_belong_together() -> None:
    world, entries = load_world('gazebo'), carried()
    wanted = {given.topic: (given.type, 'GZ_TO_ROS') for given in world.gives}
    wanted |= {taken.topic: (taken.type, 'ROS_TO_GZ') for taken in world.takes}
    wanted['/clock'] = 'rosgraph_msgs/msg/Clock', 'GZ_TO_ROS'
    assert {topic: (entry['ros_type_name'], entry['direction']) for topic, entry in entries.items()} == wanted
    assert all(PAIRS[entry['ros_type_name']] == entry['gz_type_name'] for entry in entries.values())


def test_every_topic_of_gazebo_is_one_that_its_world_or_its_car_has() -> None:
    topics = {sensor.findtext('topic') for sensor in MODEL.iter('sensor')}
    topics |= {plugin('OdometryPublisher').findtext('odom_topic'), plugin('AckermannSteering').findtext('topic')}
    battery = plugin('LinearBatteryPlugin').findtext('battery_name')
    topics |= {f'/model/{MODEL.get("name")}/battery/{battery}/state', f'/world/{WORLD.get("name")}/clock'}
    assert {entry['gz_topic_name'] for entry in carried().values()} == topics


@pytest.mark.parametrize('part', [WORLD, MODEL])
def test_plugins_are_named_as_gazebo_names_them(part: ElementTree.Element) -> None:
    for found in part.iter('plugin'):
        assert found.get('name') == f'gz::sim::systems::{SYSTEMS[found.get("filename", "")]}'


@pytest.mark.parametrize('part', [WORLD, MODEL])
def test_no_two_children_of_one_element_have_one_name(part: ElementTree.Element) -> None:
    """Whatever they are: libsdformat refuses a collision that is named as a visual beside it."""
    for parent in part.iter():
        names = [name for child in parent if (name := child.get('name'))]
        assert len(names) == len(set(names)), f'{parent.tag} {parent.get("name")}'


def test_each_sensor_has_a_system_in_the_world() -> None:
    names = {found.get('name', '').rpartition(':')[2].lower() for found in WORLD.iter('plugin')}
    assert {sensor.get('type') for sensor in MODEL.iter('sensor')} <= names


def test_the_world_lies_where_the_car_wakes_and_the_car_stands_in_it_as_there() -> None:
    start, place = load_car().start, WORLD.find('spherical_coordinates')
    assert (float(place.findtext('latitude_deg')), float(place.findtext('longitude_deg'))) == (
        start.latitude,
        start.longitude,
    )
    assert place.findtext('world_frame_orientation') == 'ENU'
    include = WORLD.find('include')
    assert include.findtext('uri') == f'model://{MODEL.get("name")}'
    x, y, _, _, _, yaw = map(float, include.findtext('pose').split())
    assert (x, y) == (0, 0)
    assert yaw == pytest.approx((90 - start.heading) * 3.14159265 / 180, abs=1e-3)


def test_joints_hold_links_together_that_there_are_and_the_steering_knows_its_joints() -> None:
    links = {link.get('name') for link in MODEL.iter('link')}
    joints = {joint.get('name'): joint for joint in MODEL.iter('joint')}
    for joint in joints.values():
        assert {joint.findtext('parent'), joint.findtext('child')} <= links
    held = [joint.findtext('child') for joint in joints.values()]
    assert {*held, 'chassis'} == links
    assert len(held) == len(set(held)), 'each link hangs on one other'
    steering = plugin('AckermannSteering')
    named = {part.text for part in steering if part.tag.endswith('_joint')}
    assert named == joints.keys()


def test_the_plugin_knows_the_car_s_measures() -> None:
    steering, model = plugin('AckermannSteering'), load_car()
    places = {link.get('name'): link.find('pose') for link in MODEL.iter('link')}
    front, left, _ = map(float, places['front_left_knuckle'].text.split()[:3])
    rear = float(places['rear_left_wheel'].text.split()[0])
    assert float(steering.findtext('wheel_base')) == pytest.approx(front - rear) == model.motion.wheelbase
    assert float(steering.findtext('kingpin_width')) == float(steering.findtext('wheel_separation')) == 2 * left
    radii = {float(one.text) for one in MODEL.iter('radius')}
    assert radii == {float(steering.findtext('wheel_radius'))}
    gear = Gear()
    named = ('wheel_base', 'steering_limit', 'max_acceleration', 'steer_p_gain')
    assert [float(steering.findtext(name)) for name in named] == [
        gear.wheel_base,
        gear.steering_limit,
        gear.acceleration,
        gear.steering_gain,
    ]
    assert float(steering.findtext('max_velocity')) >= model.motion.top_speed
    mass = sum(float(one.text) for one in MODEL.iter('mass'))
    assert mass == pytest.approx(model.road_load.mass, rel=0.02)
    battery = plugin('LinearBatteryPlugin')
    share = float(battery.findtext('initial_charge')) / float(battery.findtext('capacity'))
    assert share * 100 == pytest.approx(model.start.charge)
    assert float(battery.findtext('capacity')) * float(battery.findtext('voltage')) / 1000 == model.battery.capacity


@pytest.mark.parametrize(
    'wrong',
    ['direction: BOTH', 'direction: GZ_TO_ROS\n  quick: true', 'direction: ROS_TO_GZ\n  subscriber_queue: 0', ''],
)
def test_a_mistake_in_what_is_carried_is_found(wrong: str, tmp_path: Path) -> None:
    (tmp_path / 'wrong.yaml').write_text(
        '- ros_topic_name: /clock\n  gz_topic_name: /clock\n'
        f'  ros_type_name: rosgraph_msgs/msg/Clock\n  gz_type_name: gz.msgs.Clock\n  {wrong}\n'
    )
    with pytest.raises(ConfigError):
        load_yaml(tmp_path / 'wrong.yaml', 'ros_gz_bridge')
