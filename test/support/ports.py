"""Ports of this machine for servers that tests start."""

import secrets
import socket

__all__ = ['free_port', 'is_served']

# Below those that the kernel hands out: no connection and no other test takes one between this look and the start.
_PORTS = range(10_000, 32_000)


def free_port() -> int:
    """A port that nobody listens on."""
    while True:
        port = secrets.choice(_PORTS)
        with socket.socket() as tried:
            try:
                tried.bind(('127.0.0.1', port))
            except OSError:  # somebody's
                continue
            return port


def is_served(port: int) -> bool:
    """Whether somebody listens on `port`."""
    with socket.socket() as asks:
        return asks.connect_ex(('127.0.0.1', port)) == 0
