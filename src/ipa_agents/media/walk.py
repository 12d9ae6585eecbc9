"""Finds the audio files in a folder and all below it."""

import os
from collections.abc import Callable, Iterator
from dataclasses import dataclass

__all__ = ['EXTENSIONS', 'Found', 'audio_files']

_LOSSY = {'.aac', '.m4a', '.m4b', '.mka', '.mp3', '.mpc', '.oga', '.ogg', '.opus', '.wma'}
EXTENSIONS = frozenset(_LOSSY | {'.aif', '.aiff', '.ape', '.flac', '.tta', '.wav', '.wv'})


@dataclass(frozen=True, slots=True)
class Found:
    """An audio file: its path below the folder with "/", bytes, and ns of its last change."""

    path: str
    size: int
    changed: int


def audio_files(folder: str, note: Callable[[str, str], None]) -> Iterator[Found]:
    """All audio files below `folder`, by name; links are followed, and no file or folder comes twice.

    `note(what, path)` is called for what is left out.
    """
    seen = {_identity(os.stat(folder))} if os.path.exists(folder) else set()
    waiting = ['']
    while waiting:
        below = waiting.pop()
        try:
            with os.scandir(os.path.join(folder, below)) as scan:
                entries = sorted(scan, key=lambda entry: entry.name)
        except OSError:
            note('unreadable folder', below)
            continue
        folders = []
        for entry in entries:
            path = f'{below}/{entry.name}' if below else entry.name
            try:
                is_folder = entry.is_dir()
                if not is_folder and os.path.splitext(entry.name)[1].lower() not in EXTENSIONS:
                    continue
                stat = entry.stat()
            except OSError:
                note('unreadable', path)
                continue
            if _identity(stat) in seen:
                note('the same again', path)
                continue
            seen.add(_identity(stat))
            if is_folder:
                folders.append(path)
            elif entry.is_file():
                yield Found(path, stat.st_size, stat.st_mtime_ns)
        waiting += reversed(folders)


def _identity(stat: os.stat_result) -> tuple[int, int]:
    return stat.st_dev, stat.st_ino
