"""`ipa train`: makes the tiny model from sentences of `ipa dataset`, and asks it those that were held back."""

import argparse
import asyncio
import sys
from collections.abc import AsyncIterator, Iterator, Mapping
from pathlib import Path
from typing import Any

from rich.progress import BarColumn, Progress, TaskProgressColumn, TextColumn, TimeElapsedColumn, TimeRemainingColumn

from ipa_agents.brains.qwen.wire.endpoint import load_endpoints
from ipa_agents.brains.qwen.wire.fleet import Fleet
from ipa_agents.cli.arguments import Subparsers, at_least_one, command, count, positive
from ipa_agents.config_files import config_folder
from ipa_agents.data_folder import data_folder
from ipa_agents.errors import SetupError
from ipa_agents.evaluation.scores import percentile
from ipa_agents.training.dataset import Dataset
from ipa_agents.training.held import held_back
from ipa_agents.training.served import Asked, Examiner
from ipa_agents.training.tiny.answers import Tally, table
from ipa_agents.training.trainer import UNFINISHED, Trainer, find_python
from ipa_agents.vehicle.catalogue import load_catalogue

__all__ = ['add_parser', 'run']

_EXAMPLES = """  ipa train                                     from .ipa/training/train.jsonl to models/tiny
  ipa train --minutes 10 --model /tmp/model     a quick one; the same command goes on after a break
  ipa train --examine                           only ask the model what was held back
  ipa train --served --count 300                ask it through the server of `ipa serve`, as the car does
  ipa train --start-from models/tiny --data more.jsonl --rate 0.0003"""
_FAILED = 1
_PHASES = {
    'read': 'reads the sentences',
    'tokens': 'learns the tokens',
    'encode': 'turns sentences into tokens',
    'learn': 'compiles, then learns',
    'save': 'saves',
    'examine': 'answers what was held back',
}


def add_parser(subparsers: 'Subparsers[argparse.ArgumentParser]') -> None:
    """Register `train` with the command line."""
    folder = data_folder() / 'training'
    parser = command(subparsers, 'train', 'make the tiny model, on a CPU or a GPU', _EXAMPLES)
    parser.add_argument('--data', type=Path, default=folder / 'train.jsonl', metavar='FILE', help='what is learnt')
    parser.add_argument('--held', type=Path, default=folder / 'held.jsonl', metavar='FILE', help='what is asked')
    model = config_folder().parent / 'models' / 'tiny'
    parser.add_argument('--model', type=Path, default=model, metavar='FOLDER', help='(default: models/tiny)')
    parser.add_argument('--work', type=Path, default=folder / 'work', metavar='FOLDER', help='keeps what is half done')
    parser.add_argument('--start-from', type=Path, metavar='FOLDER', help='a model that learns on')
    parser.add_argument('--minutes', type=positive, default=50.0, metavar='N', help='at most (default: %(default)g)')
    parser.add_argument('--epochs', type=at_least_one, default=1, metavar='N', help='times over the data (default: 1)')
    parser.add_argument('--rate', type=positive, default=2e-3, metavar='X', help='of learning (default: %(default)g)')
    parser.add_argument('--seed', type=count, default=1, metavar='N', help='(default: 1)')
    parser.add_argument('--device', choices=('auto', 'cpu', 'cuda'), default='auto', help='(default: auto)')
    parser.add_argument('--threads', type=count, default=0, metavar='N', help='of the CPU (default: all cores)')
    parser.add_argument('--examine', action='store_true', help='train nothing, only ask')
    parser.add_argument('--served', action='store_true', help='train nothing, only ask, through a running server')
    parser.add_argument(
        '--count', type=at_least_one, default=500, metavar='N', help='with --served (default: %(default)s)'
    )
    parser.add_argument('--wrong', action='store_true', help='print each wrong answer')
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """0 when the model is made and was asked; 1 when the training was ended before its end or failed."""
    if arguments.served:
        return asyncio.run(_ask_server(arguments))
    python = find_python()
    needed = [arguments.held] if arguments.examine else [arguments.data]
    if missing := [file for file in needed if not file.is_file()]:
        raise SetupError(f'{missing[0]} is missing; `ipa dataset` makes it (see docs/training.md)')
    if not arguments.examine:
        trainer = Trainer(python, 'train', [*_common(arguments, arguments.data), *_course(arguments)])
        _follow(trainer, arguments)
        if trainer.status:
            return _told(trainer.status)
    if not arguments.held.is_file():
        return 0
    trainer = Trainer(python, 'examine', tuple(_common(arguments, arguments.held)))
    _follow(trainer, arguments)
    return _told(trainer.status) if trainer.status else 0


def _common(arguments: argparse.Namespace, data: Path) -> Iterator[str]:
    yield from ('--data', str(data), '--model', str(arguments.model))
    yield from ('--device', arguments.device, '--threads', str(arguments.threads))


def _course(arguments: argparse.Namespace) -> Iterator[str]:
    yield from ('--work', str(arguments.work))
    for name in ('minutes', 'epochs', 'rate', 'seed'):
        yield from (f'--{name}', str(getattr(arguments, name)))
    if arguments.start_from:
        yield from ('--start-from', str(arguments.start_from))


def _follow(trainer: Trainer, arguments: argparse.Namespace) -> None:
    """Show how far it is until it has ended."""
    columns = (
        TextColumn('{task.description:28}'),
        BarColumn(),
        TaskProgressColumn(),
        TimeElapsedColumn(),
        TimeRemainingColumn(),
        TextColumn('{task.fields[news]}'),
    )
    with Progress(*columns) as progress:
        bar = progress.add_task('starts', total=None, news='')
        for told in trainer:
            if 'phase' in told:
                progress.update(bar, description=_PHASES[told['phase']], total=None, completed=0, news='')
            elif 'share' in told and 'loss' in told:
                news = f'loss {told["loss"]:.3f}, {told["speed"]:,.0f} tokens/s'
                progress.update(bar, description='learns', total=1.0, completed=told['share'], news=news)
            elif 'right' in told:
                news = f'{told["right"]} of {told["asked"]} right'
                progress.update(bar, total=told['of'], completed=told['asked'], news=news)
            elif 'table' in told:
                progress.console.print(told['table'], markup=False)
            elif 'wrong' in told and arguments.wrong:
                progress.console.print(_wrong(told['wrong']), markup=False, soft_wrap=True)


async def _ask_server(arguments: argparse.Namespace) -> int:
    """Ask the first of config/endpoints.yaml that answers."""
    catalogue = load_catalogue()
    fleet = Fleet(load_endpoints())
    samples = list(held_back(Dataset(catalogue), arguments.seed, arguments.count))
    tally, seconds = Tally(), []
    try:
        with Progress() as progress:
            asked_all = Examiner(fleet, catalogue).ask_all(samples)
            async for asked in _shown(asked_all, progress, len(samples)):
                tally.add(asked.line['kind'], asked.line['lang'], asked.is_exact, asked.line['unseen'])
                seconds.append(asked.seconds)
                if arguments.wrong and not asked.is_exact:
                    said = asked.line['messages'][-1]['content'].rpartition('\n')[2]
                    told = {'kind': asked.line['kind'], 'said': said, 'got': asked.got, 'wanted': asked.line['answer']}
                    progress.console.print(_wrong(told), markup=False, soft_wrap=True)
    finally:
        await fleet.aclose()
    print(table(tally))
    middle, late = (1000 * percentile(seconds, part) for part in (0.5, 0.95))
    print(f'{middle:.0f} ms a sentence, {late:.0f} ms at p95')
    return 0


async def _shown(asked: AsyncIterator[Asked], progress: Progress, count: int) -> AsyncIterator[Asked]:
    bar = progress.add_task('asks the server', total=count)
    async for one in asked:
        progress.advance(bar)
        yield one


def _wrong(told: Mapping[str, Any]) -> str:
    return f'{told["kind"]}: {told["said"]}\n  answered {told["got"]!r}\n  right is {told["wanted"]}'


def _told(status: int) -> int:
    if status == UNFINISHED:
        print('ipa: ended before its end; the same command goes on from there', file=sys.stderr)
    return _FAILED
