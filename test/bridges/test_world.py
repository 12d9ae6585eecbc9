from pathlib import Path

import pytest

from ipa_agents.bridges import world as module
from ipa_agents.bridges.bridge import message_type
from ipa_agents.bridges.world import Given, load_world
from ipa_agents.errors import ConfigError, SetupError

WORLD = """gives:
  - {topic: odom, type: nav_msgs/msg/Odometry, reads: odometry, signals: [Vehicle.Speed]}
  - {topic: status, type: carla_msgs/msg/Status, reads: status, signals: [Vehicle.Speed], optional: true}
takes:
  - {topic: goal, type: geometry_msgs/msg/PoseStamped, follows: navigation/state}
"""


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / 'bridges').mkdir()
    monkeypatch.setattr(module, 'config_folder', lambda: tmp_path)
    return tmp_path / 'bridges'


def test_a_world_is_what_its_file_says(folder: Path) -> None:
    (folder / 'some.yaml').write_text(WORLD)
    world = load_world('some')
    assert world.signals == {'Vehicle.Speed'}
    assert [(given.topic, given.is_optional) for given in world.gives] == [('odom', False), ('status', True)]
    assert world.takes[0].follows == 'navigation/state'


def test_a_signal_that_is_none_is_named_with_its_line(folder: Path) -> None:
    (folder / 'some.yaml').write_text(WORLD.replace('[Vehicle.Speed], optional', '[Vehicle.Warp], optional'))
    with pytest.raises(ConfigError, match=r'some\.yaml:3: Vehicle\.Warp: no such signal'):
        load_world('some')


def test_messages_that_are_not_installed_are_named_with_the_cure() -> None:
    given = Given('status', 'carla_msgs/msg/Status', 'status', ('Vehicle.Speed',))
    with pytest.raises(SetupError, match=r'sudo apt install ros-.*-carla-msgs'):
        message_type(given)
    assert message_type(Given('status', 'carla_msgs/msg/Status', 'status', ('Vehicle.Speed',), True)) is None
