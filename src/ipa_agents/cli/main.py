"""The command line `ipa`: one module a command, imported only when it is called."""

import argparse
import sys
from importlib import import_module

from ipa_agents.errors import DriveError, IpaError

__all__ = ['COMMANDS', 'main']

COMMANDS = (
    'up',
    'chat',
    'say',
    'drive',
    'understand',
    'evaluate',
    'dataset',
    'train',
    'town',
    'places',
    'consumption',
    'memory',
    'serve',
    'doctor',
    'echo',
    'trace',
    'record',
    'replay',
)

_EPILOG = """examples:
  ipa up --chat                 start the simulated car and talk with it
  ipa up --drive evening_out    watch a scripted drive
  ipa COMMAND --help            more, with an example"""
_FAILED, _WRONG, _INTERRUPTED = 1, 2, 130


def main(arguments: list[str] | None = None) -> int:
    """Run one command; 0 when all went well, 1 when a drive or check failed, 2 when it could not be run at all."""
    words = sys.argv[1:] if arguments is None else arguments
    parser = _parser(words)
    if not words:
        parser.print_help(sys.stderr)
        parser.exit(_WRONG)
    parsed = parser.parse_args(words)
    try:
        return int(parsed.run(parsed))
    except KeyboardInterrupt:
        return _INTERRUPTED
    except RuntimeError as error:
        # Where Ctrl-C comes while a lock changes hands, Python complains of the lock.
        if not isinstance(error.__context__, KeyboardInterrupt):
            raise
        return _INTERRUPTED
    except BrokenPipeError:
        sys.stderr.close()  # whoever read the output has gone; Python would complain when it flushes
        return _FAILED
    except DriveError as error:
        return _fail(str(error), _FAILED)
    except IpaError as error:
        return _fail(str(error), _WRONG)
    except ImportError as error:
        if not _is_of_ros(error.name or ''):
            raise
        cure = 'run `make setup` in the checkout, or source the workspace in which ipa_agents was built'
        return _fail(f'ROS 2 is not there ({error.name}): {cure}', _WRONG)


def _parser(words: list[str]) -> argparse.ArgumentParser:
    """Knows all commands, or only the one that is called, so that it starts without what the others import."""
    parser = argparse.ArgumentParser(
        prog='ipa',
        description='An intelligent personal assistant for cars, and a simulated car to try it in.',
        epilog=_EPILOG,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    subparsers = parser.add_subparsers(title='commands', metavar='COMMAND', required=True)
    called = words[:1] if words and words[0] in COMMANDS else COMMANDS
    for command in called:
        import_module(f'ipa_agents.cli.{command}').add_parser(subparsers)
    return parser


def _is_of_ros(module: str) -> bool:
    return module.split('.')[0].endswith(('rclpy', '_msgs')) or module in (
        'ipa_agents',
        'ipa_agents.msg',
        'ipa_agents.srv',
    )


def _fail(reason: str, status: int) -> int:
    print(f'ipa: {reason}', file=sys.stderr)
    return status


if __name__ == '__main__':
    sys.exit(main())
