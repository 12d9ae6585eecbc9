"""Bridges whose messages are not installed, as they are in no test but those that build them."""

from importlib.util import find_spec

import pytest
from desk import Desk
from diagnostic_msgs.msg import DiagnosticArray

from ipa_agents.nodes import qos


@pytest.mark.parametrize(
    ('bridge', 'package'),
    [
        ('hri', 'hri_msgs'),
        ('whisper', 'whisper_msgs'),
        ('nav2', 'nav2_msgs'),
        ('autoware', 'autoware_adapi_v1_msgs'),
    ],
)
def test_a_bridge_without_its_messages_says_how_to_get_them_and_ends_nothing(
    desk: Desk, bridge: str, package: str
) -> None:
    if find_spec(package):
        pytest.skip(f'{package} is installed')
    said = desk.listen('/diagnostics', DiagnosticArray, qos.DIAGNOSTICS)
    process = desk.run(f'bridges.{bridge}.node')
    words = f'{package} is not installed. Cure: sudo apt install ros-$ROS_DISTRO-{package.replace("_", "-")}, '
    desk.wait(
        lambda: any(f'{bridge}_bridge' in it.name and words in it.message for array in said for it in array.status),
        'the cure',
    )
    assert process.poll() is None
