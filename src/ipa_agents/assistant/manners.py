"""How the assistant behaves, in times."""

from dataclasses import dataclass

__all__ = ['Manners']


@dataclass(frozen=True, slots=True)
class Manners:
    """Times in s.

    `follow_up`: no wake phrase is needed so long after an answer; `hesitation`: then a slow tool is acknowledged,
    `thinking`: then a slow model; `guard_patience`: for a first sign of life of the guard; `turn_limit`: for brains to
    think without a sign of life.
    """

    always_listening: bool = False
    follow_up: float = 8.0
    hesitation: float = 0.7
    thinking: float = 1.5
    guard_patience: float = 4.0
    turn_limit: float = 20.0
