import os
import signal
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

import osmium
import psycopg
import pytest
from osmium.osm.mutable import Node
from postgres import Cluster

from ipa_agents.errors import ImportFailed, StoreBusy, StoreUnreachable
from ipa_agents.travel.places.attributes import load_attributes
from ipa_agents.travel.places.importing import Imported
from ipa_agents.travel.places.kinds import load_kinds
from ipa_agents.travel.places.postgis.places import PostgisPlaces
from ipa_agents.travel.places.postgis.publishing import Tables, import_into
from ipa_agents.travel.places.query import PlaceQuery


@pytest.fixture(autouse=True)
def work(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv('IPA_DATA', str(tmp_path / 'data'))
    return tmp_path / 'data' / 'sending'


def extract(file: Path, names: Sequence[str], first: int = 1) -> Path:
    with osmium.SimpleWriter(str(file)) as writer:
        for number, name in enumerate(names, first):
            writer.add_node(
                Node(id=number, location=(10 + number / 1000, 50.0), tags={'amenity': 'cafe', 'name': name})
            )
    return file


def take(address: str, file: Path, told: list[str] | None = None) -> Imported:
    def watch(stage: str, *_: int) -> None:
        if told is not None:
            told.append(stage)

    return import_into(address, file, load_kinds(), load_attributes(), watch)


def named(address: str, text: str) -> list[str]:
    places = PostgisPlaces(address)
    try:
        return [place.name for place in places.search(PlaceQuery(50.0, 10.0, text=text)).places]
    finally:
        places.close()


def test_files_go_into_one_store_and_what_comes_again_replaces(address: str, tmp_path: Path, work: Path) -> None:
    told: list[str] = []
    first = take(address, extract(tmp_path / 'a.osm.pbf', ['Alpha', 'Beta']), told)
    assert (first.places, first.before, first.replaced) == (2, 0, 0)
    assert list(dict.fromkeys(told)) == ['looking', 'reading', 'sorting', 'naming', 'sending']
    open_before = PostgisPlaces(address)
    assert [place.name for place in open_before.search(PlaceQuery(50.0, 10.0, text='beta')).places] == ['Beta']
    second = take(address, extract(tmp_path / 'b.osm.pbf', ['Gamma', 'Delta'], 2))
    assert (second.places, second.before, second.replaced) == (3, 2, 1)
    assert (named(address, 'alpha'), named(address, 'gamma'), named(address, 'beta')) == (['Alpha'], ['Gamma'], [])
    # Who had it open sees the new places, too.
    assert [place.name for place in open_before.search(PlaceQuery(50.0, 10.0, text='gamma')).places] == ['Gamma']
    assert open_before.info.source == 'a.osm.pbf, b.osm.pbf'
    assert list(work.iterdir()) == []


_KILLED = """
import sys, time
from pathlib import Path
from ipa_agents.travel.places.attributes import load_attributes
from ipa_agents.travel.places.kinds import load_kinds
from ipa_agents.travel.places.postgis.publishing import Tables, import_into

def hang(self):
    print('here', flush=True)
    time.sleep(600)

Tables._exchange = hang
import_into(sys.argv[1], Path(sys.argv[2]), load_kinds(), load_attributes())
"""


def test_a_killed_import_leaves_the_old_places_and_a_second_one_is_refused(address: str, tmp_path: Path) -> None:
    take(address, extract(tmp_path / 'old.osm.pbf', ['Oldtown'], 1000))
    new = extract(tmp_path / 'new.osm.pbf', [f'Newtown {number}' for number in range(20)])
    process = subprocess.Popen(
        [sys.executable, '-c', _KILLED, address, str(new)],
        stdout=subprocess.PIPE,
        env={**os.environ, 'PYTHONPATH': os.pathsep.join(filter(None, sys.path))},
    )
    with process:
        assert process.stdout is not None
        assert process.stdout.readline() == b'here\n'
        # All is written, nothing is exchanged.
        assert named(address, 'oldtown') == ['Oldtown']
        with pytest.raises(StoreBusy, match=rf'process {process.pid} on .* \(new.osm.pbf\) is writing'):
            take(address, new)
        process.send_signal(signal.SIGKILL)
    assert named(address, 'oldtown') == ['Oldtown']
    _until_free(address)
    done = take(address, new)
    assert (done.resumed, done.places, done.before) == (20, 21, 1)
    assert len(named(address, 'newtown')) == 10
    with psycopg.connect(address) as connection:
        tables = connection.execute("SELECT tablename FROM pg_tables WHERE schemaname = 'ipa_places'").fetchall()
    assert sorted(name for (name,) in tables) == ['manifest', 'place', 'posting']


def test_a_server_that_goes_away_amid_the_sending_is_said_and_the_import_goes_on(
    server: Cluster, address: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    take(address, extract(tmp_path / 'old.osm.pbf', ['Oldtown'], 1000))
    new = extract(tmp_path / 'new.osm.pbf', ['Newtown'])
    with monkeypatch.context() as patch:
        patch.setattr(Tables, '_send_postings', lambda *_: server.stop())
        with pytest.raises(ImportFailed, match=r'took nothing .* as they were'):
            take(address, new)
    with pytest.raises(StoreUnreachable):
        take(address, new)
    server.start()
    assert (named(address, 'oldtown'), named(address, 'newtown')) == (['Oldtown'], [])
    assert take(address, new).resumed == 1
    assert (named(address, 'oldtown'), named(address, 'newtown')) == (['Oldtown'], ['Newtown'])


def _until_free(address: str) -> None:
    """The server notices by itself that a process was killed, in a moment."""
    with psycopg.connect(address, autocommit=True) as connection:
        connection.execute('SELECT pg_advisory_lock(%s)', (0x1DA91ACE5,))
