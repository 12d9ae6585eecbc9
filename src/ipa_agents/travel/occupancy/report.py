"""What a report of operators says: how full each of their chargers and car parks was when it was counted."""

from dataclasses import dataclass
from operator import attrgetter

from ipa_agents.travel.occupancy.occupancy import Occupancy
from ipa_agents.travel.report_check import check_report

__all__ = ['MOST_PLACES', 'Count', 'OccupancyReport', 'checked']

MOST_PLACES = 10_000
_MOST_FREE = 100_000
_LONGEST_WAIT = 86_400.0
_LONGEST_ID = 200


@dataclass(frozen=True, slots=True)
class Count:
    """How full a place was at `counted`, s since 1970."""

    place_id: str
    occupancy: Occupancy
    counted: float


@dataclass(frozen=True, slots=True)
class OccupancyReport:
    """What was known at `issued`, s since 1970; of a place that is left out it says nothing."""

    issued: float
    counts: tuple[Count, ...]


def checked(report: OccupancyReport) -> OccupancyReport:
    """The report itself; raises ReportError for one that cannot be."""

    def reason_against(count: Count) -> str:
        return 'it was counted after the report was made' if count.counted > report.issued else _reason_against(count)

    check_report('place', report.issued, report.counts, MOST_PLACES, attrgetter('place_id'), reason_against)
    return report


def _reason_against(count: Count) -> str:
    """Why a count cannot be; empty when it can."""
    free, wait = count.occupancy.free, count.occupancy.wait
    if not 0 < len(count.place_id) <= _LONGEST_ID:
        return f'an id has 1 to {_LONGEST_ID} characters'
    if free is not None and not 0 <= free <= _MOST_FREE:
        return f'{free} free ones are not within 0..{_MOST_FREE}'
    if wait is not None and not 0 <= wait <= _LONGEST_WAIT:
        return f'a wait of {wait:g} s is not within 0..{_LONGEST_WAIT:g}'
    return ''
