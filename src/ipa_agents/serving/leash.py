"""Becomes another program, which gets SIGTERM when the thread that started it ends, however that may happen.

`python leash.py PARENT COMMAND ...`, where PARENT is the number of the process that starts it; Linux only, as vLLM is.
"""

import ctypes
import os
import signal
import sys

__all__ = ['LEASHED', 'main']

LEASHED = (sys.executable, __file__)
"""Put before the number of one's own process and a command. By its path: the command sees none of our packages."""
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
