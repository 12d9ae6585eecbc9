import json
from pathlib import Path

import pytest

from ipa_agents.media.tag_cache import cache_file, read_cache, write_cache
from ipa_agents.media.tags import Tags
from ipa_agents.media.walk import Found

ENTRIES = {Found('a/晴.mp3', 10, 5): Tags('晴', '林夏', duration=1.5), Found('\udcff\n', 1, 2): Tags(fault='empty')}


def test_what_is_written_is_read(tmp_path: Path) -> None:
    file = tmp_path / 'new' / 'x.jsonl'
    assert read_cache(file) == {}
    write_cache(file, ENTRIES.items())
    assert read_cache(file) == ENTRIES
    assert [path.name for path in file.parent.iterdir()] == ['x.jsonl']


def test_each_folder_has_its_own(tmp_path: Path) -> None:
    assert cache_file(tmp_path, Path('/a')) != cache_file(tmp_path, Path('/b'))


@pytest.mark.parametrize(
    'spoil',
    [
        lambda text: '',
        lambda text: text[:-20],
        lambda text: text.replace('"version": 1', '"version": 0'),
        lambda text: text + '[1, 2]\n',
        lambda text: text + '\xff',
        lambda text: text + json.dumps(['a', 1, 2, 7, '', '', '', 0, 0, 0.0, '']) + '\n',
        lambda text: text + json.dumps(['a', 1, 2, '', '', '', '', 0, 0, 0.0, 'bewitched']) + '\n',
    ],
)
def test_a_broken_one_is_none_at_all(tmp_path: Path, spoil: object) -> None:
    file = tmp_path / 'x.jsonl'
    write_cache(file, ENTRIES.items())
    file.write_text(spoil(file.read_text()), encoding='latin-1')  # type: ignore[operator]
    assert read_cache(file) is None


def test_a_failed_write_leaves_the_old_one(tmp_path: Path) -> None:
    file = tmp_path / 'x.jsonl'
    write_cache(file, ENTRIES.items())

    def broken() -> object:
        yield from ENTRIES.items()
        raise OSError('disk full')

    with pytest.raises(OSError, match='disk full'):
        write_cache(file, broken())  # type: ignore[arg-type]
    assert read_cache(file) == ENTRIES
    assert [path.name for path in tmp_path.iterdir()] == ['x.jsonl']
