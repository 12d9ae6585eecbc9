"""What every report of many things must fulfil: a time, not too many of them, and none of them wrong or twice."""

import math
from collections.abc import Callable, Sequence

from ipa_agents.errors import ReportError

__all__ = ['check_report']

_SHOWN = 40
"""Characters of an id in a reason."""


def check_report[T](
    kind: str,
    issued: float,
    items: Sequence[T],
    most: int,
    id_of: Callable[[T], str],
    reason_against: Callable[[T], str],
) -> None:
    """Raise ReportError for a report that cannot be; `reason_against` an item is empty when it can be."""
    if not math.isfinite(issued):
        raise ReportError('it does not say when it was made')
    if len(items) > most:
        raise ReportError(f'it has {len(items)} {kind}s; {most} are the most')
    seen = set()
    for item in items:
        name = id_of(item)
        if reason := reason_against(item):
            raise ReportError(f'{kind} {name[:_SHOWN]!r}: {reason}')
        if name in seen:
            raise ReportError(f'{kind} {name[:_SHOWN]!r} stands twice')
        seen.add(name)
