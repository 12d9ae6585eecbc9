"""config/params.yaml is what the nodes declare, with the same defaults."""

from collections.abc import Iterator, Mapping
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest
import rclpy
import yaml
from ports import free_port
from rclpy.node import Node
from rclpy.signals import SignalHandlerOptions

from ipa_agents.bringup.declaration import load_bringup
from ipa_agents.bringup.plan import module_of
from ipa_agents.config_files import config_folder
from ipa_agents.errors import SetupError
from ipa_agents.nodes.leaving import Turn

OF_ROS = {'use_sim_time', 'start_type_description_service'}
CARRIED = ('nav2_car_bridge', 'autoware_car_bridge')
SET_HERE = {('cockpit', 'port'), ('recorder', 'folder'), *((name, 'origin') for name in CARRIED)}


@pytest.fixture
def listed() -> Mapping[str, Mapping[str, Any]]:
    data = yaml.safe_load((config_folder() / 'params.yaml').read_text(encoding='utf-8'))
    return {name.rpartition('/')[2]: part['ros__parameters'] for name, part in data.items()}


@pytest.fixture(autouse=True)
def _context(tmp_path: Path) -> Iterator[None]:
    settings = [f'cockpit:port:={free_port()}', f'recorder:folder:={tmp_path}']
    settings += [f'{name}:origin:="60.0,24.0"' for name in CARRIED]
    words = [word for setting in settings for word in ('-p', setting)]
    rclpy.init(args=['--ros-args', *words], signal_handler_options=SignalHandlerOptions.NO)
    yield
    rclpy.try_shutdown()


@pytest.mark.parametrize('name', load_bringup().nodes)
def test_the_file_lists_what_the_node_declares(name: str, listed: Mapping[str, Mapping[str, Any]]) -> None:
    module = import_module(module_of(name))
    title = name.title().replace('_', '')
    try:
        node: Node = getattr(module, title if name.endswith(('_bridge', '_shape')) else f'{title}Node')()
    except SetupError as error:
        pytest.skip(str(error))
    Turn(node)
    try:
        names = set(node.list_parameters([], 0).names) - OF_ROS
        declared = {parameter: node.get_parameter(parameter).value for parameter in names}
        descriptions = {parameter: node.describe_parameter(parameter).description for parameter in names}
    finally:
        node.destroy_node()
    mine = {**{key: value for key, value in listed['**'].items() if key in names}, **listed[name]}
    assert mine.keys() == names
    changed = {key for key in names if str(mine[key]) != str(declared[key]) and (name, key) not in SET_HERE}
    assert not changed, {key: declared[key] for key in changed}
    assert [key for key, description in descriptions.items() if not description] == []


def test_what_stands_for_all_nodes_is_of_each(listed: Mapping[str, Mapping[str, Any]]) -> None:
    assert listed['**'].keys() == {'diagnostic_updater.period', 'state_folder', 'end_after', 'end_within'}
    assert listed.keys() == {'**', *load_bringup().nodes}
