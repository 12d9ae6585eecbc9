"""Becomes another program, which ends when the process that started it does, however that may happen.

`python -m ipa_agents.serving.leash COMMAND ...`; Linux only, as vLLM is.
"""

import ctypes
import os
import signal
import sys

__all__ = ['LEASHED', 'main']

LEASHED = (sys.executable, __file__)
"""Put before a command. By its path, since the program's environment has no place for our packages."""
_SET_PARENT_DEATH_SIGNAL = 1  # PR_SET_PDEATHSIG of prctl(2)


def main() -> None:
    """Ask the kernel for SIGTERM at the parent's death, and become the command."""
    parent, command = int(sys.argv[1]), sys.argv[2:]
    ctypes.CDLL(None, use_errno=True).prctl(_SET_PARENT_DEATH_SIGNAL, signal.SIGTERM, 0, 0, 0)
    if os.getppid() != parent:  # it died before it could be asked for
        sys.exit(1)
    os.execvp(command[0], command)


if __name__ == '__main__':
    main()
