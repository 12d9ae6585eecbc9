import os
import resource
import signal
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

import osmium
import pytest
from osmium.osm.mutable import Node

from ipa_agents.errors import ImportFailed, StoreBusy
from ipa_agents.travel.places import importing
from ipa_agents.travel.places.attributes import load_attributes
from ipa_agents.travel.places.embedded import EmbeddedPlaces
from ipa_agents.travel.places.importing import Imported, import_file
from ipa_agents.travel.places.kinds import load_kinds
from ipa_agents.travel.places.query import PlaceQuery
from ipa_agents.travel.places.writer import PlaceWriter


def extract(file: Path, names: Sequence[str], first: int = 1) -> Path:
    with osmium.SimpleWriter(str(file)) as writer:
        for number, name in enumerate(names, first):
            tags = {'amenity': 'cafe'} | ({'name': name} if name else {})
            writer.add_node(Node(id=number, location=(10 + number / 1000, 50.0), tags=tags))
    return file


def take(file: Path, folder: Path, told: list[tuple[str, int, int]] | None = None) -> Imported:
    def watch(*what: object) -> None:
        if told is not None:
            told.append(what)  # type: ignore[arg-type]

    return import_file(file, folder, load_kinds(), load_attributes(), watch)


def named(folder: Path, text: str) -> list[str]:
    query = PlaceQuery(50.0, 10.0, text=text, limit=50)
    return [place.name for place in EmbeddedPlaces(folder).search(query).places]


def files_of(folder: Path) -> dict[str, bytes]:
    found = (file for file in folder.rglob('*') if file.is_file() and file.name != 'lock')
    return {str(file.relative_to(folder)): file.read_bytes() for file in found}


def test_files_go_into_one_store_and_what_comes_again_replaces(tmp_path: Path) -> None:
    store = tmp_path / 'store'
    first = take(extract(tmp_path / 'a.osm.pbf', ['Alpha', 'Beta', '']), store)
    assert (first.places, first.before, first.replaced, dict(first.refused)) == (2, 0, 0, {'nameless': 1})
    assert first.samples == ('n3: no name at 50.00000, 10.00300 (cafe)',)
    second = take(extract(tmp_path / 'b.osm.pbf', ['Gamma', 'Delta'], 2), store)
    assert (second.places, second.before, second.replaced) == (3, 2, 1)
    assert named(store, 'alpha') == ['Alpha']
    assert named(store, 'gamma') == ['Gamma']
    assert named(store, 'beta') == []
    assert EmbeddedPlaces(store).info.source == 'a.osm.pbf, b.osm.pbf'
    assert sorted(file.name for file in store.iterdir() if not file.name.startswith('data-')) == ['lock', 'store.json']


def test_each_stage_is_told_to_its_end(tmp_path: Path) -> None:
    told: list[tuple[str, int, int]] = []
    take(extract(tmp_path / 'a.osm.pbf', ['A'] * 1500), tmp_path / 'store', told)
    assert list(dict.fromkeys(stage for stage, _, _ in told)) == ['looking', 'reading', 'sorting', 'naming']
    ends = {stage: (done, total) for stage, done, total in told}
    assert [ends[stage] for stage in ('reading', 'sorting', 'naming')] == [(1500, 1500)] * 3


_KILLED = """
import sys, time
from pathlib import Path
from ipa_agents.travel.places import importing
from ipa_agents.travel.places.attributes import load_attributes
from ipa_agents.travel.places.kinds import load_kinds
from ipa_agents.travel.places.pieces import Pieces

importing._AT_ONCE = 10
add = Pieces.add

def hang(stage, *_):
    if stage == sys.argv[3]:
        print('here', flush=True)
        time.sleep(600)

def counted(self, batch):
    add(self, batch)
    if self.state.pieces == 3:
        hang('reading')

Pieces.add = counted
importing.import_file(Path(sys.argv[1]), Path(sys.argv[2]), load_kinds(), load_attributes(),
    lambda stage, *_: stage == 'reading' or hang(stage))
"""


@pytest.mark.parametrize(('stage', 'resumed'), [('reading', 30), ('naming', 95)])
def test_a_killed_import_leaves_the_old_store_and_goes_on(tmp_path: Path, stage: str, resumed: int) -> None:
    store = tmp_path / 'store'
    take(extract(tmp_path / 'old.osm.pbf', ['Oldtown'], 1000), store)
    before = files_of(store)
    new = extract(tmp_path / 'new.osm.pbf', [f'Newtown {number}' for number in range(95)])
    process = subprocess.Popen(
        [sys.executable, '-c', _KILLED, str(new), str(store), stage],
        stdout=subprocess.PIPE,
        env={**os.environ, 'PYTHONPATH': os.pathsep.join(filter(None, sys.path))},
    )
    with process:
        assert process.stdout is not None
        assert process.stdout.readline() == b'here\n'
        with pytest.raises(StoreBusy, match=rf'process {process.pid} \(new.osm.pbf\)'):
            take(new, store)
        process.send_signal(signal.SIGKILL)
    after = files_of(store)
    assert {name: after[name] for name in before} == before
    assert named(store, 'oldtown') == ['Oldtown']
    done = take(new, store)
    assert (done.resumed, done.places, done.replaced) == (resumed, 96, 0)
    assert len(named(store, 'newtown')) == 50
    assert len(list(store.iterdir())) == 3


def test_another_file_or_another_state_of_it_is_not_gone_on_with(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    store, file = tmp_path / 'store', tmp_path / 'a.osm.pbf'
    extract(file, ['Alpha'] * 30)
    monkeypatch.setattr(importing, '_AT_ONCE', 10)
    monkeypatch.setattr(importing.PlaceWriter, 'finish', lambda *_: os.kill(os.getpid(), signal.SIGINT))
    with pytest.raises(KeyboardInterrupt):
        take(file, store)
    monkeypatch.undo()
    os.utime(file, (1, 1))
    done = take(file, store)
    assert (done.resumed, done.given_up, done.places) == (0, str(file), 30)


def test_a_full_disk_is_said_and_leaves_the_old_store(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(importing, '_AT_ONCE', 50)
    store = tmp_path / 'store'
    take(extract(tmp_path / 'old.osm.pbf', ['Oldtown'], 1000), store)
    before = files_of(store)
    new = extract(tmp_path / 'new.osm.pbf', [f'Newtown {number}' for number in range(500)])
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    for limit in (2_000, 15_000):  # while reading; while sorting
        resource.setrlimit(resource.RLIMIT_FSIZE, (limit, hard))
        try:
            with pytest.raises(ImportFailed, match=r'cannot be written.*as they were'):
                take(new, store)
        finally:
            resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
        after = files_of(store)
        assert {name: after[name] for name in before} == before
        assert named(store, 'oldtown') == ['Oldtown']
    assert take(new, store).places == 501


@pytest.mark.parametrize(
    ('name', 'content', 'reason'),
    [
        ('none.osm.pbf', None, 'no such file'),
        ('map.osm.pbf', b'this is not a map', 'cannot be read as OpenStreetMap'),
        ('empty.osm.pbf', b'', 'cannot be read as OpenStreetMap'),
        ('places.parquet', b'PAR1 not so', 'cannot be read as Parquet'),
        ('places.csv', b'a,b', 'unknown form'),
    ],
)
def test_a_wrong_file_is_said_and_changes_nothing(
    tmp_path: Path, name: str, content: bytes | None, reason: str
) -> None:
    store = tmp_path / 'store'
    take(extract(tmp_path / 'old.osm.pbf', ['Oldtown'], 1000), store)
    before = files_of(store)
    if content is not None:
        (tmp_path / name).write_bytes(content)
    with pytest.raises(ImportFailed, match=reason):
        take(tmp_path / name, store)
    after = files_of(store)
    assert {name: after[name] for name in before} == before


def test_a_file_that_breaks_off_is_said_and_changes_nothing(tmp_path: Path) -> None:
    whole = extract(tmp_path / 'a.osm.pbf', [f'Place {number * 7919}' for number in range(20_000)]).read_bytes()
    (tmp_path / 'a.osm.pbf').write_bytes(whole[: len(whole) * 3 // 4])
    with pytest.raises(ImportFailed, match='cannot be read as OpenStreetMap'):
        take(tmp_path / 'a.osm.pbf', tmp_path / 'store')
    assert not (tmp_path / 'store' / 'store.json').exists()


def test_a_store_is_written_by_one_at_a_time(tmp_path: Path) -> None:
    file = extract(tmp_path / 'a.osm.pbf', ['Alpha'])
    with (
        PlaceWriter(tmp_path / 'store', load_kinds(), load_attributes(), 'b.osm.pbf'),
        pytest.raises(StoreBusy, match=rf'process {os.getpid()} \(b.osm.pbf\) is writing'),
    ):
        take(file, tmp_path / 'store')
    assert take(file, tmp_path / 'store').places == 1


def test_points_that_are_not_on_the_earth_are_counted(tmp_path: Path) -> None:
    with osmium.SimpleWriter(str(tmp_path / 'a.osm.pbf')) as writer:
        for number, location in enumerate([(10.0, 50.0), (10.0, 95.0), (50.0, 116.0), (200.0, 50.0), (-181.0, 0.0)], 1):
            writer.add_node(Node(id=number, location=location, tags={'amenity': 'cafe', 'name': f'Cafe {number}'}))
    done = take(tmp_path / 'a.osm.pbf', tmp_path / 'store')
    assert done.places == 1
    assert done.refused == {'out of range': 2, 'swapped': 2}
    assert 'n3: Cafe 3 at 116.00000, 50.00000 (cafe)' in done.samples
