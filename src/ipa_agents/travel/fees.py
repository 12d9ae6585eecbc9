"""What things cost, as OpenStreetMap writes it: https://wiki.openstreetmap.org/wiki/Key:charge."""

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

__all__ = ['Fee', 'parse_fee']

_FEE = re.compile(
    r'^(?P<amount>\d+(?:\.\d+)?)\s*(?P<currency>[A-Z]{3})?'
    r'(?:\s*(?:/|per\b)\s*(?P<count>\d+)?\s*(?P<unit>[A-Za-z]+))?$'
)
_UNITS: dict[str, tuple[Literal['kWh', 'hour', 'day'], float]] = {
    'kwh': ('kWh', 1.0),
    'min': ('hour', 1 / 60),
    'mins': ('hour', 1 / 60),
    'minute': ('hour', 1 / 60),
    'minutes': ('hour', 1 / 60),
    'h': ('hour', 1.0),
    'hour': ('hour', 1.0),
    'hours': ('hour', 1.0),
    'day': ('day', 1.0),
    'days': ('day', 1.0),
}


@dataclass(frozen=True, slots=True)
class Fee:
    """An amount of money in a currency (ISO 4217, empty when it is not said) for each unit, or for all of it."""

    amount: float
    currency: str
    unit: Literal['kWh', 'hour', 'day', 'once']


@lru_cache(maxsize=4096)
def parse_fee(text: str) -> Fee | None:
    """The fee in a value of the key charge, such as "1.60 CNY/kWh" or "2 EUR/30 minutes"; None for any other form."""
    match = _FEE.match(text.strip())
    if match is None:
        return None
    amount, currency = float(match['amount']), match['currency'] or ''
    if match['unit'] is None:
        return Fee(amount, currency, 'once')
    known = _UNITS.get(match['unit'].lower())
    count = float(match['count'] or 1)
    return Fee(amount / (known[1] * count), currency, known[0]) if known and count else None
