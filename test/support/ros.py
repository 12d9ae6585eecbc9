"""Whether ROS is here, and a domain of it that no other test session on this machine has."""

import fcntl
import importlib.util
import os
import tempfile
from pathlib import Path
from typing import IO

__all__ = ['missing', 'take_domain']

DOMAINS = 101  # 1 to 101: the ports of higher ones are on some systems lent to programs that ask for any port


def missing() -> str:
    """What of ROS cannot be imported, as a reason to skip; empty where nothing is missing."""
    names = [name for name in ('rclpy', 'ipa_agents.msg') if importlib.util.find_spec(name) is None]
    return f'{", ".join(names)} cannot be imported; run make setup' if names else ''


def take_domain() -> tuple[int, IO[bytes]]:
    """A free ROS domain, and the lock that keeps it while it is open."""
    for offset in range(DOMAINS):
        # Not always the same one first: a session that was killed may have left nodes in its own.
        domain = 1 + (os.getpid() + offset) % DOMAINS
        try:
            lock = (Path(tempfile.gettempdir()) / f'ipa-test-domain-{domain}.lock').open('ab')
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:  # another session's, or another user's
            continue
        return domain, lock
    raise RuntimeError(f'all {DOMAINS} ROS domains are taken by other test sessions')
