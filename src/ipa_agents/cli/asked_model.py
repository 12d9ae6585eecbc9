"""The model that a car of `ipa up` asks: served beside it if that is wanted, and troubled if a drive wants that."""

import argparse
import asyncio
import subprocess
import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import asdict, dataclass, replace
from pathlib import Path

import yaml

from ipa_agents.brains.qwen.wire.client import ModelClient
from ipa_agents.brains.qwen.wire.endpoint import Endpoint, load_endpoints
from ipa_agents.cli.notes import note
from ipa_agents.cli.screen import Screen
from ipa_agents.config_files import config_folder
from ipa_agents.data_folder import data_folder
from ipa_agents.errors import ModelError, ServerDied, SetupError
from ipa_agents.serving.command_line import ModelCommand, command_of
from ipa_agents.serving.go_between import GoBetween
from ipa_agents.serving.profile import OptionValue, load_serving
from ipa_agents.serving.program import find_vllm
from ipa_agents.serving.server import ModelServer
from ipa_agents.vehicle.drive import Drive, Trouble

__all__ = ['AskedModel', 'asked_model']

_REFLEX = 'reflex'
_TINY = 'tiny'
_PATIENCE = 600.0
_NEWS = 10
"""s between two lines about a server that is not ready yet."""


@dataclass(frozen=True, slots=True)
class AskedModel:
    """`endpoints` is the file of those that are asked, empty for the usual ones.

    `trouble` lets something become of the way to the model; None where none is known to answer.
    """

    endpoints: str = ''
    trouble: Callable[[Trouble], None] | None = None


@contextmanager
def asked_model(args: argparse.Namespace, drive: Drive | None, screen: Screen) -> Iterator[AskedModel]:
    """What of a model there is as long as the car runs; raises SetupError or ServerDied when it cannot be served."""
    is_looked_for = args.serve or (drive and (drive.troubles_model or drive.needs_model))
    if args.brain == _REFLEX or not is_looked_for:
        yield AskedModel(args.endpoints)
        return
    endpoints = load_endpoints(Path(args.endpoints) if args.endpoints else None)
    with ExitStack() as stack:
        answering = asyncio.run(_answering(endpoints))
        if answering is None and args.serve:
            answering = stack.enter_context(_served(args.serve, endpoints, screen))
        if answering is None:
            screen.note(*note('no_model'))
            yield AskedModel(args.endpoints)
        elif drive and drive.troubles_model:
            yield stack.enter_context(_troubled(answering))
        else:
            yield AskedModel(args.endpoints, lambda _: None)


async def _answering(endpoints: Sequence[Endpoint]) -> Endpoint | None:
    """The first that is well."""
    for endpoint in endpoints:
        client = ModelClient(endpoint)
        try:
            await client.check()
        except ModelError:
            continue
        finally:
            await client.aclose()
        return endpoint
    return None


@contextmanager
def _served(name: str, endpoints: Sequence[Endpoint], screen: Screen) -> Iterator[Endpoint]:
    """A server of this machine at the first endpoint that is meant to be here."""
    endpoint = next((endpoint for endpoint in endpoints if endpoint.is_local), None)
    if endpoint is None:
        raise SetupError('no endpoint is on this machine: there is nothing to serve a model for')
    command = _command(name, endpoint)
    log = data_folder() / 'log' / f'vllm-{command.port}.log'
    with ModelServer(_program(screen), command, log) as server:
        screen.note(*note('serving', model=command.model, log=str(log)))
        try:
            took = server.wait_until_ready(_PATIENCE, _news(screen))
        except ServerDied as error:
            screen.note(*error.last_words.splitlines())
            raise
        screen.note(*note('served', seconds=f'{took:.0f}'))
        if name == _TINY:
            screen.note(*note('tiny'))
        yield endpoint


def _command(name: str, endpoint: Endpoint) -> ModelCommand:
    """`name` is a profile, or a folder that is served as the tiny model is."""
    host, port = endpoint.place
    given: dict[str, OptionValue] = {'host': host, 'port': port, 'served-model-name': endpoint.model}
    if Path(name).is_dir():
        return command_of(load_serving().profile(_TINY), given | {'model': str(Path(name).resolve())})
    return command_of(load_serving().profile(name), given)


def _program(screen: Screen) -> Path:
    """vLLM, which is set up first where this is a checkout."""
    try:
        return find_vllm()
    except SetupError:
        script = config_folder().parent / 'scripts' / 'vllm.sh'
        if not script.is_file():
            raise
    screen.note(*note('setting_up_vllm'))
    if subprocess.run([script], check=False).returncode:
        raise SetupError('vLLM could not be set up, as said above')
    return find_vllm()


def _news(screen: Screen) -> Callable[[float], None]:
    told = 0

    def waiting(seconds: float) -> None:
        nonlocal told
        if seconds >= told + _NEWS:
            told = int(seconds)
            screen.note(*note('serving_still', seconds=str(told)))

    return waiting


@contextmanager
def _troubled(endpoint: Endpoint) -> Iterator[AskedModel]:
    """That endpoint alone, behind a go-between."""
    if not endpoint.url.startswith('http:'):
        raise SetupError(f'{endpoint.name} is reached by TLS, so that no drive can trouble the way to it')
    with GoBetween(endpoint.url) as between, tempfile.TemporaryDirectory(prefix='ipa_agents-') as folder:
        settings = asdict(replace(endpoint, url=between.url)).items()
        file = Path(folder) / 'endpoints.yaml'
        file.write_text(yaml.safe_dump({'endpoints': [{key: value for key, value in settings if value != ''}]}))
        yield AskedModel(str(file), between.become)
