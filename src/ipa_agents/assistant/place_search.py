"""The arguments of the tool search_places as a search; the ways of saying where, when and how far."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

from ipa_agents.assistant.ports import Search

__all__ = ['search_of', 'wishes_of']

_WHERE = {'along_route': 'along', 'at_destination': 'destination', 'in_view': 'view'}
_MANY = 50
"""Places that are looked at where navigation does not know which of them will do."""
_WISHES = (
    'attributes',
    'min_rating',
    'max_price',
    'min_power',
    'open_at',
    'max_drive',
    'max_distance',
    'max_detour',
    'sort',
)


def search_of(arguments: Mapping[str, Any], now: float) -> Search:
    """What is to be looked for at `now` s; `relax` where wishes may be given up, so that it can be said which."""
    search = Search(
        text=str(arguments.get('query') or arguments.get('text') or arguments.get('name') or ''),
        kind=str(arguments.get('kind') or ''),
        cuisine=str(arguments.get('cuisine') or ''),
        where=next((where for name, where in _WHERE.items() if arguments.get(name)), 'near'),
        radius=1000.0 * float(arguments.get('max_distance') or 0.0),
        max_detour=60.0 * float(arguments.get('max_detour') or 0.0),
        max_drive=60.0 * float(arguments.get('max_drive') or 0.0),
        attributes=tuple(arguments.get('attributes') or ()),
        min_rating=float(arguments.get('min_rating') or 0.0),
        max_price=int(arguments.get('max_price') or 0),
        open_now=bool(arguments.get('open_now')),
        open_at=_moment(str(arguments.get('open_at') or ''), now),
        sort=str(arguments.get('sort') or ('distance' if arguments.get('nearest') else 'best')),
        relax=bool(wishes_of(arguments)),
    )
    return replace(search, limit=_MANY) if arguments.get('min_power') else search


def wishes_of(arguments: Mapping[str, Any]) -> tuple[str, ...]:
    """The names of the wishes beside what is looked for and where."""
    return tuple(name for name in _WISHES if arguments.get(name))


def _moment(clock: str, now: float) -> float:
    """The next time that the clock shows "HH:MM", in s since 1970; 0 for none."""
    if not clock:
        return 0.0
    hour, minute = map(int, clock.split(':'))
    moment = datetime.fromtimestamp(now)
    at = moment.replace(hour=hour, minute=minute, second=0, microsecond=0)
    return (at if at > moment else at + timedelta(days=1)).timestamp()
