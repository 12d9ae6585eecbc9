from pathlib import Path

import osmium
import pytest
from mcp_servers import served
from osmium.osm.mutable import Node
from ports import free_port

from ipa_agents.cli.main import main
from ipa_agents.travel.places.embedded import EmbeddedPlaces
from ipa_agents.travel.places.remote.serving import application


@pytest.fixture(scope='module')
def store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp('cli')
    with osmium.SimpleWriter(str(folder / 'a.osm.pbf')) as writer:
        for number, name in enumerate(['Café [bold]Müller', '星巴克咖啡', 'Evil\x1b[31m Name', ''], 1):
            tags = (
                {'amenity': 'cafe', 'name': name, 'name:zh': name, 'wheelchair': 'yes'} if name else {'amenity': 'cafe'}
            )
            writer.add_node(Node(id=number, location=(10 + number / 1000, 50.0), tags=tags))
    assert main(['places', 'import', str(folder / 'a.osm.pbf'), '--store', str(folder / 'store')]) == 0
    return folder / 'store'


def told(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, *words: str) -> str:
    monkeypatch.setenv('COLUMNS', '200')
    assert main(['places', *words]) == 0
    return capsys.readouterr().out


def test_what_was_imported_and_left_out_is_told(
    store: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    said = told(capsys, monkeypatch, 'import', str(store.parent / 'a.osm.pbf'), '--store', str(store))
    assert '0 new places, 3 replaced; 3 in the store' in said
    assert 'left out: 1 nameless\n    such as n4: no name at 50.00000, 10.00400 (cafe)' in said


def test_info_counts_kinds_and_finds_damage(
    store: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    said = told(capsys, monkeypatch, 'info', '--check', '--store', str(store))
    assert '3 places' in said
    assert 'cafe' in said
    assert 'from a.osm.pbf' in said
    records = next(store.glob('data-*/records.bin'))
    whole = records.read_bytes()
    try:
        records.write_bytes(whole[:-1] + b'X')
        assert main(['places', 'info', '--check', '--store', str(store)]) == 1
        assert 'damaged: records.bin' in capsys.readouterr().out
    finally:
        records.write_bytes(whole)


def test_a_provider_is_searched_with_the_same_words(
    store: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    with served(application(EmbeddedPlaces(store), '127.0.0.1'), free_port()) as address:
        elsewhere = ('--near', '50.0,10.0', '--store', address)
        assert '星巴克咖啡' in told(capsys, monkeypatch, 'search', 'xingbake', *elsewhere)
        assert '1 places in' in told(capsys, monkeypatch, 'search', 'muller', *elsewhere)
        assert f'remote: an unknown number of places, from {address}' in told(
            capsys, monkeypatch, 'info', '--store', address
        )


@pytest.mark.parametrize(
    ('words', 'found'),
    [
        (['a cafe that is wheelchair accessible', '--near', '50,10'], 3),
        (['无障碍的咖啡馆', '--near', '50,10'], 3),
        (['a wheelchair accessible restaurant', '--near', '50,10'], 0),
        (['a wheelchair accessible cafe within 1 km', '--near', '50,10.0025', '--kind', 'cafe'], 3),
        (['--kind', 'cafe', '--box', '49.9,10.0005,50.1,10.0015'], 1),
        (['--kind', 'cafe', '--along', '49.9,10.002', '50.1,10.002', '--detour', '0.5'], 3),
        (['--kind', 'cafe', '--rating', '4.5', '--price', '1', '--sort', 'distance', '--limit', '2'], 2),
    ],
)
def test_places_are_searched_by_all_that_may_be_wished(
    store: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, words: list[str], found: int
) -> None:
    assert f'{found} of 3 places' in told(capsys, monkeypatch, 'search', *words, '--store', str(store))


def test_what_is_not_known_of_them_is_said(
    store: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    for more in ([], ['--with', 'wheelchair']):
        said = told(capsys, monkeypatch, 'search', 'quiet cafe', *more, '--near', '50,10', '--store', str(store))
        assert said.count('does not say whether it has a quiet room') == 3


def test_a_search_prints_names_and_why(
    store: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    near = ('--near', '50.0,10.0', '--store', str(store))
    said = told(capsys, monkeypatch, 'search', 'xingbake', *near, '--language', 'zh')
    assert '星巴克咖啡' in said
    assert '1 of 3 places' in said
    assert 'Café [bold]Müller' in told(capsys, monkeypatch, 'search', 'muller', *near)
    assert '\x1b[31m' not in told(capsys, monkeypatch, 'search', 'evil', *near)
    said = told(capsys, monkeypatch, 'search', '--kind', 'cafe', '--with', 'wheelchair', '--radius', '0.1', *near)
    assert '70 m away' in said
    assert '星巴克咖啡' not in said


@pytest.mark.parametrize(
    ('words', 'reason'),
    [
        *((['search', 'a', '--near', '200,10'], 'no point on the earth'), (['search', '--kind', 'moon'], 'moon')),
        (['search', '--kind', 'cafe', '--along', '50,10'], 'two points'),
        (['search', '--kind', 'cafe', '--along', '50,10', 'nan,10'], 'no point on the earth'),
        (['search', 'a', '--store', 'postgresql://127.0.0.1:1/none'], '--near'),
        (['search', 'a', '--near', '50,10', '--store', 'postgresql://127.0.0.1:1/none'], 'cannot be reached'),
        (['info', '--store', 'postgresql://127.0.0.1:1/none'], 'cannot be reached'),
        (['import', 'a.osm.pbf', '--store', 'mcp+http://127.0.0.1:1/mcp'], 'takes no places'),
        (['serve', '--host', '0.0.0.0'], 'IPA_PLACES_TOKEN'),
        *((['info', '--store', 'nowhere'], 'no places there'), (['import', 'none.osm.pbf'], 'no such file')),
    ],
)
def test_what_cannot_be_is_said(store: Path, words: list[str], reason: str, capsys: pytest.CaptureFixture[str]) -> None:
    given = words if '--store' in words else [*words, '--store', str(store)]
    assert main(['places', *given]) == 2
    assert reason in capsys.readouterr().err
