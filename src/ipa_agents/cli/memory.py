"""`ipa memory`: what is kept of people: shown, corrected, erased."""

import argparse
import sys
import time
from collections.abc import Iterator
from pathlib import Path

from rich.console import Console
from rich.table import Table

from ipa_agents.cli.arguments import Subparsers, command
from ipa_agents.errors import MemoryFault
from ipa_agents.language import LANGUAGES, Language
from ipa_agents.memory.store import Memory, View, memory_file
from ipa_agents.memory.topics import Topic, Value, load_topics

__all__ = ['add_parser', 'run']

_EXAMPLES = """  ipa memory                                 all that is kept, and where
  ipa memory --person Anna --language zh     of one person, in Chinese
  ipa memory keep Anna cuisine sichuan       correct it, or add to it
  ipa memory keep Anna home "Elm Street 5" --at 43.7384,7.4246
  ipa memory forget Anna music               all about music; `forget Anna` forgets Anna
  ipa memory erase                           the whole memory"""


def add_parser(subparsers: 'Subparsers[argparse.ArgumentParser]') -> None:
    """Register `memory` with the command line."""
    parser = command(subparsers, 'memory', 'show, correct or erase what is kept of people', _EXAMPLES)
    parser.add_argument('--file', type=Path, help='another memory (default: memory.sqlite in the data folder)')
    parser.add_argument('--person', help='show only what is kept of this one')
    parser.add_argument('--language', choices=LANGUAGES, default='en', help='of the values (default: en)')
    parser.set_defaults(run=run, task='show')
    tasks = parser.add_subparsers(title='what to do', metavar='')
    keep = tasks.add_parser('keep', help='keep a value')
    keep.add_argument('person')
    keep.add_argument('topic', choices=load_topics())
    keep.add_argument('value', help='a name in English or Chinese, a number, or what a place is called')
    keep.add_argument('--at', metavar='LAT,LON', help='where a place is, degrees')
    keep.set_defaults(task='keep')
    forget = tasks.add_parser('forget', help='forget a person, a topic or a value')
    forget.add_argument('person')
    forget.add_argument('topic', nargs='?', choices=load_topics())
    forget.add_argument('value', nargs='?')
    forget.set_defaults(task='forget')
    tasks.add_parser('erase', help='erase everything, also a memory that cannot be read').set_defaults(task='erase')


def run(args: argparse.Namespace) -> int:
    """Do what was asked; the exit status."""
    file = args.file or memory_file()
    memory = Memory(file)
    match args.task:
        case 'keep':
            topic = load_topics()[args.topic]
            memory.keep(args.person, args.topic, _value(topic, args.value, args.at), 'told', time.time())
        case 'forget':
            value = _value(load_topics()[args.topic], args.value, None) if args.value else None
            print(f'{memory.forget(args.person, args.topic, value)} forgotten')
        case 'erase':
            memory.erase()
            print(f'{file}: erased')
        case _:
            _show(memory, file, args.person, args.language)
    return 0


def _show(memory: Memory, file: Path, person: str | None, language: Language) -> None:
    rows = [row for row in _rows(memory.view(), language) if person in (None, row[0])]
    if not rows:
        print(f'Nothing is kept{f" of {person}" if person else ""}.')
        return
    table = Table('person', 'topic', 'value', 'how', 'since')
    for row in rows:
        table.add_row(*row)
    Console().print(table)
    print(f'Kept in {file}, which only you can read. `ipa memory erase` erases it.', file=sys.stderr)


def _rows(view: View, language: Language) -> Iterator[tuple[str, ...]]:
    """Everything that is in the file: also who sits where, and what people do not want to have learned."""
    topics = load_topics()
    for kept in view.kept:
        topic = topics[kept.topic]
        since = time.strftime('%Y-%m-%d %H:%M', time.localtime(kept.since))
        yield kept.person, topic.names[language][0], topic.shown(kept.value, language), kept.source, since
    for seat, person in sorted(view.sitting.items()):
        yield person, 'seat', seat, 'told'
    for person, about in sorted(view.declined):
        yield person, topics[about].names[language][0] if about in topics else 'everything', 'not to be learned', 'told'


def _value(topic: Topic, text: str, at: str | None) -> Value:
    if topic.kind == 'place':
        try:
            latitude, longitude = map(float, (at or '').split(','))
        except ValueError as error:
            raise MemoryFault(f'where {topic.id} is: --at LATITUDE,LONGITUDE, in degrees') from error
        return {'name': text, 'name_zh': '', 'latitude': latitude, 'longitude': longitude}
    if topic.values is None:
        try:
            return float(text)
        except ValueError:
            return text
    return topic.meant(text) or text
