import shutil
from pathlib import Path

import pytest
from maps import town, town_folder

from ipa_agents.errors import MapMissing
from ipa_agents.travel.map import folder as map_folder
from ipa_agents.travel.map.folder import (
    import_map,
    is_whole,
    load_drawing,
    load_map,
    read_stamp,
    renew_map,
    town_version,
)


def silent(text: str) -> None:
    pass


def test_a_map_has_a_stamp_of_what_made_it() -> None:
    stamp = read_stamp(town_folder())
    assert stamp is not None
    assert (stamp.source, stamp.version) == ('town', town_version(1))
    assert stamp.places == len(town().places)
    assert town_version(1) != town_version(2)


def test_an_extract_is_imported_by_the_same_way(tmp_path: Path) -> None:
    extract = tmp_path / 'some.osm.pbf'
    extract.write_bytes((town_folder() / 'map.osm.pbf').read_bytes())
    told: list[str] = []
    stamp = import_map(tmp_path / 'map', extract, told.append)
    assert (stamp.source, stamp.places) == ('some.osm.pbf', len(town().places))
    assert len(told) >= 2
    assert len(load_map(tmp_path / 'map').places) == stamp.places
    assert len(load_drawing(tmp_path / 'map')) == len(load_drawing(town_folder()))


def test_an_older_map_is_imported_again_from_what_it_keeps(tmp_path: Path) -> None:
    extract, folder = tmp_path / 'some.osm.pbf', tmp_path / 'map'
    extract.write_bytes((town_folder() / 'map.osm.pbf').read_bytes())
    import_map(folder, extract, silent)
    extract.unlink()
    shutil.rmtree(folder / 'drawing')
    (folder / 'stamp.json').write_text('{"source": "some.osm.pbf", "version": "x", "places": 1, "streets": 1}')
    old = read_stamp(folder)
    assert old is not None
    assert not is_whole(old)
    with pytest.raises(MapMissing, match='ipa town --if-missing'):
        load_drawing(folder)
    new = renew_map(folder, silent)
    assert is_whole(new)
    assert new.source == 'some.osm.pbf'
    assert len(load_drawing(folder)) > 0


def test_a_cut_run_leaves_what_was_there(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    extract = town_folder() / 'map.osm.pbf'
    folder = tmp_path / 'map'
    import_map(folder, extract, silent)
    before = read_stamp(folder)

    def cut(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(map_folder, 'build_tiles', cut)
    with pytest.raises(KeyboardInterrupt):
        import_map(folder, extract, silent)
    with pytest.raises(KeyboardInterrupt):
        import_map(tmp_path / 'other', extract, silent)
    assert read_stamp(folder) == before
    assert len(load_map(folder).places) > 0
    assert [path.name for path in tmp_path.iterdir()] == ['map']


def test_no_map_is_said_with_the_cure(tmp_path: Path) -> None:
    with pytest.raises(MapMissing, match='ipa town'):
        load_map(tmp_path)
    (tmp_path / 'stamp.json').write_text('{"source": 1', encoding='utf-8')
    with pytest.raises(MapMissing, match='ipa town'):
        load_map(tmp_path)
    with pytest.raises(MapMissing, match='no such file'):
        import_map(tmp_path / 'map', tmp_path / 'none.osm.pbf', silent)
    with pytest.raises(MapMissing, match='ipa town'):
        renew_map(tmp_path / 'map', silent)
