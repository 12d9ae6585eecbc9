"""How fast places on a PostgreSQL server with PostGIS are found, and whether they are the same as those in files.

By hand: `python bench/postgis.py 1M --into FOLDER` writes generated places into files there, and from them into a
server of its own, or into the one of `--server postgresql://...`, whose places they replace.
"""

import argparse
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1] / 'test' / 'support'))

from place_world import questions
from places import build, queries, sized, times_of
from postgres import cluster, why_none
from table import at

from ipa_agents.travel.places.attributes import load_attributes
from ipa_agents.travel.places.embedded import EmbeddedPlaces
from ipa_agents.travel.places.found import Reason
from ipa_agents.travel.places.interface import Places
from ipa_agents.travel.places.kinds import load_kinds
from ipa_agents.travel.places.postgis.places import PostgisPlaces
from ipa_agents.travel.places.postgis.publishing import Tables
from ipa_agents.travel.places.postgis.server import Server
from ipa_agents.travel.places.query import PlaceQuery

_COMPARED = 200


def main() -> int:
    """Fill the server, compare what both find, and print the times; 1 where they find different places."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument('count', type=sized, help='how many places, such as 1M')
    parser.add_argument('--into', type=Path, required=True, metavar='FOLDER', help='where the files are written')
    parser.add_argument('--server', metavar='ADDRESS', help='whose places are replaced (default: one of its own)')
    parser.add_argument('--asked', type=int, default=1000, help='how many questions of each sort')
    args = parser.parse_args()
    folder = args.into / 'ours'
    if not folder.exists():
        build(folder, args.count)
    files = EmbeddedPlaces(folder)
    with _server(args.server) as address:
        print(f'{_filled(address, files):,.0f} places/s sent')
        tables = PostgisPlaces(address)
        different = _different(tables, files, args.count)
        print(f'{different} of {3 * _COMPARED} answers differ')
        times = times_of(tables, questions(args.asked, args.count))
        for sort, some in zip(('near a point', 'by a name', 'along 30 km'), times, strict=True):
            print(f'{sort}: p50 {at(some, 50):.2f} ms, p99 {at(some, 99):.2f} ms')
    return 1 if different else 0


@contextmanager
def _server(address: str | None) -> Iterator[str]:
    if address:
        yield address
        return
    if reason := why_none():
        raise SystemExit(reason)
    with cluster() as own:
        yield own.address


def _filled(address: str, files: EmbeddedPlaces) -> float:
    """Places a second that the server takes, with its indexes."""
    began = time.perf_counter()
    with Server(address).connect(name='bench', seconds=0) as connection:
        Tables(connection, load_kinds(), load_attributes()).publish(files.store, lambda stage, done, total: None)
    return len(files) / (time.perf_counter() - began)


def _different(tables: Places, files: Places, count: int) -> int:
    """How many questions get other answers."""
    asked = [query for question in questions(_COMPARED, count) for query in queries(question).values()]
    return sum(_answer(tables, query) != _answer(files, query) for query in asked)


def _answer(places: Places, query: PlaceQuery) -> list[tuple[str, tuple[Reason, ...]]]:
    return [(found.place.place_id, found.reasons) for found in places.search(query).found]


if __name__ == '__main__':
    raise SystemExit(main())
