import os
from collections.abc import Iterator
from pathlib import Path

import psutil
import pytest
from audio import mp3
from waiting import wait_for

from ipa_agents.errors import SetupError
from ipa_agents.media import scan as scan_module
from ipa_agents.media.library import load_library
from ipa_agents.media.scan import Scan
from ipa_agents.media.shelf import Shelf
from ipa_agents.media.tags import Tags

EMPTY = load_library()


class Scans:
    """Scans of one folder, each with the cache that the one before left."""

    def __init__(self, root: Path) -> None:
        self.folder = root / 'music'
        self.folder.mkdir()
        self.cache = root / 'cache.jsonl'
        self.log: list[str] = []
        self._scans: list[Scan] = []

    def begin(self) -> Scan:
        scan = Scan(self.folder, EMPTY, self.cache, self.log.append)
        self._scans.append(scan)
        scan.start()
        return scan

    def read(self) -> tuple[Scan, Shelf]:
        scan = self.begin()
        wait_for(lambda: scan.progress.is_done, 'the end of the scan')
        shelf = scan.fresh()
        assert shelf is not None
        return scan, shelf

    def close(self) -> None:
        for scan in self._scans:
            scan.stop()


@pytest.fixture
def scans(tmp_path: Path) -> Iterator[Scans]:
    made = Scans(tmp_path)
    yield made
    made.close()


def titles(shelf: Shelf) -> set[str]:
    return {track.title.en for track in shelf.library.tracks.values()}


def test_a_folder_becomes_a_library(scans: Scans) -> None:
    mp3(scans.folder / 'a.mp3', title='晴天', artist='林夏')
    mp3(scans.folder / 'Ann - Song.mp3')
    scan, shelf = scans.read()
    assert titles(shelf) == {'晴天', 'Song'}
    assert shelf.library.is_complete
    assert shelf.search.find('林夏')[0].kind == 'artist'
    assert scan.fresh() is None
    assert str(scan.progress) == '2 tracks in 2 files'


def test_what_is_wrong_is_counted_and_said_once_with_examples(scans: Scans) -> None:
    for index in range(5):
        (scans.folder / f'zero\n{index}.mp3').touch()
        mp3(scans.folder / f'same{index}.mp3', title='A', artist='B')
    (scans.folder / 'broken.flac').write_bytes(bytes(range(256)) * 100)
    scan, shelf = scans.read()
    assert scan.progress.faults == {'empty': 5, 'the same again': 4, 'broken tags': 1}
    assert titles(shelf) == {'A', 'broken'}
    assert [line for line in scans.log if 'empty' in line] == [
        r"music: empty: 5, such as 'zero\n0.mp3', 'zero\n1.mp3', 'zero\n2.mp3'"
    ]


def test_a_second_start_reads_only_what_changed(scans: Scans, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in 'ab':
        mp3(scans.folder / f'{name}.mp3', title=name)
    (scans.folder / 'empty.mp3').touch()
    scans.read()
    read = []

    def reading(file: str) -> Tags:
        read.append(os.path.basename(file))
        return Tags('new')

    monkeypatch.setattr(scan_module, 'read_tags', reading)
    mp3(scans.folder / 'b.mp3', 3.0, title='changed')
    (scans.folder / 'a.mp3').rename(scans.folder / 'c.mp3')
    scan, _ = scans.read()
    assert sorted(read) == ['b.mp3', 'c.mp3']
    assert scan.progress.faults == {'empty': 1}
    read.clear()
    scans.read()
    assert not read


def test_a_broken_cache_is_made_anew(scans: Scans) -> None:
    mp3(scans.folder / 'a.mp3', title='a')
    scans.cache.write_text('{"nonsense')
    scan, shelf = scans.read()
    assert titles(shelf) == {'a'}
    assert scan.progress.faults == {'broken cache, read anew': 1}
    assert scans.read()[0].progress.faults == {}


def test_a_cache_that_cannot_be_written_costs_nothing_else(scans: Scans) -> None:
    mp3(scans.folder / 'a.mp3', title='a')
    scans.cache.mkdir()
    scan, shelf = scans.read()
    assert titles(shelf) == {'a'}
    assert 'cache that cannot be written' in scan.progress.faults


def test_music_is_there_before_all_is_read(scans: Scans, monkeypatch: pytest.MonkeyPatch) -> None:
    for index in range(20):
        (scans.folder / f'{index:02}.mp3').write_bytes(b'x')
    monkeypatch.setattr(scan_module, '_FIRST_SHELF', 0.0)
    held = []

    def reading(file: str) -> Tags:
        if file.endswith('10.mp3'):
            wait_for(lambda: bool(held), 'the look at what was read so far')
        return Tags(os.path.basename(file))

    monkeypatch.setattr(scan_module, 'read_tags', reading)
    scan = scans.begin()
    wait_for(lambda: str(scan.progress) == 'scanning 10 of 20', 'the first half')
    shelf = scan.fresh()
    held.append(shelf)
    assert shelf is not None
    assert 1 <= len(shelf.library.tracks) <= 10
    assert not shelf.library.is_complete
    wait_for(lambda: scan.progress.is_done, 'the end')
    shelf = scan.fresh()
    assert shelf is not None
    assert (len(shelf.library.tracks), shelf.library.is_complete) == (20, True)


def test_a_scan_that_is_stopped_keeps_what_it_read(scans: Scans, monkeypatch: pytest.MonkeyPatch) -> None:
    for index in range(9):
        (scans.folder / f'{index}.mp3').write_bytes(b'x')
    stopped: list[Scan] = []

    def reading(file: str) -> Tags:
        if file.endswith('4.mp3'):
            stopped[0]._ends.set()
        return Tags(os.path.basename(file))

    monkeypatch.setattr(scan_module, 'read_tags', reading)
    stopped.append(Scan(scans.folder, EMPTY, scans.cache, scans.log.append))
    stopped[0].start()
    wait_for(stopped[0]._ends.is_set, 'the fifth file')
    stopped[0].stop()
    read: list[str] = []
    monkeypatch.setattr(scan_module, 'read_tags', lambda file: read.append(file) or Tags())
    scans.read()
    assert len(read) == 4


def test_more_files_than_can_be_are_left_out(scans: Scans, monkeypatch: pytest.MonkeyPatch) -> None:
    for index in range(4):
        mp3(scans.folder / f'{index}.mp3')
    monkeypatch.setattr(scan_module, 'MOST_FILES', 3)
    scan, shelf = scans.read()
    assert len(shelf.library.tracks) == 3
    assert scan.progress.faults == {'left out after 3 files': 1}


def test_an_empty_folder_is_read_and_a_missing_one_is_said(scans: Scans, tmp_path: Path) -> None:
    scan, shelf = scans.read()
    assert str(scan.progress) == '0 tracks in 0 files'
    assert shelf.library.is_complete
    with pytest.raises(SetupError, match='no folder of music'):
        Scan(tmp_path / 'gone', EMPTY, scans.cache, print)


def test_fifty_thousand_files_with_broken_tags_are_read_once_and_found(scans: Scans) -> None:
    for folder in range(100):
        (scans.folder / f'Band {folder}').mkdir()
        for number in range(500):
            (scans.folder / f'Band {folder}' / f'Song {folder} {number}.ogg').write_bytes(b'OggX')
    mp3(scans.folder / 'good.mp3', title='晴天', artist='林夏')
    before = psutil.Process().memory_info().rss
    scan, shelf = scans.read()
    assert str(scan.progress) == '50,001 tracks in 50,001 files'
    assert scan.progress.faults == {'broken tags': 50_000}
    assert len(shelf.search.find('Band 7', 'artist')[0].tracks) == 500
    assert shelf.search.find('晴天')[0].tracks[0].artist.zh == '林夏'
    assert psutil.Process().memory_info().rss - before < 300 * 2**20
    assert sum('such as' in line for line in scans.log) == 1
