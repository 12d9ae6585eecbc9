"""Numbers with their units, as they are spoken: metric, and rounded as far as it helps."""

from ipa_agents.assistant.listener import Listener

__all__ = ['measured']

_TIMES = {'days': 86_400, 'h': 3_600, 'min': 60}


def measured(listener: Listener, number: float, unit: str) -> str:
    """`number` in the unit that people use for one of this size."""
    unit, number = _handy(unit, number)
    return listener.wording.first((f'unit.{unit}', 'unit.none'), n=_rounded(number))


def _handy(unit: str, number: float) -> tuple[str, float]:
    if unit == 'm' and abs(number) >= 1000:
        return 'km', number / 1000
    if unit == 'kPa':
        return 'bar', number / 100
    if unit in ('W', 'Wh') and abs(number) >= 1000:
        return f'k{unit}', number / 1000
    if unit == 's':
        return next(
            ((larger, number / seconds) for larger, seconds in _TIMES.items() if abs(number) >= 2 * seconds),
            (unit, number),
        )
    return unit, number


def _rounded(number: float) -> str:
    rounded = round(number, 0 if abs(number) >= 100 else 1)
    return f'{rounded:.0f}' if rounded == int(rounded) else f'{rounded:.1f}'
