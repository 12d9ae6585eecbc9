import os
from collections import Counter
from pathlib import Path

import pytest

from ipa_agents.media.walk import audio_files


def walk(folder: Path) -> tuple[list[str], Counter[str]]:
    notes: Counter[str] = Counter()
    return [found.path for found in audio_files(str(folder), lambda what, _: notes.update([what]))], notes


def test_audio_is_found_by_name_in_all_folders(tmp_path: Path) -> None:
    for path in ('b/2.MP3', 'b/1.flac', 'a.ogg', 'cover.jpg', 'b/c/深.opus'):
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_text(path)
    assert walk(tmp_path) == (['a.ogg', 'b/1.flac', 'b/2.MP3', 'b/c/深.opus'], Counter())


def test_links_are_followed_once(tmp_path: Path) -> None:
    (tmp_path / 'a').mkdir()
    (tmp_path / 'a' / 'x.mp3').write_text('x')
    (tmp_path / 'a' / 'loop').symlink_to(tmp_path, target_is_directory=True)
    (tmp_path / 'b').symlink_to(tmp_path / 'a', target_is_directory=True)
    (tmp_path / 'y.mp3').symlink_to(tmp_path / 'a' / 'x.mp3')
    (tmp_path / 'gone.mp3').symlink_to(tmp_path / 'nowhere')
    found, notes = walk(tmp_path)
    assert len(found) == 1
    assert notes == {'the same again': 3, 'unreadable': 1}


def test_what_is_no_file_is_left_out(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / 'pipe.mp3')
    assert walk(tmp_path) == ([], Counter())


@pytest.mark.skipif(os.geteuid() == 0, reason='root may read everything')
def test_a_folder_that_may_not_be_read_is_noted(tmp_path: Path) -> None:
    (tmp_path / 'closed').mkdir(mode=0)
    assert walk(tmp_path) == ([], Counter({'unreadable folder': 1}))


def test_a_folder_that_vanished_is_noted(tmp_path: Path) -> None:
    assert walk(tmp_path / 'gone') == ([], Counter({'unreadable folder': 1}))


def test_names_need_not_be_utf_8(tmp_path: Path) -> None:
    name = os.fsdecode(b'\xff\n.mp3')
    (tmp_path / name).write_text('x')
    assert walk(tmp_path)[0] == [name]
