"""What people wish for on a trip, as the arguments of the guard's tool: with usual times, and what they like."""

import re
from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta
from typing import Any

from ipa_agents.assistant.desk import Desk
from ipa_agents.assistant.liking import ATTRIBUTE_OF_DIET
from ipa_agents.assistant.own_places import own_place
from ipa_agents.brains.interface import Call
from ipa_agents.memory.topics import load_topics
from ipa_agents.travel.places.kinds import load_kinds
from ipa_agents.travel.places.place import Place
from ipa_agents.travel.trips.habits import Role, load_habits
from ipa_agents.vehicle.seats import SEATS, Seat, vss_row, vss_side

__all__ = ['at_clock', 'is_home', 'names_home', 'next_morning', 'people_in', 'wish_arguments', 'wishes_arguments']

_PRICES = {'cheap': 1, 'moderate': 2}
_MORNING = '05:00'
_HOME = re.compile(r'\bhome\b|家', re.IGNORECASE)
_SHORTEST = 60.0


def wishes_arguments(stops: Iterable[Mapping[str, Any]], desk: Desk, after: float) -> list[dict[str, Any]]:
    """The stops of a trip as `wish_arguments`: each begins after those before it, and the first after `after`."""
    wishes = []
    for stop in stops:
        wishes.append(wish_arguments(stop, desk, after))
        after = wishes[-1].get('begins', after)
    return wishes


def wish_arguments(stop: Mapping[str, Any], desk: Desk, after: float) -> dict[str, Any]:
    """One stop as people said it, as the guard's tool takes it; it begins after `after`, s since 1970."""
    what = str(stop.get('what') or stop.get('query') or stop.get('kind') or '')
    if is_home(what) and (home := _home(desk)):
        return {'wish_id': 'home', 'place': home, 'stay': _SHORTEST}
    role, understood = load_habits().role(what), load_kinds().understand(what)
    kind = str(stop.get('kind') or (role.kind if role else understood[0] if understood else ''))
    role = role or load_habits().role_of(kind)
    cuisine = str(stop.get('cuisine') or (understood[1] if understood else ''))
    wish: dict[str, Any] = {'wish_id': role.id if role else kind, **_named(role, kind, what)}
    wish |= {'kind': kind or ('restaurant' if cuisine else ''), 'cuisine': cuisine}
    wish |= {name: stop[name] for name in ('attributes', 'min_rating', 'max_price') if name in stop}
    if not wish['kind']:
        wish['text'] = what
    if wish['kind'] in load_kinds().expand('food'):
        _as_liked(wish, desk)
    if 'minutes' in stop:
        wish['stay'] = 60.0 * float(stop['minutes'])
    begins = _begins(stop, role, after)
    return {name: value for name, value in (wish | begins).items() if value not in ('', [])}


def at_clock(clock: str, after: float) -> float:
    """The next time of day "HH:MM" from `after` on, in s since 1970, whatever the clocks do in between."""
    hour, minute = map(int, clock.split(':'))
    today = datetime.fromtimestamp(after).replace(hour=hour, minute=minute, second=0, microsecond=0)
    return today.timestamp() if today.timestamp() >= after else (today + timedelta(days=1)).timestamp()


def next_morning(now: float) -> float:
    """When tomorrow begins for people, in s since 1970."""
    return at_clock(_MORNING, at_clock('00:00', now))


def people_in(desk: Desk) -> tuple[Seat, ...]:
    """The seats where somebody sits, as far as the car tells; at least the one of who speaks."""
    occupied = {seat for seat in SEATS if desk.car.signals.get(_occupancy(seat)) == 'OCCUPIED'}
    return tuple(seat for seat in SEATS if seat in occupied | {desk.listener.seat})


def names_home(text: str) -> bool:
    """Whether the words of a question name people's home."""
    return bool(_HOME.search(text))


def is_home(text: str) -> bool:
    """Whether that is what people call their home."""
    return any(text.strip().casefold() == name for names in load_topics()['home'].names.values() for name in names)


def _occupancy(seat: Seat) -> str:
    return f'Vehicle.Cabin.Seat.{vss_row(seat)}.{vss_side(seat)}Side.OccupancyStatus'


def _named(role: Role | None, kind: str, what: str) -> dict[str, str]:
    known = load_kinds().kind(kind) if kind else None
    names = role.names if role else known.names if known else {'en': (what,), 'zh': (what,)}
    return {'name': names['en'][0], 'name_zh': names['zh'][0]}


def _begins(stop: Mapping[str, Any], role: Role | None, after: float) -> dict[str, float]:
    """When it begins: as people said, else at the usual time, if that is still to come on that day."""
    if 'at' in stop:
        return {'begins': at_clock(str(stop['at']), after)}
    if role is None or role.minute is None:
        return {}
    usual = at_clock(f'{role.minute // 60:02}:{role.minute % 60:02}', after)
    return {'begins': usual} if datetime.fromtimestamp(usual).date() == datetime.fromtimestamp(after).date() else {}


def _as_liked(wish: dict[str, Any], desk: Desk) -> None:
    """What everybody in the car likes to eat and must not, and what it may cost whoever speaks."""
    people, seats = desk.world.people, people_in(desk)
    if not wish['cuisine']:
        wish['likes'] = _all(people.likes(seat, 'cuisine') for seat in seats)
    diets = (ATTRIBUTE_OF_DIET.get(diet) for diet in _all(people.likes(seat, 'diet') for seat in seats))
    wish['attributes'] = list(dict.fromkeys((*wish.get('attributes', ()), *filter(None, diets))))
    price = next(iter(people.likes(desk.listener.seat, 'price')), None)
    if 'max_price' not in wish and price in _PRICES:
        wish['max_price'] = _PRICES[price]


def _all(values: Iterable[tuple[Any, ...]]) -> list[str]:
    return list(dict.fromkeys(str(value) for some in values for value in some))


def _home(desk: Desk) -> dict[str, Any] | None:
    home = own_place(desk, '', Call('plan_trip', {}), {'query': 'home'})
    if not isinstance(home, Place):
        return None
    named = {'name': home.name or home.name_zh, 'name_zh': home.name_zh}
    return {**named, 'latitude': home.latitude, 'longitude': home.longitude}
