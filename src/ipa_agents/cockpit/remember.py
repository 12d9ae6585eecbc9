"""Choices that a browser keeps, as cookies, since nothing of one person's belongs on the server."""

import json

from nicegui import ui

__all__ = ['remember']

_YEAR = 31_536_000  # s


def remember(name: str, choice: str, *, reload: bool = False) -> None:
    """Let the browser of the open page keep `choice`, which viewer.Viewer reads; with `reload`, begin the page anew."""
    cookie = json.dumps(f'{name}={choice}; path=/; max-age={_YEAR}; samesite=strict')
    ui.run_javascript(f'document.cookie = {cookie}; ' + ('location.reload();' if reload else ''))
