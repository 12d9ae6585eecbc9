"""Where vLLM is installed, and what its processes are to see of this one's environment."""

import os
import shutil
from collections.abc import Mapping
from pathlib import Path

from ipa_agents.config_files import config_folder
from ipa_agents.errors import SetupError

__all__ = ['find_vllm', 'program_environment']

_VARIABLE = 'IPA_VLLM'
_OF_ROS = ('PYTHONPATH', 'PYTHONHOME', 'VIRTUAL_ENV')
"""They lead a Python to the packages of another one."""


def find_vllm(checkout: Path | None = None) -> Path:
    """The program that IPA_VLLM names, that of the checkout's .vllm/, or the one on the PATH; raises SetupError."""
    if named := os.environ.get(_VARIABLE):
        if not os.access(named, os.X_OK):
            raise SetupError(f'{_VARIABLE} names {named}, which cannot be run')
        return Path(named)
    own = (checkout or config_folder().parent) / '.vllm'
    if (own / '.ready').is_file():
        return own / 'bin' / 'vllm'
    if found := shutil.which('vllm'):
        return Path(found)
    raise SetupError(f'vLLM is not installed: run scripts/vllm.sh in the checkout, or set {_VARIABLE} to its program')


def program_environment(program: Path, more: Mapping[str, str]) -> dict[str, str]:
    """This process's environment with `more`, without what belongs to the Python of ROS."""
    kept = {name: value for name, value in os.environ.items() if name not in _OF_ROS}
    path = os.pathsep.join((str(program.parent), kept.get('PATH', os.defpath)))
    return kept | dict(more) | {'PATH': path, 'PYTHONUNBUFFERED': '1'}
