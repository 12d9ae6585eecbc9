"""What helps against what a part of the car says of itself."""

import pytest

from ipa_agents.cabin.cures import cure_for, load_cures
from ipa_agents.cabin.events import Condition, Level

CURES = load_cures()


def cure(name: str, level: Level, message: str) -> str:
    return cure_for(Condition(name, level, message, {}, 'ipa_agents'), CURES)


@pytest.mark.parametrize(
    ('name', 'message', 'helps'),
    [
        ('/ipa/guard: devices', 'missing: hvac, body', 'ros2 run ipa_agents hvac --ros-args -r __ns:=/ipa'),
        ('/car2/assistant: guard', 'missing: nobody listens', 'ros2 run ipa_agents guard --ros-args -r __ns:=/car2'),
        ('/ipa/media: status', 'lifecycle: not active', 'ros2 lifecycle set /ipa/media configure'),
        ('/ipa/navigation: map', 'closed: no map is open yet', 'ipa town'),
        ('/ipa/navigation: occupancy', 'report: refused, the one before it holds: x', 'docs/travel.md'),
        ('/ipa/cockpit: status', 'page: the port 8080 of 127.0.0.1 is in use', 'give cockpit another one'),
        ('/ipa/metrics: endpoint', 'not served: 127.0.0.1:9: Address already in use', 'give metrics another one'),
        ('/ipa/kuksa_bridge: broker', 'away: UNAVAILABLE: failed to connect', 'docs/worlds/kuksa.md'),
        ('/ipa/kuksa_provider_bridge: broker', 'away: UNAUTHENTICATED: no token', 'token_variable'),
        ('/ipa/kuksa_bridge: status', 'devices: hvac runs, too: start the car without it', 'nodes:=-hvac'),
        ('/ipa/can_bridge: bus', 'away: OSError: No such device', 'give can_bridge another one'),
        ('/ipa/gazebo_bridge: world', 'silent: nothing is heard of it', 'the world that gazebo_bridge reads'),
        ('/ipa/carla_bridge: world', 'missing: /carla/hero/imu, /carla/hero/gnss', '--verbose /carla/hero/imu`'),
        ('/ipa/can_bridge: claims', 'refused: another bridge brings Vehicle.Speed (carla_bridge)', 'one of the two'),
        ('/ipa/carla_bridge: goal', 'waiting: nothing says where: no map was heard', 'opendrive_map'),
        ('/ipa/simulator: status', 'unknown: what carla_bridge claims, and does not bring', 'ipa_agents carla_bridge'),
        ('/ipa/hvac: steps', 'too rare: 3.0 Hz instead of 20', 'too much to do'),
    ],
)
def test_what_is_wrong_has_a_cure(name: str, message: str, helps: str) -> None:
    assert helps in cure(name, 'error', message)


def test_who_is_silent_is_started_again() -> None:
    assert cure('/guard: status', 'stale', '') == 'start it again: `ros2 run ipa_agents guard --ros-args -r __ns:=/`'


def test_what_is_well_or_unknown_has_none() -> None:
    assert cure('/ipa/navigation: map', 'ok', 'open') == ''
    assert cure('/ipa/body: status', 'warn', 'rejected: command {found} c1') == ''
