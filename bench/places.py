"""How fast places are found: the project's own store beside SQLite and DuckDB, on the same generated places.

By hand, for more places than `make bench` takes: `python bench/places.py 80M --into FOLDER --without-rivals`.
"""

import argparse
import json
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict, dataclass, replace
from pathlib import Path

import psutil
from place_rivals import Duck, Rival, Sqlite
from place_world import Question, batches, questions
from table import Row, at

from ipa_agents.travel.places.attributes import load_attributes
from ipa_agents.travel.places.batch import Batch
from ipa_agents.travel.places.embedded import EmbeddedPlaces
from ipa_agents.travel.places.interface import Places
from ipa_agents.travel.places.kinds import load_kinds
from ipa_agents.travel.places.query import Along, PlaceQuery
from ipa_agents.travel.places.writer import PlaceWriter, index_names

__all__ = ['Built', 'Measured', 'ask_rival', 'build', 'measured', 'queries', 'rows', 'sized', 'times_of']

NEAR, NAMED, REACH = 3_000.0, 30_000.0, 2_538.0
"""m: the radius of a search near a point, of one by a name, and how far ten minutes lead beside a way."""
_LIMIT = 10
_WARM = 20


@dataclass(frozen=True, slots=True)
class Built:
    """Places a second for geography and attributes alone, and for all with names and their index; bytes on disk."""

    places: float
    names: float
    size: int


@dataclass(frozen=True, slots=True)
class Measured:
    """ms of each question of each sort, MiB resident and MiB of it the process's own, and what was found nearest."""

    near: list[float]
    named: list[float]
    along: list[float]
    resident: float
    own: float
    nearest: list[list[float]]


def sized(text: str) -> int:
    """A number of places: "80M", "500k" or plain."""
    return int(float(text.rstrip('kM')) * {'k': 1e3, 'M': 1e6}.get(text[-1], 1))


def build(folder: Path, count: int, told: Callable[[int], None] = lambda done: None) -> Built:
    """Write the store, and one without names beside it; making the places up is not counted."""
    bare, whole, nameless = 0.0, 0.0, folder.with_name(f'{folder.name}-nameless')
    with _writer(nameless) as columns, _writer(folder) as writer:
        for batch in _counted(batches(count), told):
            bare += _seconds(lambda some: columns.add(replace(some, records=())), batch)
            whole += _seconds(writer.add, batch)
        bare += _seconds(lambda index: columns.finish(index=index), None)
        whole += _seconds(lambda index: writer.finish(index=index), index_names)
    shutil.rmtree(nameless)
    size = sum(file.stat().st_size for file in folder.rglob('*') if file.is_file())
    return Built(count / bare, count / whole, size)


def geography(folder: Path, count: int, told: Callable[[int], None] = lambda done: None) -> float:
    """Write a store without names and remove it; places a second, making them up is not counted."""
    seconds = 0.0
    with _writer(folder) as columns:
        for batch in _counted(batches(count), told):
            seconds += _seconds(columns.add, replace(batch, records=()))
        seconds += _seconds(lambda index: columns.finish(index=index), None)
    shutil.rmtree(folder)
    return count / seconds


def measured(folder: Path, count: int, asked: int) -> Measured:
    """Ask the store in a process of its own, so that its memory is that of a search alone."""
    command = [sys.executable, __file__, str(count), '--into', str(folder), '--ask', str(asked)]
    answer = subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True).stdout
    return Measured(**json.loads(answer))


def ask_rival(rival: Rival, count: int, asked: int) -> Measured:
    """Ask another store the same."""
    some = questions(asked, count)
    nearest = [rival.near(question, NEAR) for question in some[:_WARM]]
    near = _timed(lambda question: rival.near(question, NEAR), some)
    named = _timed(lambda question: rival.named(question, NAMED), some)
    along = _timed(lambda question: rival.along(question, REACH), some)
    return Measured(near, named, along, 0.0, 0.0, nearest)


def rows(what: str, ours: Measured, rivals: dict[str, Measured]) -> Iterator[Row]:
    """The lines of the table; raises RuntimeError where the stores do not find the same."""
    for name, rival in rivals.items():
        for mine, theirs in zip(ours.nearest, rival.nearest, strict=False):
            if len(mine) != len(theirs) or any(abs(one - other) > 5 for one, other in zip(mine, theirs, strict=True)):
                raise RuntimeError(f'{name} finds other places: {theirs} instead of {mine}')
    for sort, words in (('near', 'near a point'), ('named', 'by a name'), ('along', 'along 30 km')):
        times = getattr(ours, sort)
        yield Row.alone(f'{what}: {words}, p50', at(times, 50), 'ms', at_most=1.0)
        yield Row.alone(f'{what}: {words}, p99', at(times, 99), 'ms', at_most=20.0)
        for name, rival in rivals.items():
            goal = 0.1 if name == 'SQLite' and sort != 'named' else None  # its R*Tree; names are found by its FTS5
            yield Row.compared(
                f'{what}: {words}, beside {name}, p50', at(times, 50), at(getattr(rival, sort), 50), 'ms', at_most=goal
            )
    yield Row.alone(f'{what}: memory of the process', ours.own, 'MiB', at_most=2.5 * 1024)
    yield Row.alone(f'{what}: mapped from disk and asked for', ours.resident - ours.own, 'MiB')


def queries(question: Question) -> dict[str, PlaceQuery]:
    """What is asked by each sort of question."""
    near = PlaceQuery(
        question.latitude, question.longitude, kind=question.kind, attributes=(question.attribute,), limit=_LIMIT
    )
    return {
        'near': replace(near, radius=NEAR, sort='distance'),
        'named': PlaceQuery(question.latitude, question.longitude, text=question.text, radius=NAMED, limit=_LIMIT),
        'along': replace(near, along=Along(question.line)),
    }


def times_of(places: Places, some: Sequence[Question]) -> Iterator[list[float]]:
    """ms of each question, for each sort in turn."""
    for sort in ('near', 'named', 'along'):
        asked = [queries(question)[sort] for question in some]
        yield _timed(places.search, asked)


def _ask(folder: Path, count: int, asked: int) -> Measured:
    places = EmbeddedPlaces(folder)
    some = questions(asked, count)
    nearest = [
        [place.distance for place in places.search(queries(question)['near']).places] for question in some[:_WARM]
    ]
    near, named, along = times_of(places, some)
    memory = psutil.Process().memory_info()
    return Measured(near, named, along, memory.rss / 2**20, (memory.rss - memory.shared) / 2**20, nearest)


def _timed[T](ask: Callable[[T], object], some: Sequence[T]) -> list[float]:
    """ms of each question, after a few others to warm up."""
    warm = min(_WARM, len(some) // 2)
    for question in some[:warm]:
        ask(question)
    times = []
    for question in some[warm:]:
        began = time.perf_counter()
        ask(question)
        times.append((time.perf_counter() - began) * 1000)
    return times


def _writer(folder: Path) -> PlaceWriter:
    return PlaceWriter(folder, load_kinds(), load_attributes(), 'generated')


def _seconds[T](act: Callable[[T], object], given: T) -> float:
    began = time.perf_counter()
    act(given)
    return time.perf_counter() - began


def _counted(some: Iterator[Batch], told: Callable[[int], None]) -> Iterator[Batch]:
    done = 0
    for batch in some:
        yield batch
        done += len(batch)
        told(done)


def main() -> int:
    """Build and measure by hand."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument('count', type=sized, help='how many places, such as 80M')
    parser.add_argument('--into', type=Path, required=True, metavar='FOLDER', help='where the stores are written')
    parser.add_argument('--asked', type=int, default=1000, help='how many questions of each sort')
    parser.add_argument('--without-rivals', action='store_true', help='neither SQLite nor DuckDB')
    parser.add_argument('--geography', action='store_true', help='write a store without names, and nothing else')
    parser.add_argument('--ask', type=int, metavar='N', help='ask N questions of a store that is there')
    args = parser.parse_args()
    if args.ask:
        print(json.dumps(asdict(_ask(args.into, args.count, args.ask))))
        return 0

    def told(done: int) -> None:
        print(f'\r{done / 1e6:.1f}M', end='', file=sys.stderr, flush=True)

    if args.geography:
        print(f'\n{geography(args.into / "nameless", args.count, told):,.0f} places/s')
        return 0
    built = build(args.into / 'ours', args.count, told)
    print(f'\n{built.places:,.0f} places/s, {built.names:,.0f} with names, {built.size / 1e9:.2f} GB', file=sys.stderr)
    ours = measured(args.into / 'ours', args.count, args.asked + _WARM)
    rivals = {}
    if not args.without_rivals:
        sqlite = Sqlite.build(args.into / 'places.sqlite', batches(args.count))
        rivals['SQLite'] = ask_rival(sqlite, args.count, args.asked // 5 + _WARM)
        duck = Duck.build(args.into / 'places.duckdb', batches(args.count))
        rivals['DuckDB'] = ask_rival(duck, args.count, args.asked // 5 + _WARM)
    for row in rows(f'{args.count / 1e6:g}M places', ours, rivals):
        print(f'{row.what}: {row.measured} {row.beside} {row.ratio} {row.goal} {row.mark}')
    return 0


if __name__ == '__main__':
    raise SystemExit(main())
