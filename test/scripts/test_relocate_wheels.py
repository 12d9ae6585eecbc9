"""The wheels' CMake files are made to name this environment, without touching uv's cache."""

import os
import runpy
from pathlib import Path

from machine import CHECKOUT

relocate = runpy.run_path(str(CHECKOUT / 'scripts' / 'relocate_wheels.py'))['relocate']


def test_the_containers_folders_are_replaced(tmp_path: Path) -> None:
    file = tmp_path / 'rosidl' / 'cmake' / 'export.cmake'
    file.parent.mkdir(parents=True)
    file.write_text(
        'a "/opt/python/cp312-cp312/include/python3.12;/opt/python/cp311-cp311/lib/python3.11/site-packages/numpy"'
    )
    relocate(tmp_path, '/own/include', '/own/site-packages')
    assert file.read_text() == 'a "/own/include;/own/site-packages/numpy"'


def test_the_hard_linked_original_stays_as_it_was(tmp_path: Path) -> None:
    (tmp_path / 'venv').mkdir()
    cached, installed = tmp_path / 'cached.cmake', tmp_path / 'venv' / 'export.cmake'
    cached.write_text('/opt/python/cp312-cp312/include/python3.12')
    os.link(cached, installed)
    relocate(tmp_path / 'venv', '/own/include', '/own/site-packages')
    assert installed.read_text() == '/own/include'
    assert cached.read_text() == '/opt/python/cp312-cp312/include/python3.12'
    assert [file.name for file in (tmp_path / 'venv').iterdir()] == ['export.cmake']
