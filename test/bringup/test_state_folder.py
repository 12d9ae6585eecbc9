import os
import subprocess
import sys
from pathlib import Path

import pytest

from ipa_agents.bringup.state_folder import make_state_folder, memory_folders


def test_each_run_has_a_folder_that_nobody_else_can_read(tmp_path: Path) -> None:
    one, other = make_state_folder([tmp_path]), make_state_folder([tmp_path])
    assert one
    assert other
    assert one != other
    assert one.stat().st_mode & 0o777 == 0o700


def test_what_killed_processes_left_is_removed_and_what_others_use_is_not(tmp_path: Path) -> None:
    with subprocess.Popen([sys.executable, '-c', '']) as ended:
        ended.wait()
    left = tmp_path / f'ipa_agents-{ended.pid}-abc'
    left.mkdir()
    (left / 'hvac.json').write_text('{}')
    used, foreign = make_state_folder([tmp_path]), tmp_path / 'other'
    foreign.mkdir()
    make_state_folder([tmp_path])
    assert not left.exists()
    assert used
    assert used.exists()
    assert foreign.exists()


def test_the_first_place_that_takes_it_and_none_where_there_is_none(tmp_path: Path) -> None:
    (tmp_path / 'file').write_text('')
    folder = make_state_folder([tmp_path / 'missing', tmp_path / 'file', tmp_path])
    assert folder
    assert folder.parent == tmp_path
    assert make_state_folder([]) is None


def test_the_folder_of_the_session_comes_first(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv('XDG_RUNTIME_DIR', str(tmp_path))
    assert memory_folders()[0] == tmp_path
    monkeypatch.setenv('XDG_RUNTIME_DIR', str(tmp_path / 'missing'))
    assert tmp_path / 'missing' not in memory_folders()
    assert all(os.access(folder, os.W_OK) for folder in memory_folders())
