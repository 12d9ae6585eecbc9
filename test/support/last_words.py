"""What a node says that cannot begin."""

import subprocess
import sys

__all__ = ['last_words']


def last_words(module: str, *parameters: str) -> str:
    """The one line that ipa_agents.<module> with `name:=value` parameters ends with, and with the exit status 2."""
    settings = [word for parameter in parameters for word in ('-p', parameter)]
    command = [sys.executable, '-m', f'ipa_agents.{module}', '--ros-args', *settings]
    ended = subprocess.run(command, capture_output=True, text=True, timeout=120, check=False)
    assert ended.returncode == 2, ended.stderr
    (line,) = ended.stderr.strip().splitlines()
    return line
