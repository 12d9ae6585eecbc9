"""Hands records from the thread that hears them to the one that shows them; what comes too fast is counted."""

import threading
from collections import deque

from ipa_agents.recording.records import Record

__all__ = ['Buffer']


class Buffer:
    """Keeps the newest `most` records; `dropped` is how many older ones nobody took in time."""

    def __init__(self, most: int = 2000) -> None:
        self.dropped = 0
        self._records: deque[Record] = deque(maxlen=most)
        self._news = threading.Condition()

    def put(self, record: Record) -> None:
        """Add a record; from any thread."""
        with self._news:
            self.dropped += len(self._records) == self._records.maxlen
            self._records.append(record)
            self._news.notify()

    def take(self, timeout: float) -> list[Record]:
        """All that are there; waits up to `timeout` s for the first."""
        with self._news:
            self._news.wait_for(lambda: self._records, timeout)
            records = list(self._records)
            self._records.clear()
            return records
