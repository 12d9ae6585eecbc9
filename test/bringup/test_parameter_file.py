from pathlib import Path

import pytest

from ipa_agents.bringup.parameter_file import check_parameter_file
from ipa_agents.config_files import config_folder
from ipa_agents.errors import ConfigError

LISTED = config_folder() / 'params.yaml'


def check(folder: Path, text: str) -> None:
    file = folder / 'mine.yaml'
    file.write_text(text, encoding='utf-8')
    check_parameter_file(file, LISTED)


@pytest.mark.parametrize(
    'text',
    [
        '/**/hvac:\n  ros__parameters: {mode: deaf}\n',
        '/car2/hvac:\n  ros__parameters: {mode: deaf, use_sim_time: true}\n',
        'hvac:\n  ros__parameters: {state_folder: x}\n',
        '/**:\n  ros__parameters: {mode: deaf, diagnostic_updater: {period: 2.0}}\n',
        LISTED.read_text(encoding='utf-8'),
    ],
)
def test_what_ros_would_take(tmp_path: Path, text: str) -> None:
    check(tmp_path, text)


@pytest.mark.parametrize(
    ('text', 'reason'),
    [
        (
            '/**/hvac:\n  ros__parameters:\n    mode: deaf\n    perod: 1.0\n',
            r'mine.yaml:4: /\*\*/hvac: no parameter perod; ',
        ),
        ('/**/wings:\n  ros__parameters: {}\n', 'mine.yaml:1: .*no such node; there are: assistant, '),
        ('/**/hvac: {mode: deaf}\n', 'mine.yaml:1: .*must have ros__parameters'),
        ('/**:\n  ros__parameters: {diagnostic_updater: {colour: 2}}\n', 'no parameter diagnostic_updater.colour'),
        ('/**/hvac:\n  ros__parameters:\n    mode:\n', 'mine.yaml:3: mode: must be a value'),
        ('/**/hvac: {ros__parameters: {stuck_paths: [1, two]}}\n', 'values of one kind'),
        ('- 1\n', 'must be a mapping'),
        ('a: [\n', 'mine.yaml:'),
        ('', 'empty'),
    ],
)
def test_what_ros_would_pass_over_is_said_with_its_line(tmp_path: Path, text: str, reason: str) -> None:
    with pytest.raises(ConfigError, match=reason):
        check(tmp_path, text)
