"""The folder in which the nodes of one run keep their state: in memory, for this user alone, gone at the end."""

import os
import shutil
import tempfile
from collections.abc import Iterable
from pathlib import Path

__all__ = ['make_state_folder', 'memory_folders']

_PREFIX = 'ipa_agents-'


def memory_folders() -> tuple[Path, ...]:
    """Where this machine keeps files in memory, the best first; none where it has no such place."""
    runtime = os.environ.get('XDG_RUNTIME_DIR')
    places = (*([Path(runtime)] if runtime else []), Path('/dev/shm'))
    return tuple(place for place in places if place.is_dir() and os.access(place, os.W_OK))


def make_state_folder(places: Iterable[Path] | None = None) -> Path | None:
    """A new folder for this process in the first of `places` that takes it; None when none does.

    Whoever makes it removes it; what processes that were killed left behind is removed here.
    """
    for place in memory_folders() if places is None else places:
        try:
            for left in place.glob(f'{_PREFIX}*'):
                if not _is_alive(left.name.removeprefix(_PREFIX).partition('-')[0]):
                    shutil.rmtree(left, ignore_errors=True)
            return Path(tempfile.mkdtemp(prefix=f'{_PREFIX}{os.getpid()}-', dir=place))
        except OSError:  # full, or read-only after all
            continue
    return None


def _is_alive(pid: str) -> bool:
    try:
        os.kill(int(pid), 0)
    except (ProcessLookupError, ValueError):
        return False
    except OSError:  # another user's
        return True
    return True
