"""Batches of examples of like length, in an order that follows from the seed alone: it can be taken up again."""

import random
from collections.abc import Sequence
from dataclasses import dataclass

__all__ = ['Plan', 'plan_batches']

_POOL = 8192
"""Among so many neighbours of the shuffled examples those of like length are put together."""
_GRID = 16
"""Rows are padded to a multiple of this many tokens."""


@dataclass(frozen=True, slots=True)
class Plan:
    """`members` are the numbers of the examples of a batch; each row is `width` tokens wide."""

    members: tuple[int, ...]
    width: int


def plan_batches(lengths: Sequence[int], epochs: int, tokens: int, seed: int) -> list[Plan]:
    """All batches of all epochs, each of about `tokens` tokens."""
    plans: list[Plan] = []
    for epoch in range(epochs):
        chance = random.Random(f'{seed} {epoch}')
        order = list(range(len(lengths)))
        chance.shuffle(order)
        for start in range(0, len(order), _POOL):
            pool = sorted(order[start : start + _POOL], key=lambda number: lengths[number])
            of_pool = list(_cut(pool, lengths, tokens))
            chance.shuffle(of_pool)
            plans += of_pool
    return plans


def _cut(pool: Sequence[int], lengths: Sequence[int], tokens: int) -> list[Plan]:
    """From the longest down, as many a batch as fit at the width of its first."""
    plans: list[Plan] = []
    rest = list(pool)
    while rest:
        width = -(-lengths[rest[-1]] // _GRID) * _GRID
        count = max(1, tokens // width)
        plans.append(Plan(tuple(rest[-count:]), width))
        del rest[-count:]
    return plans
