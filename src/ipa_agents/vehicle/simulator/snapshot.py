"""The state of the simulated car as JSON, and back: by the shape of a state that is known to be right."""

import math
from collections.abc import Mapping
from dataclasses import fields, is_dataclass, replace
from typing import Any

__all__ = ['plain', 'restored']


def plain(part: Any) -> Any:
    """`part`, made of dataclasses, tuples, mappings and plain values, as JSON."""
    if is_dataclass(part):
        return {field.name: plain(getattr(part, field.name)) for field in fields(part)}
    if isinstance(part, tuple):
        return [plain(item) for item in part]
    if isinstance(part, Mapping):
        return {key: plain(value) for key, value in part.items()}
    return part


def restored(like: Any, data: Any) -> Any:
    """What `data` says, in the shape of `like`; raises ValueError, TypeError or KeyError for another shape."""
    if is_dataclass(like) and not isinstance(like, type):
        names = [field.name for field in fields(like)]
        return replace(like, **{name: restored(getattr(like, name), data[name]) for name in names})
    if isinstance(like, tuple):
        return _items(like, data)
    if isinstance(like, Mapping):  # what it holds has rules of its own
        return like
    if like is None:  # a number that may be missing
        return data if data is None else _checked(data, int | float)
    return _checked(data, type(like) if isinstance(like, bool | str) else int | float)


def _items(like: tuple[Any, ...], data: Any) -> tuple[Any, ...]:
    """Texts, as many as there are; of all else as many as in `like`."""
    if all(isinstance(item, str) for item in like):
        return tuple(_checked(item, str) for item in _checked(data, list))
    return tuple(restored(item, part) for item, part in zip(like, data, strict=True))


def _checked(data: Any, kind: Any) -> Any:
    if not isinstance(data, kind) or (isinstance(data, bool) and kind is not bool):
        raise ValueError(f'{data!r} is no {kind}')
    if isinstance(data, float) and not math.isfinite(data):
        raise ValueError(f'{data!r} is not finite')
    return data
