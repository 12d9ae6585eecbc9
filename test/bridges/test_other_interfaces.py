"""What is told of all nodes holds for those, too, whose messages are not installed here."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from interfaces import with_interfaces

CHECKOUT = Path(__file__).parents[2]


@pytest.mark.timeout(900)  # the first test of all builds the interfaces
def test_the_file_lists_the_parameters_of_the_bridges_to_them() -> None:
    names = ' or '.join(('hri_bridge', 'whisper_bridge', 'nav2_bridge', 'autoware_bridge'))
    command = [sys.executable, '-m', 'pytest', '-q', 'test/nodes/test_params_file.py', '-k', names]
    environment = {**os.environ, **with_interfaces('now')}
    done = subprocess.run(command, cwd=CHECKOUT, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout
    assert 'skipped' not in done.stdout, done.stdout
