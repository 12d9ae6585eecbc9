"""`python -m ipa_agents.brains.qwen.scripted SCRIPT.yaml --port 8000`: serves a script until it is interrupted."""

import argparse
import asyncio
import signal
import sys
from pathlib import Path

from ipa_agents.brains.qwen.scripted.model import ScriptedModel
from ipa_agents.brains.qwen.scripted.script import Script, load_script
from ipa_agents.errors import ConfigError


async def _serve(script: Script, port: int) -> None:
    stop = asyncio.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        asyncio.get_running_loop().add_signal_handler(number, stop.set)
    async with ScriptedModel(script, script.model).serving(port) as url:
        print(url, flush=True)
        await stop.wait()


def main() -> int:
    """Serve until SIGINT or SIGTERM; 2 for a script that is wrong or a port that is taken."""
    parser = argparse.ArgumentParser(prog='python -m ipa_agents.brains.qwen.scripted', description=__doc__)
    parser.add_argument('script', type=Path, help='the YAML file; see docs/scripted_model.md')
    parser.add_argument(
        '--port', type=int, default=8000, help='of 127.0.0.1; 0: any that is free (default: %(default)s)'
    )
    args = parser.parse_args()
    try:
        asyncio.run(_serve(load_script(args.script), args.port))
    except (ConfigError, OSError) as error:
        print(error, file=sys.stderr)
        return 2
    return 0


if __name__ == '__main__':
    sys.exit(main())
