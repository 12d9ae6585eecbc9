"""Becomes another program, which gets SIGTERM when the thread that started it ends, however that may happen.

`python leash.py PARENT COMMAND ...`, where PARENT is the number of the process that starts it; Linux only, as vLLM is.
"""

import ctypes
import os
import select
import signal
import sys
from contextlib import suppress

__all__ = ['LEASHED', 'main']

LEASHED = (sys.executable, __file__)
"""Put before the number of one's own process and a command. By its path: the command sees none of our packages."""
_SET_PARENT_DEATH_SIGNAL = 1  # PR_SET_PDEATHSIG of prctl(2)
_END_WITHIN = 60.0  # s; a training keeps first what it has learnt


def main() -> None:
    """Ask the kernel for SIGTERM at the parent's death, leave a watch behind, and become the command."""
    parent, command = int(sys.argv[1]), sys.argv[2:]
    ctypes.CDLL(None, use_errno=True).prctl(_SET_PARENT_DEATH_SIGNAL, signal.SIGTERM, 0, 0, 0)
    if os.getppid() != parent:  # it died before it could be asked for
        sys.exit(1)
    watched = os.pidfd_open(parent), os.pidfd_open(os.getpid())
    if os.fork() == 0:
        _watch(*watched, os.getppid())
        os._exit(0)
    os.execvp(command[0], command)


def _watch(holder: int, held: int, pid: int) -> None:
    """Where the holder dies first, end what does not end by itself: vLLM hears no SIGTERM while it loads a model."""
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, signal.SIG_IGN)
    ended, _, _ = select.select([holder, held], [], [])
    if holder in ended:
        select.select([held], [], [], _END_WITHIN)
        end = os.killpg if os.getpgrp() == pid else os.kill
        with suppress(ProcessLookupError):
            end(pid, signal.SIGKILL)


if __name__ == '__main__':
    main()
