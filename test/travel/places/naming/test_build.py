from pathlib import Path

import numpy as np
import pytest
from numbered_names import Numbered

from ipa_agents.errors import MapMissing
from ipa_agents.travel.places.naming.block import BLOCK, BLOCKS, DIRECTORY, FILES
from ipa_agents.travel.places.naming.build import build_name_index
from ipa_agents.travel.places.naming.index import NameIndex

_NAMES = [BLOCKS, *(name for files in (FILES, DIRECTORY) for name, _ in files.values())]


@pytest.fixture(scope='module')
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp('blocks')
    build_name_index(folder, BLOCK + 2001, Numbered(), processes=1)
    return folder


def test_places_of_all_blocks_are_found(folder: Path) -> None:
    index = NameIndex.open(folder, Numbered().of)
    assert index.find('milestone').numbers.tolist() == list(range(0, BLOCK + 2001, 1000))
    around = np.array([(BLOCK - 600, BLOCK + 900)])
    assert index.find('milestone', around).numbers.tolist() == [65_000, 66_000]
    assert (
        index.find('milestone', np.array([(BLOCK, BLOCK + 10), (BLOCK + 1900, 10**9)])).numbers.tolist()
        == [67_000 + 500][:0]
    )
    assert index.find('milstone', around).numbers.tolist() == [65_000, 66_000]


def test_other_processes_write_the_same(folder: Path, tmp_path: Path) -> None:
    told: list[int] = []
    build_name_index(tmp_path, BLOCK + 2001, Numbered(), told.append, processes=2)
    assert told == [BLOCK, BLOCK + 2001]
    for name in _NAMES:
        assert (tmp_path / name).read_bytes() == (folder / name).read_bytes(), name


def test_no_places_are_an_index_too(tmp_path: Path) -> None:
    build_name_index(tmp_path, 0, Numbered())
    assert not len(NameIndex.open(tmp_path, Numbered().of).find('milestone').numbers)


@pytest.mark.parametrize('name', _NAMES)
def test_a_missing_or_cut_file_is_said(tmp_path: Path, name: str) -> None:
    build_name_index(tmp_path, 10, Numbered())
    whole = (tmp_path / name).read_bytes()
    (tmp_path / name).write_bytes(whole[: len(whole) // 2])
    with pytest.raises(MapMissing, match='import the places again'):
        NameIndex.open(tmp_path, Numbered().of)
    (tmp_path / name).unlink()
    with pytest.raises(MapMissing, match='import the places again'):
        NameIndex.open(tmp_path, Numbered().of)
