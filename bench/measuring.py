"""What every measurement is given: how much to measure, where to say how far it is, and where the rows go."""

import pytest
from table import Row

__all__ = ['Bench']


class Bench:
    """One run of `make bench`. `is_tiny`: measure just enough to see that the measurements still work."""

    def __init__(self, config: pytest.Config) -> None:
        self.rows: list[Row] = []
        self._is_tiny: bool = config.getoption('--tiny')
        self._reporter = config.pluginmanager.getplugin('terminalreporter')
        self._capture = config.pluginmanager.getplugin('capturemanager')
        self._told = ''

    def of(self, whole: int, tiny: int) -> int:
        """A number of samples, rounds or seconds."""
        return tiny if self._is_tiny else whole

    def at(self, what: str, done: int = 0, total: int = 0) -> None:
        """Say what is measured just now: on a terminal in one line that goes on, elsewhere once."""
        with self._capture.global_and_fixture_disabled():
            if self._reporter.isatty:
                share = f' {done}/{total}' if total else ''
                self._reporter.rewrite(f'  {what}{share}', erase=True)
            elif what != self._told:
                self._reporter.write_line(f'  {what}')
        self._told = what

    def add(self, *rows: Row) -> None:
        """Add to the table."""
        self.rows.extend(rows)
