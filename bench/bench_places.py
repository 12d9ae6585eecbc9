"""Places: found near a point, by a name and along a way, beside SQLite and DuckDB on the same generated places."""

from pathlib import Path

import pytest
from measuring import Bench
from place_rivals import Duck, Sqlite
from place_world import batches
from places import ask_rival, build, measured, rows
from table import Row

_SIZES = {'1M': (1_000_000, 20_000), '10M': (10_000_000, 30_000)}


@pytest.mark.timeout(3600)
@pytest.mark.parametrize('size', _SIZES)
def bench_places(size: str, bench: Bench, tmp_path: Path) -> None:
    """1M and 10M places; 80M by hand, with `python bench/places.py`."""
    count, asked = bench.of(*_SIZES[size]), bench.of(1000, 10)
    what = f'{size} places'
    built = build(tmp_path / 'ours', count, lambda done: bench.at(f'{what}: written', done, count))
    bench.at(f'{what}: asked')
    ours = measured(tmp_path / 'ours', count, asked)
    rivals = {}
    for name, rival, file in (('SQLite', Sqlite, 'places.sqlite'), ('DuckDB', Duck, 'places.duckdb')):
        bench.at(f'{what}: {name}')
        rivals[name] = ask_rival(rival.build(tmp_path / file, batches(count)), count, bench.of(200, 10))
        (tmp_path / file).unlink()
    bench.add(
        *rows(what, ours, rivals),
        Row.alone(f'{what}: written, geography and attributes', built.places, 'places/s', at_least=500_000),
        Row.alone(f'{what}: written, with names', built.names, 'places/s', at_least=50_000),
        Row.alone(f'{what}: on disk', built.size / count, 'B/place'),
    )
