"""Reads a folder of music in the background; what is read so far can be played."""

import os
import threading
import time
from collections import Counter, deque
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from ipa_agents.errors import SetupError
from ipa_agents.media.folder import Folder
from ipa_agents.media.library import Library
from ipa_agents.media.search import Search
from ipa_agents.media.shelf import Shelf
from ipa_agents.media.tag_cache import read_cache, write_cache
from ipa_agents.media.tags import Tags, read_tags
from ipa_agents.media.walk import Found, audio_files

__all__ = ['MOST_FILES', 'Progress', 'Scan']

MOST_FILES = 200_000
_FIRST_SHELF = 0.5  # s, after which there is something to play
_PACE = 4.0  # times as long as the making of a shelf took, until the next one
_EXAMPLES = 3


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a scan is. `total` is 0 while files are still counted; `faults` are counts by kind."""

    read: int
    total: int
    tracks: int
    is_done: bool
    faults: Mapping[str, int]

    def __str__(self) -> str:
        if self.is_done:
            return f'{self.tracks:,} tracks in {self.total:,} files'
        return f'scanning {self.read:,} of {self.total:,}' if self.total else 'counting files'


class Scan:
    """One reading of `folder`, in a thread of its own; `log` is told the end and what was wrong, with examples.

    `cache` keeps the tags for the next time. Raises SetupError when there is no such folder.
    """

    def __init__(self, folder: Path, empty: Library, cache: Path, log: Callable[[str], None]) -> None:
        if not folder.is_dir():
            raise SetupError(f'there is no folder of music {folder}')
        self._root = os.fspath(folder)
        self._empty = empty
        self._cache = cache
        self._log = log
        self._faults: Counter[str] = Counter()
        self._examples: dict[str, list[str]] = {}
        self._read = self._total = self._tracks = 0
        self._is_done = False
        self._fresh: deque[Shelf] = deque(maxlen=1)
        self._ends = threading.Event()
        self._thread = threading.Thread(target=self._run, name='scan music', daemon=True)

    def start(self) -> None:
        """Begin."""
        self._thread.start()

    def stop(self) -> None:
        """End early; what was read is kept in the cache."""
        self._ends.set()
        self._thread.join()

    @property
    def progress(self) -> Progress:
        """How far it is."""
        return Progress(self._read, self._total, self._tracks, self._is_done, dict(self._faults))

    def fresh(self) -> Shelf | None:
        """What can be played now, when that is more than the last time; once each."""
        try:
            return self._fresh.popleft()
        except IndexError:
            return None

    def _run(self) -> None:
        try:
            self._scan()
        except Exception as error:  # noqa: BLE001 - what was read stays playable whatever happens
            self._note(f'scan ended early by {type(error).__name__}', str(error))
        finally:
            self._is_done = not self._ends.is_set()
        self._log(f'music: {self.progress}')
        for what, examples in self._examples.items():
            self._log(f'music: {what}: {self._faults[what]:,}, such as {", ".join(map(ascii, examples))}')

    def _scan(self) -> None:
        known = read_cache(self._cache)
        if known is None:
            self._note('broken cache, read anew', self._cache.name)
            known = {}
        found = self._found()
        self._total = len(found)
        folder = Folder(self._root, self._empty)
        tags = self._read_all(found, known, folder)
        if tags != known:
            self._keep(tags)
        if not self._ends.is_set():
            self._shelve(folder, is_complete=True)

    def _found(self) -> list[Found]:
        found: list[Found] = []
        for file in audio_files(self._root, self._note):
            if self._ends.is_set():
                break
            if len(found) == MOST_FILES:
                self._note(f'left out after {MOST_FILES:,} files', file.path)
                break
            found.append(file)
        return found

    def _read_all(self, found: Iterable[Found], known: Mapping[Found, Tags], folder: Folder) -> dict[Found, Tags]:
        result: dict[Found, Tags] = {}
        shelf_at = time.monotonic() + _FIRST_SHELF
        for file in found:
            if self._ends.is_set():
                # A file not reached yet is as well known as before.
                return {**known, **result}
            tags = known.get(file) or read_tags(os.path.join(self._root, file.path))
            result[file] = tags
            self._add(folder, file.path, tags)
            self._read += 1
            if (now := time.monotonic()) > shelf_at:
                self._shelve(folder, is_complete=False)
                shelf_at = time.monotonic() + _PACE * (time.monotonic() - now)
        return result

    def _add(self, folder: Folder, path: str, tags: Tags) -> None:
        if tags.fault:
            self._note(tags.fault, path)
        if tags.fault in ('empty', 'unreadable'):
            return
        if folder.add(path, tags):
            self._tracks += 1
        else:
            self._note('the same again', path)

    def _shelve(self, folder: Folder, *, is_complete: bool) -> None:
        library = folder.library(is_complete=is_complete)
        self._fresh.append(Shelf(library, Search(library)))

    def _keep(self, tags: Mapping[Found, Tags]) -> None:
        try:
            write_cache(self._cache, tags.items())
        except OSError as error:
            self._note('cache that cannot be written', str(error))

    def _note(self, what: str, example: str) -> None:
        self._faults[what] += 1
        examples = self._examples.setdefault(what, [])
        if len(examples) < _EXAMPLES:
            examples.append(example)
