"""What this machine has for the Qwen brain. Nothing of it must be there: the reflex brain answers alone, too.

The brain is imported where it is checked, since what it needs may be missing.
"""

import asyncio
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from ipa_agents.cli.machine import Finding
from ipa_agents.config_files import config_folder
from ipa_agents.errors import ConfigError, ModelError, SetupError
from ipa_agents.serving.hardware import find_hardware
from ipa_agents.serving.program import find_vllm

if TYPE_CHECKING:
    from ipa_agents.brains.qwen.wire.endpoint import Endpoint

__all__ = ['MODEL_CHECKS']

_ENVIRONMENT, _SERVER = 'Model environment', 'Model server'


def check_model_environment(checkout: Path | None = None) -> Finding:
    try:
        program = find_vllm(checkout)
    except SetupError as error:
        cure = 'scripts/vllm.sh, for a model on this machine; without one the reflex brain answers alone'
        return Finding(_ENVIRONMENT, 'warn', str(error).partition(':')[0], cure)
    script = (checkout or config_folder().parent) / 'scripts' / 'vllm.sh'
    is_own = program.is_relative_to(script.parents[1]) and script.exists()
    if is_own and subprocess.run([script, '--check'], check=False).returncode != 0:
        return Finding(_ENVIRONMENT, 'warn', f'{program} is older than requirements/', 'scripts/vllm.sh')
    return Finding(_ENVIRONMENT, 'ok', f'{program}; {find_hardware()}')


def check_model_server() -> Finding:
    try:
        from ipa_agents.brains.qwen.wire.endpoint import load_endpoints

        endpoints = load_endpoints()
        faults = asyncio.run(_faults(endpoints))
    except ImportError as error:
        return Finding(_SERVER, 'fail', f'cannot be asked: {error}', 'make setup')
    except ConfigError as error:
        return Finding(_SERVER, 'fail', str(error), 'mend the line named here, as config/schemas/endpoints.yaml asks')
    stands = [
        f'{endpoint.name}: {fault or endpoint.model} ({endpoint.url})'
        for endpoint, fault in zip(endpoints, faults, strict=True)
    ]
    if all(faults):
        cure = 'make vllm, or an address that answers in config/endpoints.yaml; until then the reflex brain answers'
        return Finding(_SERVER, 'warn', '; '.join(stands), cure)
    return Finding(_SERVER, 'ok', '; '.join(stands))


async def _faults(endpoints: 'tuple[Endpoint, ...]') -> list[str]:
    """Why each cannot be asked; empty where it can."""
    return await asyncio.gather(*(_fault(endpoint) for endpoint in endpoints))


async def _fault(endpoint: 'Endpoint') -> str:
    from ipa_agents.brains.qwen.wire.client import ModelClient

    client = ModelClient(endpoint)
    try:
        await client.check()
    except ModelError as error:
        return str(error)
    finally:
        await client.aclose()
    return ''


MODEL_CHECKS: tuple[Callable[[], Finding], ...] = (check_model_environment, check_model_server)
