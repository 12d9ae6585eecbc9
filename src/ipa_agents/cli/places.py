"""`ipa places`: takes places into a store, says what it holds, and searches it."""

import argparse
import os
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import numpy as np
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, SpinnerColumn, TaskID, TextColumn, TimeElapsedColumn
from rich.table import Table

from ipa_agents.cli.arguments import Subparsers, command, count
from ipa_agents.cli.place_search import add_arguments, printable, search
from ipa_agents.data_folder import data_folder
from ipa_agents.errors import SetupError
from ipa_agents.travel.places.attributes import load_attributes
from ipa_agents.travel.places.embedded import EmbeddedPlaces
from ipa_agents.travel.places.importing import Imported, Stage, Watch, import_file
from ipa_agents.travel.places.kinds import load_kinds
from ipa_agents.travel.places.opening import is_postgis, is_remote, open_places
from ipa_agents.travel.places.remote.link import TOKEN_VARIABLE
from ipa_agents.travel.places.store import PlaceStore

__all__ = ['add_parser']

_EXAMPLES = """  ipa places import monaco.osm.pbf                       an OpenStreetMap extract
  ipa places import places-*.parquet --store world       places of Overture, one file after the other
  ipa places info                                        what is in the store
  ipa places search "cafe de paris" --near 43.739,7.427  by name, and why each was chosen
  ipa places search 火锅 --near 31.2,165.4 --kind restaurant --open 19:00
  ipa places search "quiet cafe with wifi" --along 31.2,165.4 31.21,165.46 --detour 5
  ipa places import world.parquet --store postgresql://fleet@db/places
  ipa places serve --port 8320                           offer the store to others, who ask mcp+http://HOST:8320/mcp"""
_STAGES: dict[Stage, str] = {
    'looking': 'looking at the file',
    'reading': 'reading places',
    'sorting': 'sorting places',
    'naming': 'indexing names',
    'sending': 'sending places',
}
_AT_ONCE = 1_000_000


def add_parser(subparsers: 'Subparsers[argparse.ArgumentParser]') -> None:
    """Register `places` with the command line."""
    parser = command(subparsers, 'places', 'import places, and search them', _EXAMPLES)
    actions = parser.add_subparsers(title='actions', metavar='ACTION', required=True)
    taking = command(actions, 'import', 'take the places of files into the store', _EXAMPLES)
    taking.add_argument('files', nargs='+', type=Path, metavar='FILE', help='.osm.pbf, or .parquet as Overture has it')
    taking.set_defaults(run=_import)
    telling = command(actions, 'info', 'say what the store holds', _EXAMPLES)
    telling.add_argument('--check', action='store_true', help='read all files, and compare them with what was written')
    telling.set_defaults(run=_info)
    asking = command(actions, 'search', 'search the store', _EXAMPLES)
    add_arguments(asking)
    asking.set_defaults(run=_search)
    offering = command(actions, 'serve', 'offer the store to others as an MCP server', _EXAMPLES)
    offering.add_argument('--stdio', action='store_true', help='to who starts this command, in place of a port')
    offering.add_argument('--host', default='127.0.0.1', help='any other needs a token in $IPA_PLACES_TOKEN')
    offering.add_argument('--port', type=count, default=8320, help='(default: %(default)s)')
    offering.set_defaults(run=_serve)
    for action in (taking, telling, asking, offering):
        action.add_argument(
            '--store',
            metavar='STORE',
            help='a folder, postgresql://..., mcp+http://... or mcp+stdio:COMMAND (default: places of the data folder)',
        )


def _import(args: argparse.Namespace) -> int:
    store, kinds, attributes = _store(args), load_kinds(), load_attributes()
    if is_remote(store):
        raise SetupError('a provider over MCP takes no places; import them where it has its own')
    for file in args.files:
        started = time.monotonic()
        with _bar() as watch:
            if is_postgis(store):
                from ipa_agents.travel.places.postgis.publishing import import_into

                done = import_into(store, file, kinds, attributes, watch)
            else:
                done = import_file(file, Path(store), kinds, attributes, watch)
        _report(file, done, time.monotonic() - started)
    return 0


def _info(args: argparse.Namespace) -> int:
    places = open_places(_store(args))
    if isinstance(places, EmbeddedPlaces):
        return _files(places.store, _store(args), args.check)
    info = places.info
    many = 'an unknown number of' if info.count is None else info.count
    print(f'{info.store}: {many} places, from {printable(info.source)}')
    return 0


def _files(store: PlaceStore, folder: str, is_checked: bool) -> int:
    """What a folder holds."""
    sizes = [size for size, _ in store.manifest.files.values()]
    counts = Counter[int]()
    for start in range(0, len(store), _AT_ONCE):
        numbers = np.arange(start, min(start + _AT_ONCE, len(store)))
        counts.update(dict(enumerate(np.bincount(store.kinds_of(numbers)).tolist())))
    table = Table('kind', '种类', 'places')
    for number, many in counts.most_common():
        kind = store.kinds.kinds[number]
        if many:
            table.add_row(kind.id, kind.names['zh'][0], str(many))
    Console().print(table)
    print(f'{folder}: {len(store)} places, {sum(sizes) / 1e6:.1f} MB, from {printable(store.source)}')
    damaged = store.manifest.damaged(Path(folder)) if is_checked else ()
    for name in damaged:
        print(f'damaged: {name}')
    return 1 if damaged else 0


def _search(args: argparse.Namespace) -> int:
    return search(open_places(_store(args)), args)


def _serve(args: argparse.Namespace) -> int:
    from ipa_agents.travel.places.remote.serving import serve, serve_commands

    places = open_places(_store(args))
    if args.stdio:
        serve_commands(places)
    else:
        print(f'mcp+http://{args.host}:{args.port}/mcp', flush=True)
        serve(places, args.host, args.port, os.environ.get(TOKEN_VARIABLE, ''))
    return 0


@contextmanager
def _bar() -> Iterator[Watch]:
    columns = (
        SpinnerColumn(),
        TextColumn('{task.description}'),
        BarColumn(),
        MofNCompleteColumn(),
        TimeElapsedColumn(),
    )
    with Progress(*columns, console=Console(stderr=True)) as progress:
        tasks: dict[Stage, TaskID] = {}

        def watch(stage: Stage, done: int, total: int) -> None:
            if stage not in tasks:
                for ended in tasks.values():
                    progress.update(ended, total=progress.tasks[ended].completed)
                tasks[stage] = progress.add_task(_STAGES[stage], total=None)
            progress.update(tasks[stage], completed=done, total=total or None)

        yield watch


def _report(file: Path, done: Imported, seconds: float) -> None:
    if done.given_up:
        print(f'ipa places: an import of {done.given_up} had been cut short; it was given up for this one')
    if done.resumed:
        print(f'ipa places: went on after {done.resumed}, where it had been cut short')
    new = done.places - done.before
    print(f'{file}: {new} new places, {done.replaced} replaced; {done.places} in the store; {seconds:.1f} s')
    for fault, many in sorted(done.refused.items()):
        print(f'  left out: {many} {fault}')
    for sample in done.samples:
        print(f'    such as {printable(sample)}')


def _store(args: argparse.Namespace) -> str:
    return args.store or str(data_folder() / 'places')
