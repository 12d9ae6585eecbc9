import os
from pathlib import Path

import pytest

from ipa_agents.bringup.snapshot import Snapshot
from ipa_agents.errors import SnapshotError

FULL = Path('/dev/full')


def test_what_was_kept_last_is_read(tmp_path: Path) -> None:
    snapshot = Snapshot(tmp_path, 'hvac')
    assert snapshot.read() is None
    snapshot.keep({'a': [1, '空调']})
    snapshot.keep({'b': None})
    assert Snapshot(tmp_path, 'hvac').read() == {'b': None}
    assert Snapshot(tmp_path, 'body').read() is None
    assert os.listdir(tmp_path) == ['hvac.json']


def test_the_same_state_is_written_once(tmp_path: Path) -> None:
    snapshot = Snapshot(tmp_path, 'hvac')
    snapshot.keep({'a': 1})
    (tmp_path / 'hvac.json').unlink()
    snapshot.keep({'a': 1})
    assert snapshot.read() is None
    snapshot.keep({'a': 2})
    assert snapshot.read() == {'a': 2}


@pytest.mark.parametrize(
    'text', ['', '{"a": [1, 2', '[]', 'null', '{"a": NaN}', '\x00', '[' * 100_000, '{"a": "' + 'x' * 2**21 + '"}']
)
def test_a_broken_or_half_file_is_said_to_be_one(tmp_path: Path, text: str) -> None:
    (tmp_path / 'hvac.json').write_text(text, encoding='utf-8')
    with pytest.raises(SnapshotError, match='cannot be used'):
        Snapshot(tmp_path, 'hvac').read()


def test_bytes_that_are_no_text(tmp_path: Path) -> None:
    (tmp_path / 'hvac.json').write_bytes(b'\xff\xfe\x00')
    with pytest.raises(SnapshotError):
        Snapshot(tmp_path, 'hvac').read()


@pytest.mark.skipif(not FULL.exists(), reason='this system has no /dev/full')
def test_on_a_full_disk_the_old_state_stays(tmp_path: Path) -> None:
    snapshot = Snapshot(tmp_path, 'hvac')
    snapshot.keep({'a': 1})
    (tmp_path / 'hvac.new').symlink_to(FULL)
    with pytest.raises(SnapshotError, match='cannot be written: No space left'):
        snapshot.keep({'a': 2})
    assert snapshot.read() == {'a': 1}
    snapshot.keep({'a': 2})  # there is room again
    assert snapshot.read() == {'a': 2}


def test_a_folder_that_is_gone_is_said(tmp_path: Path) -> None:
    with pytest.raises(SnapshotError, match='cannot be written'):
        Snapshot(tmp_path / 'gone', 'hvac').keep({'a': 1})
    with pytest.raises(SnapshotError, match='state cannot be written'):
        Snapshot(tmp_path, 'hvac').keep({'a': float('nan')})
