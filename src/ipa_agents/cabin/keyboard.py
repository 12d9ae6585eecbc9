"""Typed lines, from a terminal or a pipe, without blocking what happens meanwhile."""

import os
import select
from collections import deque

__all__ = ['Keyboard']

_LONGEST_LINE = 200_000  # bytes; what is typed beyond is dropped


class Keyboard:
    """Reads lines from the file descriptor `source`."""

    def __init__(self, source: int = 0) -> None:
        self._source = source
        self._rest = b''
        self._lines: deque[str] = deque()
        self._is_open = True

    def has_line(self) -> bool:
        """Whether a whole line has been typed."""
        if not self._lines and self._is_open and select.select([self._source], [], [], 0)[0]:
            self._read()
        return bool(self._lines)

    def has_ended(self) -> bool:
        """Whether all lines have been taken and no more can come."""
        return not self.has_line() and not self._is_open

    def line(self) -> str:
        """The next line, of which `has_line` told."""
        return self._lines.popleft()

    def _read(self) -> None:
        read = os.read(self._source, 65536)
        self._is_open = bool(read)
        *whole, rest = (self._rest + read).split(b'\n')
        self._rest = rest[:_LONGEST_LINE]
        if not self._is_open and self._rest:
            whole.append(self._rest)
        self._lines.extend(line.decode(errors='replace').strip() for line in whole)
