"""What is broken, and the codes by which the car says so."""

from dataclasses import dataclass

__all__ = ['Faults', 'trouble_codes']

_LOW_SYSTEM_VOLTAGE = 'P0562'
_NO_REFRIGERANT = 'P0532'
_WEAK = 11.6
"""V below which the 12 V battery counts as empty."""


@dataclass(frozen=True, slots=True)
class Faults:
    """`drain` in A on the 12 V battery, `codes` that were written into the car, `stuck` actuators."""

    cooling_failed: bool = False
    drain: float = 0.0
    codes: tuple[str, ...] = ()
    stuck: tuple[str, ...] = ()


def trouble_codes(faults: Faults, volts: float) -> tuple[str, ...]:
    """Diagnostic trouble codes by SAE J2012, each once: those that were written, and what the car finds itself."""
    found = [*faults.codes]
    if faults.cooling_failed:
        found.append(_NO_REFRIGERANT)
    if volts < _WEAK:
        found.append(_LOW_SYSTEM_VOLTAGE)
    return tuple(dict.fromkeys(found))
