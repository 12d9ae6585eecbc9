"""The groups of diagnostic_aggregator know every node."""

import ast
from pathlib import Path

from ipa_agents.config_files import config_folder, read_yaml
from ipa_agents.vehicle.exchange import DEVICES

SETUP = Path(__file__).resolve().parents[1] / 'setup.py'


def test_every_executable_has_a_group_and_the_car_is_expected() -> None:
    texts = [node.value for node in ast.walk(ast.parse(SETUP.read_text())) if isinstance(node, ast.Constant)]
    nodes = {str(text).partition(' = ')[0] for text in texts if ' = ipa_agents.nodes.' in str(text)}
    parameters = read_yaml(config_folder() / 'diagnostics.yaml').data['analyzers']['ros__parameters']
    groups = {name: group for name, group in parameters.items() if name != 'path'}
    assert groups.keys() == nodes
    for name, group in groups.items():
        assert group['startswith'] == [f'/ipa/{name}:']
        assert group['remove_prefix'] == [f'/ipa/{name}: ']
    expected = {name for name, group in groups.items() if group.get('expected') == [f'/ipa/{name}: status']}
    assert expected == {*DEVICES, 'simulator', 'guard', 'assistant'}
