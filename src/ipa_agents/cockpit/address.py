"""Where the page is served."""

import errno
import ipaddress
import os
import socket
from dataclasses import dataclass
from urllib.parse import quote

from ipa_agents.errors import SetupError

__all__ = ['TOKEN_VARIABLE', 'Address', 'bind', 'token_or_default']

TOKEN_VARIABLE = 'IPA_COCKPIT_TOKEN'
"""The environment variable that holds the token when none is given."""

_BACKLOG = 64
_SHORTEST_TOKEN = 12


@dataclass(frozen=True, slots=True)
class Address:
    """A host and a port; `token` is what a browser must know, empty when none is needed."""

    host: str = '127.0.0.1'
    port: int = 8080
    token: str = ''

    def __post_init__(self) -> None:
        """Raises SetupError for a page that others could reach without a token, and for one that is easily guessed."""
        if not self.token and not self.is_loopback:
            raise SetupError(
                f'the page at {self.host} could be reached by others: give it a token of {_SHORTEST_TOKEN} characters '
                'or more, such as `openssl rand -hex 16` makes, or keep it at 127.0.0.1'
            )
        if self.token and len(self.token) < _SHORTEST_TOKEN:
            raise SetupError(f'the token of the page is too short: it needs {_SHORTEST_TOKEN} characters')

    @property
    def is_loopback(self) -> bool:
        """Whether only this machine can reach it."""
        try:
            return ipaddress.ip_address(self.host).is_loopback
        except ValueError:
            return self.host == 'localhost'

    @property
    def url(self) -> str:
        """What to open in a browser of this machine."""
        host = {'0.0.0.0': '127.0.0.1', '::': '::1'}.get(self.host, self.host)
        host = f'[{host}]' if ':' in host else host
        question = f'?token={quote(self.token)}' if self.token else ''
        return f'http://{host}:{self.port}/{question}'


def token_or_default(given: str) -> str:
    """The token that was given, or that of the environment."""
    return given or os.environ.get(TOKEN_VARIABLE, '')


def bind(address: Address) -> socket.socket:
    """A socket that listens at `address`; raises SetupError, with the cure, when it cannot."""
    try:
        family = socket.getaddrinfo(address.host, address.port, type=socket.SOCK_STREAM)[0][0]
        return socket.create_server((address.host, address.port), family=family, backlog=_BACKLOG)
    except OSError as error:
        reason = 'is in use' if error.errno == errno.EADDRINUSE else f'cannot be used ({error.strerror or error})'
        raise SetupError(f'the port {address.port} of {address.host} {reason}; choose another one') from error
