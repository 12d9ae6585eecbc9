"""Where models are served: config/endpoints.yaml, or the file that IPA_ENDPOINTS names."""

import os
import ssl
from dataclasses import dataclass
from ipaddress import ip_address
from pathlib import Path
from typing import Any, Literal
from urllib.parse import urlsplit

import httpx

from ipa_agents.config_files import Document, config_folder, load_yaml

__all__ = ['Endpoint', 'load_endpoints']

_VARIABLE = 'IPA_ENDPOINTS'


@dataclass(frozen=True, slots=True)
class Endpoint:
    """One server of an OpenAI-compatible API. Times are in s.

    `api_key_env` names the environment variable that holds the key, `ca` the file of certificates to trust instead of
    the machine's. The rest says what the server understands beyond that API: structural tags as vLLM takes them,
    arguments of its chat template such as `enable_thinking`, priorities, the continuation of an answer, streams.
    """

    name: str
    url: str
    model: str
    api_key_env: str = ''
    ca: str = ''
    connect_s: float = 2.0
    first_token_s: float = 5.0
    between_tokens_s: float = 2.0
    total_s: float = 30.0
    grammar: Literal['vllm', 'none'] = 'vllm'
    thinking: bool = True
    priority: bool = True
    continues: bool = True
    stream: bool = True

    @property
    def is_local(self) -> bool:
        """Whether the server is on this machine."""
        return _is_loopback(self.place[0])

    @property
    def place(self) -> tuple[str, int]:
        """Host and port of the server."""
        parts = urlsplit(self.url)
        return parts.hostname or '', parts.port or (443 if parts.scheme == 'https' else 80)

    @property
    def root(self) -> str:
        """The address above the API's version, where vLLM has /health."""
        return self.url.removesuffix('/v1')


def load_endpoints(file: Path | None = None) -> tuple[Endpoint, ...]:
    """The endpoints of `file`, in the order in which they are preferred; raises ConfigError."""
    if file is None:
        named = os.environ.get(_VARIABLE)
        file = Path(named) if named else config_folder() / 'endpoints.yaml'
    document = load_yaml(file, 'endpoints')
    endpoints = tuple(_endpoint(document, index, data) for index, data in enumerate(document.data['endpoints']))
    names = [endpoint.name for endpoint in endpoints]
    for index, name in enumerate(names):
        if name in names[:index]:
            raise document.error(f'there are two endpoints named {name}', 'endpoints', index, 'name')
    return endpoints


def _endpoint(document: Document, index: int, data: dict[str, Any]) -> Endpoint:
    endpoint = Endpoint(**data | {'url': data['url'].rstrip('/')})
    try:
        httpx.URL(endpoint.url)
        is_open = not endpoint.is_local and endpoint.url.startswith('http:')
    except (httpx.InvalidURL, ValueError) as error:
        raise document.error(f'not a URL: {error}', 'endpoints', index, 'url') from error
    if endpoint.api_key_env and is_open:
        raise document.error('a key travels by https only', 'endpoints', index, 'url')
    try:
        if endpoint.ca:
            ssl.create_default_context(cafile=endpoint.ca)
    except OSError as error:
        raise document.error(f'no certificates in {endpoint.ca}: {error}', 'endpoints', index, 'ca') from error
    return endpoint


def _is_loopback(host: str) -> bool:
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host == 'localhost'
