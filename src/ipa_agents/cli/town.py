"""`ipa town`: makes the map of the demo town, or one from an OpenStreetMap extract."""

import argparse
import sys
import time
from pathlib import Path

from ipa_agents.cli.arguments import Subparsers, command
from ipa_agents.data_folder import data_folder
from ipa_agents.travel.map.folder import (
    Stamp,
    import_map,
    import_open_drive,
    is_whole,
    make_town_map,
    read_stamp,
    renew_map,
    town_version,
)

__all__ = ['add_parser', 'run']

_EXAMPLES = """  ipa town                              make the demo town
  ipa town --if-missing                 the same, unless there is a map already
  ipa town --from my_town.osm.pbf       use a real place instead
  ipa town --from Town01.xodr           or the roads of a world of a driving simulator"""


def add_parser(subparsers: 'Subparsers[argparse.ArgumentParser]') -> None:
    """Register `town` with the command line."""
    parser = command(subparsers, 'town', 'make the demo town, or import a map', _EXAMPLES)
    parser.add_argument(
        '--if-missing',
        action='store_true',
        help='do nothing when the map is there and up to date, or is an imported one',
    )
    parser.add_argument('--seed', type=int, default=1, help='another town for another number (default: 1)')
    parser.add_argument(
        '--from',
        dest='extract',
        type=Path,
        metavar='FILE',
        help='an OpenStreetMap extract, .osm.pbf, or an OpenDRIVE document, .xodr',
    )
    parser.add_argument('--into', type=Path, metavar='DIR', help='folder of the map (default: town in the data folder)')
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Make the map; the exit status."""
    folder = args.into or data_folder() / 'town'
    known = read_stamp(folder) if args.if_missing else None
    if known and _is_current(known, args.seed, args.extract):
        return 0
    started = time.monotonic()

    def progress(text: str) -> None:
        print(f'ipa town: {text} ...', file=sys.stderr, flush=True)

    if known and known.source != 'town' and args.extract is None:
        stamp = renew_map(folder, progress)
    elif args.extract is None:
        stamp = make_town_map(folder, args.seed, progress)
    elif args.extract.suffix.lower() == '.xodr':
        stamp = import_open_drive(folder, args.extract, progress)
    else:
        stamp = import_map(folder, args.extract, progress)
    taken = time.monotonic() - started
    print(f'{folder}: {stamp.places} places and {stamp.streets} named streets from {stamp.source}, in {taken:.1f} s')
    return 0


def _is_current(stamp: Stamp, seed: int, extract: Path | None) -> bool:
    if stamp.source == 'town':
        return extract is None and stamp.version == town_version(seed)
    return is_whole(stamp) and (extract is None or stamp.source == extract.name)
