"""Names for very many places, in a module of their own, so that other processes find it."""

from collections.abc import Sequence

__all__ = ['Numbered']


class Numbered:
    """Place number n is called n in letters of its own, and every 1000th also Milestone."""

    def __call__(self, start: int, end: int) -> list[str]:
        return [f'p{number}' if number % 1000 else f'p{number}\nMilestone' for number in range(start, end)]

    def of(self, numbers: Sequence[int]) -> list[list[str]]:
        return [self(number, number + 1)[0].split('\n') for number in numbers]
