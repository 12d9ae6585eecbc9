"""Reads command lines by vLLM's own parser: a JSON list of lists of words in, what is wrong with each out.

`.vllm/bin/python test/support/vllm_options.py <LINES >COMPLAINTS`; vLLM prints much to its own output meanwhile.
"""

import argparse
import io
import json
import sys
from collections.abc import Sequence
from contextlib import redirect_stderr


def complaint(parser: argparse.ArgumentParser, words: Sequence[str]) -> str:
    """Why vLLM would not start with `words`; empty where it would."""
    from vllm.entrypoints.launchers.cli_args import validate_parsed_serve_args
    from vllm.reasoning import ReasoningParserManager
    from vllm.tool_parsers import ToolParserManager

    said = io.StringIO()
    try:
        with redirect_stderr(said):
            args = parser.parse_args(words)
        validate_parsed_serve_args(args)
    except SystemExit:
        return said.getvalue().strip().splitlines()[-1]
    except (KeyError, TypeError, ValueError) as error:
        return str(error)
    for given, known in (
        (args.tool_call_parser, ToolParserManager.list_registered()),
        (args.reasoning_parser, ReasoningParserManager.list_registered()),
    ):
        if given and given not in known:
            return f'{given} is none of {", ".join(known)}'
    return ''


def main() -> None:
    """Answer for all lines at once, since vLLM takes seconds to be imported."""
    from vllm.entrypoints.launchers.cli_args import make_arg_parser
    from vllm.utils.argparse_utils import FlexibleArgumentParser

    parser = make_arg_parser(FlexibleArgumentParser(prog='vllm serve', allow_abbrev=False))
    found = [complaint(parser, words) for words in json.load(sys.stdin)]
    sys.stdout.write(f'\n{json.dumps(found)}\n')


if __name__ == '__main__':
    main()
