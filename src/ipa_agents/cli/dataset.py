"""`ipa dataset`: makes sentences for training a model, and those held back to judge it by."""

import argparse
import json
import sys
import time
from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from typing import TextIO

from ipa_agents.cli.arguments import Subparsers, command, count
from ipa_agents.training.dataset import Dataset, Made
from ipa_agents.training.held import held_back, once_each
from ipa_agents.training.lines import chat_line, line, suite_line
from ipa_agents.vehicle.catalogue import load_catalogue

__all__ = ['add_parser', 'run']

_EXAMPLES = """  ipa dataset --out train.jsonl                       what a tiny model is trained with
  ipa dataset --held --out held.jsonl                 what it never sees in training
  ipa dataset --held --suite --out suite.jsonl        the same for `ipa evaluate`
  ipa dataset --sft --count 20000 --out chats.jsonl   for fine-tuning a real Qwen"""
_BAR = 30
_EVERY = 0.2
"""s between two states of the progress bar."""


def add_parser(subparsers: 'Subparsers[argparse.ArgumentParser]') -> None:
    """Add the command."""
    parser = command(subparsers, 'dataset', 'make sentences for training, with what is right for each', _EXAMPLES)
    parser.add_argument('--out', type=Path, metavar='FILE', help='JSON lines (default: the standard output)')
    parser.add_argument('--count', type=count, metavar='N', help='how many (default: 200000, held back 1500)')
    parser.add_argument('--seed', type=int, default=1, help='other sentences for another number (default: 1)')
    parser.add_argument('--held', action='store_true', help='sentences that are held back from training')
    form = parser.add_mutually_exclusive_group()
    form.add_argument('--sft', action='store_true', help='whole chats with tools, for fine-tuning a chat model')
    form.add_argument('--suite', action='store_true', help='sentences with what is expected, for `ipa evaluate`')
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Write the lines; always 0."""
    wanted = arguments.count if arguments.count is not None else 1500 if arguments.held else 200_000
    dataset = Dataset(load_catalogue())
    if arguments.held:
        made = held_back(dataset, arguments.seed, wanted)
        made = once_each(made) if arguments.suite else made
    else:
        made = islice((made for made in dataset.samples(arguments.seed) if made.split == 'train'), wanted)
    if arguments.out is None:
        _write(made, arguments, sys.stdout, wanted)
        return 0
    with arguments.out.open('w', encoding='utf-8') as file:
        _write(made, arguments, file, wanted)
    return 0


def _write(made: Iterator[Made], arguments: argparse.Namespace, file: TextIO, wanted: int) -> None:
    started = shown = time.monotonic()
    number = 0
    for number, one in enumerate(made, 1):
        file.write(json.dumps(_line(one, number, arguments), ensure_ascii=False) + '\n')
        if time.monotonic() - shown > _EVERY:
            shown = time.monotonic()
            _show(number, wanted, shown - started)
    _show(number, wanted, time.monotonic() - started)
    print(file=sys.stderr)


def _line(made: Made, number: int, arguments: argparse.Namespace) -> dict[str, object]:
    if arguments.suite:
        return suite_line(made.sample, number, load_catalogue())
    return (chat_line if arguments.sft else line)(made.sample, made.found, made.split)


def _show(number: int, wanted: int, seconds: float) -> None:
    full = _BAR * number // max(wanted, 1)
    rate = number / max(seconds, 1e-9)
    print(f'\r[{"#" * full}{"." * (_BAR - full)}] {number} of {wanted}, {rate:.0f} a second', end='', file=sys.stderr)
