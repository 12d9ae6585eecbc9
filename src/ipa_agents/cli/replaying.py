"""Plays a recording, where that disturbs no car, with a bar that tells how far it is."""

import argparse
import time
from collections.abc import Callable
from functools import partial

from rich.console import Console
from rich.progress import BarColumn, Progress, TextColumn

from ipa_agents.cli.flow import say
from ipa_agents.cli.link import undisturbed
from ipa_agents.errors import SetupError
from ipa_agents.nodes.composition import Composition, ros_arguments
from ipa_agents.nodes.replayer import Replayer, ReplayPlan, living, replay_node
from ipa_agents.recording.reader import Reader, Summary, summary
from ipa_agents.recording.timeline import Cut, Pace, excerpt
from ipa_agents.recording.topics import short_name

__all__ = ['replay']

_DISCOVERY = 2.0  # s, in which a car that runs has been found
_PATIENCE = 5.0  # s, in which those who wait for the recording can hear it
_PERIOD = 0.1


def replay(args: argparse.Namespace) -> int:
    """Play the file of `args`; raises RecordingError or SetupError when it must not or cannot be played."""
    reader = Reader(args.file)
    found = summary(reader)
    with Composition(ros_arguments('/', 'error', {})) as process, undisturbed():
        node = process.add(replay_node)
        is_live = _is_live(partial(living, node, args.into), args.into, args.force)
        plan = ReplayPlan(found.namespace, args.into, tuple(args.topics), args.commands, is_live, args.restamp)
        replayer = Replayer(node, plan, found.messages)
        _announce(reader, found, plan, replayer)
        _wait(lambda: replayer.is_heard, _PATIENCE)
        while True:
            _play(reader, found, replayer, args)
            replayer.finish(_PATIENCE)
            if not args.loop:
                return 0


def _is_live(look: Callable[[], tuple[str, ...]], target: str, is_forced: bool) -> bool:
    """Whether a car runs in `target`; raises SetupError when one does and nobody said that this is right."""
    _wait(look, _DISCOVERY)
    names = look()
    if names and not is_forced:
        raise SetupError(
            f'a car runs in {target} ({", ".join(names)}): play into another namespace by --into, or say --force'
        )
    return bool(names)


def _wait(is_over: Callable[[], object], within: float) -> None:
    end = time.monotonic() + within
    while not is_over() and time.monotonic() < end:
        time.sleep(_PERIOD)


def _announce(reader: Reader, found: Summary, plan: ReplayPlan, replayer: Replayer) -> None:
    if not replayer.topics:
        names = ', '.join(sorted(short_name(channel.topic, found.namespace) for channel in found.messages))
        raise SetupError(f'{reader.path} has nothing to play of what was asked for; its topics are: {names or "none"}')
    numbers = {'seconds': f'{found.seconds:.1f}', 'messages': str(sum(found.messages.values()))}
    say('replaying', file=str(reader.path), origin=found.namespace, target=plan.target, **numbers)
    chosen = (channel.topic for channel in found.messages if channel.topic not in replayer.topics)
    if held := [short_name(topic, plan.origin) for topic in chosen if not plan.patterns]:
        say('withheld', topics=', '.join(sorted(held)))
    if found.damage:
        say('damaged', reason=found.damage)


def _play(reader: Reader, found: Summary, replayer: Replayer, args: argparse.Namespace) -> None:
    first = found.start + round(args.begin * 1e9)
    length = min(found.seconds, args.end) - args.begin
    columns = TextColumn('{task.completed:6.1f} s'), BarColumn(None), TextColumn('{task.total:.1f} s')
    with Progress(*columns, console=Console(stderr=True), transient=True) as progress:
        bar = progress.add_task('', total=max(length, 0.0))
        pace = Pace(first, args.speed)
        for record in excerpt(reader, found.start, Cut(args.begin, args.end)):
            pace.wait(record)
            replayer.play(record)
            progress.update(bar, completed=(record.time - first) / 1e9)
