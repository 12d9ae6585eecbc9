"""`ipa serve`: the model's server, as config/serving.yaml declares it."""

import argparse
import shlex
import signal
import sys
import time
from collections.abc import Mapping
from pathlib import Path
from types import FrameType
from typing import NoReturn

from ipa_agents.cli.arguments import Subparsers, command, quantity
from ipa_agents.data_folder import data_folder
from ipa_agents.errors import ServerDied, SetupError
from ipa_agents.serving.command_line import ModelCommand, command_of, option_value
from ipa_agents.serving.hardware import choose, find_hardware
from ipa_agents.serving.profile import OptionValue, Profile, Serving, load_serving
from ipa_agents.serving.program import find_vllm
from ipa_agents.serving.server import ModelServer

__all__ = ['add_parser', 'run']

_EXAMPLES = """  ipa serve                              the model that fits this machine, at http://127.0.0.1:8000
  ipa serve --list                       the profiles, what they need, and this machine
  ipa serve --profile small --print      the command line of vLLM, and nothing started
  ipa serve --model Qwen/Qwen3-14B --max-tokens 8192
  ipa serve --profile fleet --copies 8 --copies-by ray
  ipa serve --profile tiny -- --seed 7   what follows the two dashes goes to vLLM as it is"""
_FAILED = 1
_NEWS = 10.0
"""s between two lines about a server that is not ready yet."""


def add_parser(subparsers: 'Subparsers[argparse.ArgumentParser]') -> None:
    """Register `serve` with the command line."""
    serving = load_serving()
    parser = command(subparsers, 'serve', "start the model's server, and end it with Ctrl-C", _EXAMPLES)
    parser.add_argument('--profile', metavar='NAME', help=f'{", ".join(serving.profiles)} (default: what fits)')
    for setting in serving.settings.values():
        names = '|'.join(setting.choices) or {'integer': 'N', 'number': 'X'}.get(setting.type, setting.type.upper())
        parser.add_argument(f'--{setting.name.replace("_", "-")}', metavar=names, help=setting.text)
    parser.add_argument('--list', action='store_true', help='show the profiles and this machine')
    parser.add_argument('--print', action='store_true', help='print the command line and start nothing')
    parser.add_argument('--verbose', action='store_true', help="show the server's log here, instead of in a file")
    parser.add_argument(
        '--patience', type=quantity, default=1800.0, metavar='S', help='until it is ready (default: %(default)s)'
    )
    parser.add_argument('more', nargs='*', metavar='-- OPTION ...', help='further options of `vllm serve`')
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Serve until Ctrl-C or SIGTERM; 1 when the server ends by itself."""
    serving = load_serving()
    if args.list:
        return _list(serving)
    hardware = find_hardware()
    profile = serving.profile(args.profile) if args.profile else choose(serving.automatic, hardware)
    command = command_of(profile, _given(serving, args), args.more)
    program = find_vllm()
    if args.print:
        print(_shown(program, command))
        return 0
    if not hardware.carries(profile):
        raise SetupError(f'profile {profile.name} needs {_needs(profile)}; this machine has {hardware}')
    log = None if args.verbose else data_folder() / 'log' / f'vllm-{command.port}.log'
    signal.signal(signal.SIGTERM, _end)
    try:
        with ModelServer(program, command, log) as server:
            return _serve(server, profile, args.patience)
    except KeyboardInterrupt:
        return 0
    except ServerDied as error:
        print(f'{error.last_words}\n\nipa: {error}', file=sys.stderr)
        return _FAILED


def _serve(server: ModelServer, profile: Profile, patience: float) -> NoReturn:
    command = server.command
    _say(f'vLLM loads {command.model} (profile {profile.name}); its log: {server.log or "below"}')
    news = _News()
    took = server.wait_until_ready(patience, news.waiting)
    _say(f'ready after {took:.0f} s: {command.address}/v1 serves {command.name}. Ctrl-C ends it.')
    server.wait()


class _News:
    """Says now and then that it still takes time."""

    def __init__(self) -> None:
        self._next = time.monotonic() + _NEWS

    def waiting(self, seconds: float) -> None:
        if time.monotonic() >= self._next:
            self._next += _NEWS
            _say(f'not ready yet after {seconds:.0f} s')


def _given(serving: Serving, args: argparse.Namespace) -> Mapping[str, OptionValue]:
    texts = {setting: getattr(args, setting.name) for setting in serving.settings.values()}
    return {setting.option: option_value(setting, text) for setting, text in texts.items() if text}


def _list(serving: Serving) -> int:
    hardware = find_hardware()
    for profile in serving.profiles.values():
        mark = '*' if hardware.carries(profile) else ' '
        print(f'{mark} {profile.name:10} {profile.model}: {profile.text}. Needs {_needs(profile)}.')
    print(f'* fits this machine: {hardware}')
    return 0


def _needs(profile: Profile) -> str:
    return f'GPUs of {profile.gpu_memory:g} GiB: {profile.gpus}' if profile.gpus else 'no GPU'


def _shown(program: Path, command: ModelCommand) -> str:
    variables = [f'{name}={shlex.quote(value)}' for name, value in sorted(command.environment.items())]
    return ' '.join((*variables, shlex.join((str(program), *command.words))))


def _say(text: str) -> None:
    print(text, flush=True)


def _end(number: int, frame: FrameType | None) -> NoReturn:
    raise KeyboardInterrupt
