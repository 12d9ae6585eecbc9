"""Numbers as a glance takes them in: short, metric, without digits that nobody needs."""

from typing import TypeGuard

from ipa_agents.vehicle.signals import Value

__all__ = ['UNKNOWN', 'degrees', 'kilometres', 'kilowatts', 'played', 'whole']

UNKNOWN = '–'


def whole(value: Value | None) -> str:
    """A number without a fraction, never "-0"."""
    return f'{round(value) or 0}'.replace('-', '−') if _is_number(value) else UNKNOWN


def degrees(value: Value | None) -> str:
    """A temperature to half a degree: "22", "22.5"."""
    if not _is_number(value):
        return UNKNOWN
    half = round(value * 2) / 2
    return f'{half:.0f}' if half == int(half) else f'{half:.1f}'


def kilometres(metres: Value | None) -> str:
    """Whole kilometres, rounded down: nobody should count on the rest."""
    return f'{int(metres // 1000)}' if _is_number(metres) else UNKNOWN


def kilowatts(watts: Value | None) -> str:
    """Power in whole kW."""
    return whole(watts / 1000) if _is_number(watts) else UNKNOWN


def played(seconds: float) -> str:
    """A time within a song: "3:05"."""
    minutes, rest = divmod(int(seconds), 60)
    return f'{minutes}:{rest:02d}'


def _is_number(value: Value | None) -> TypeGuard[float]:
    return isinstance(value, int | float) and not isinstance(value, bool)
