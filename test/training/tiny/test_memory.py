"""Memory that a process keeps as a training does, and gives back when it is told to."""

import os
import subprocess
import sys

import pytest

from ipa_agents.training.trainer import VARIABLES

PROGRAM = """
import pathlib, sys
from ipa_agents.training.tiny.memory import give_back

def held():
    return int(pathlib.Path('/proc/self/statm').read_text().split()[1]) * 4096

blocks = [bytearray(1_000_000) for _ in range(200)]
last = bytearray(1_000_000)
del blocks
before = held()
give_back()
print(before, held())
"""


@pytest.mark.skipif(sys.platform != 'linux', reason='the heap of glibc')
def test_what_lies_free_between_others_is_given_back() -> None:
    environment = VARIABLES | {'PYTHONPATH': os.pathsep.join(sys.path)}
    told = subprocess.check_output([sys.executable, '-c', PROGRAM], env=environment, text=True)
    before, after = map(int, told.split())
    assert before > 200_000_000
    assert after < before - 150_000_000
