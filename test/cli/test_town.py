from pathlib import Path

import pytest
from maps import town_folder

from ipa_agents.cli import town as command
from ipa_agents.cli.main import main
from ipa_agents.travel.map import folder as map_folder
from ipa_agents.travel.map.folder import read_stamp


@pytest.fixture
def built(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What was asked to be built, instead of building it."""
    asked: list[str] = []
    monkeypatch.setattr(command, 'make_town_map', lambda folder, seed, _: asked.append(f'{seed}') or _stamp())
    monkeypatch.setattr(command, 'renew_map', lambda folder, _: asked.append('again') or _stamp())
    monkeypatch.setattr(command, 'import_map', lambda folder, extract, _: asked.append(extract.name) or _stamp())
    return asked


def _stamp() -> object:
    return read_stamp(town_folder())


def test_a_map_that_is_there_and_current_is_left_alone(built: list[str]) -> None:
    assert main(['town', '--if-missing', '--into', str(town_folder())]) == 0
    assert built == []
    assert main(['town', '--if-missing', '--seed', '2', '--into', str(town_folder())]) == 0
    assert main(['town', '--into', str(town_folder())]) == 0
    assert built == ['2', '1']


def test_an_imported_map_is_not_replaced_by_the_town(built: list[str], tmp_path: Path) -> None:
    layout = map_folder._LAYOUT
    stamp = f'{{"source": "my.osm.pbf", "version": "x", "places": 1, "streets": 1, "layout": {layout}}}'
    (tmp_path / 'stamp.json').write_text(stamp, encoding='utf-8')
    assert main(['town', '--if-missing', '--into', str(tmp_path)]) == 0
    assert main(['town', '--if-missing', '--from', 'my.osm.pbf', '--into', str(tmp_path)]) == 0
    assert built == []
    assert main(['town', '--if-missing', '--from', 'other.osm.pbf', '--into', str(tmp_path)]) == 0
    assert built == ['other.osm.pbf']


def test_an_imported_map_that_lacks_something_is_imported_again(built: list[str], tmp_path: Path) -> None:
    stamp = '{"source": "my.osm.pbf", "version": "x", "places": 1, "streets": 1}'
    (tmp_path / 'stamp.json').write_text(stamp, encoding='utf-8')
    assert main(['town', '--if-missing', '--into', str(tmp_path)]) == 0
    assert main(['town', '--if-missing', '--from', 'my.osm.pbf', '--into', str(tmp_path)]) == 0
    assert built == ['again', 'my.osm.pbf']


def test_the_folder_is_that_of_the_data(
    built: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv('IPA_DATA', str(tmp_path))
    assert main(['town', '--if-missing']) == 0
    assert built == ['1']
    assert str(tmp_path / 'town') in capsys.readouterr().out


def test_a_missing_extract_is_one_line(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(['town', '--from', str(tmp_path / 'none.osm.pbf'), '--into', str(tmp_path / 'map')]) == 2
    assert 'no such file' in capsys.readouterr().err
    assert not (tmp_path / 'map').exists()


@pytest.mark.parametrize('name', ['Town01.xodr', 'TOWN01.XODR'])
def test_an_open_drive_document_is_known_by_its_ending(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []
    monkeypatch.setattr(command, 'import_open_drive', lambda folder, file, _: asked.append(file.name) or _stamp())
    assert main(['town', '--from', name, '--into', str(tmp_path)]) == 0
    assert asked == [name]
