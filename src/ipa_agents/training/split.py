"""Which samples are held back from training: the same in every run, whatever the seed."""

from collections.abc import Iterable
from hashlib import blake2b
from typing import Literal

__all__ = ['Split', 'is_unseen', 'split_of']

Split = Literal['train', 'held']
_PATTERNS = 25
"""One pattern of so many is held back as a whole."""
_KEYS = 12
"""One combination of pattern, function and value of so many is held back."""


def split_of(patterns: Iterable[str], keys: Iterable[str]) -> Split:
    """Held where any pattern or combination is one of those held back; an empty key is no combination."""
    is_held = is_unseen(patterns) or any(_hash(key) % _KEYS == 0 for key in keys if key)
    return 'held' if is_held else 'train'


def is_unseen(patterns: Iterable[str]) -> bool:
    """Whether any of `patterns` is held back as a whole, so that training never shows its words."""
    return any(_hash(pattern) % _PATTERNS == 0 for pattern in patterns)


def _hash(text: str) -> int:
    return int.from_bytes(blake2b(text.encode(), digest_size=8).digest(), 'big')
