"""Where the page is served."""

import errno
import socket
from dataclasses import dataclass

from ipa_agents.errors import SetupError

__all__ = ['Address', 'bind']

_BACKLOG = 64


@dataclass(frozen=True, slots=True)
class Address:
    """A host and a port; `token` is what a browser must know, empty when none is needed."""

    host: str = '127.0.0.1'
    port: int = 8080
    token: str = ''

    @property
    def url(self) -> str:
        """What to open in a browser."""
        host = f'[{self.host}]' if ':' in self.host else self.host
        question = f'?token={self.token}' if self.token else ''
        return f'http://{host}:{self.port}/{question}'


def bind(address: Address) -> socket.socket:
    """A socket that listens at `address`; raises SetupError, with the cure, when it cannot."""
    try:
        family = socket.getaddrinfo(address.host, address.port, type=socket.SOCK_STREAM)[0][0]
        return socket.create_server((address.host, address.port), family=family, backlog=_BACKLOG)
    except OSError as error:
        reason = 'is in use' if error.errno == errno.EADDRINUSE else f'cannot be used ({error.strerror or error})'
        raise SetupError(
            f'the port {address.port} of {address.host} {reason}; name another one, for example {address.port + 1}'
        ) from error
