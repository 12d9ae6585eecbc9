"""`ipa consumption`: finds out what a car takes, from its recorded drives or by driving the simulated one."""

import argparse
import sys
from collections.abc import Iterator, Sequence
from dataclasses import asdict
from pathlib import Path

from ipa_agents.cli.arguments import Subparsers, command
from ipa_agents.config_files import config_folder, load_yaml
from ipa_agents.data_folder import data_folder
from ipa_agents.errors import PlaceNotFound, RecordingError
from ipa_agents.recording.decoding import decode
from ipa_agents.recording.reader import Reader
from ipa_agents.travel.charging.consumption import load_consumption
from ipa_agents.travel.charging.drive_log import DriveLog, Moment
from ipa_agents.travel.charging.fit import Fit, fit_consumption
from ipa_agents.travel.charging.trial import Trial, drive_trial
from ipa_agents.travel.map.folder import load_map
from ipa_agents.travel.places.interface import Places
from ipa_agents.travel.places.place import Place
from ipa_agents.travel.places.query import PlaceQuery
from ipa_agents.travel.routing.position import Position
from ipa_agents.vehicle.simulator import load_car

__all__ = ['add_parser', 'run']

_EXAMPLES = """  ipa consumption                                    drive the simulated car through the demo town
  ipa consumption drive.mcap other.mcap              from what `ipa record` wrote
  ipa consumption --write config/electric/consumption.yaml"""


def add_parser(subparsers: 'Subparsers[argparse.ArgumentParser]') -> None:
    """Register `consumption` with the command line."""
    parser = command(subparsers, 'consumption', 'find out what a car takes, from its drives', _EXAMPLES)
    parser.add_argument('recordings', nargs='*', type=Path, metavar='FILE', help='recorded drives (.mcap)')
    parser.add_argument(
        '--trials', type=Path, metavar='FILE', help='what to drive (default: config/electric/trials.yaml)'
    )
    parser.add_argument('--write', type=Path, metavar='FILE', help='where the coefficients go (default: the screen)')
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Fit, and show or write the coefficients."""
    if args.recordings:
        drives = [drive for file in args.recordings for drive in _recorded(file)]
        fit = fit_consumption(drives, load_consumption())
    else:
        fit = fit_consumption(list(_driven(args.trials or config_folder() / 'electric' / 'trials.yaml')))
    text = _as_yaml(fit, args.recordings)
    if args.write:
        args.write.write_text(text, encoding='utf-8')
        print(
            f'{args.write}: from {fit.way / 1000:.1f} km; off by at most {_worst(fit):.1f} % of a drive',
            file=sys.stderr,
        )
    else:
        print(text, end='')
    return 0


def _recorded(file: Path) -> Sequence[Sequence[Moment]]:
    """The drives of a recording; raises RecordingError where it holds no signals."""
    from ipa_agents.nodes.messages import signals_from

    reader, log = Reader(file), DriveLog()
    told = 0
    for record in reader:
        # The namespace stands in the recording itself, before its messages.
        if record.channel.topic == f'{reader.namespace}/signals':
            told += 1
            log.hear(signals_from(decode(record)))
    if not told:
        raise RecordingError(f'{file} holds no {reader.namespace}/signals')
    return log.drives


def _driven(file: Path) -> Iterator[Sequence[Moment]]:
    chart, parameters = load_map(data_folder() / 'town'), load_car()
    trials = load_yaml(file, 'trials').data['trials']
    for number, trial in enumerate(trials, 1):
        start, goal = _place(chart.places, trial['from']), _place(chart.places, trial['to'])
        print(
            f'ipa consumption: {number} of {len(trials)}, {start.name} to {goal.name} ...', file=sys.stderr, flush=True
        )
        route = chart.router.plan(Position(start.latitude, start.longitude), goal)[0]
        yield drive_trial(parameters, route, Trial(trial['outside'], trial.get('wish'), trial.get('seed', 0)))


def _place(places: Places, name: str) -> Place:
    found = places.search(PlaceQuery(0.0, 0.0, text=name, limit=1)).places
    if not found:
        raise PlaceNotFound(f'no place on the map is called {name}; make the demo town with `ipa town`')
    return found[0]


def _as_yaml(fit: Fit, recordings: Sequence[Path]) -> str:
    words = ' '.join(['ipa consumption', *(file.name for file in recordings)])
    lines = [f'{name}: {float(f"{value:.4g}"):g}' for name, value in asdict(fit.car).items()]
    head = (
        f'# Made by `{words}` from {fit.way / 1000:.1f} km of driving; off by at most {_worst(fit):.1f} % of a drive.'
    )
    return '\n'.join([head, *lines, ''])


def _worst(fit: Fit) -> float:
    return 100 * max(abs(error) for error in fit.errors)
