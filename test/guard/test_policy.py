"""A mistake in any file of the policy is found at the start."""

import shutil

import pytest

from ipa_agents.config_files import config_folder
from ipa_agents.errors import ConfigError
from ipa_agents.guard.policy import load_policy


@pytest.mark.parametrize(
    ('name', 'old', 'new'),
    [
        ('limits.yaml', 'proposal_age: 5', 'proposal_age: five'),
        ('answers.yaml', 'stop:', 'halt:'),
        ('tools.yaml', 'NEXT: {group', 'NEXTT: {group'),
        ('tools.yaml', 'type: object', 'type: objekt'),
        ('tools.yaml', 'maxProperties: 32', 'maxProperties: many'),
        ('triggers.yaml', 'climate.front_defrost', 'climate.front_defrostt'),
        ('words.yaml', 'devices:', 'device:'),
        ('rules/safety.yaml', 'effect: deny', 'effect: forbid'),
        ('rules/car_bench.yaml', 'trunk.open', 'trunk.opens'),
    ],
)
def test_a_mistake_names_its_file_and_line(catalogue, tmp_path, name, old, new):
    folder = tmp_path / 'guard'
    shutil.copytree(config_folder() / 'guard', folder)
    file = folder / name
    text = file.read_text(encoding='utf-8')
    assert old in text
    file.write_text(text.replace(old, new, 1), encoding='utf-8')
    with pytest.raises(ConfigError) as caught:
        load_policy(catalogue, folder)
    assert caught.value.file == str(file)
    assert caught.value.line > 0
