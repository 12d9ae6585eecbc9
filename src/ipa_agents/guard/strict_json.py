"""JSON that came from a model: an object of finite numbers, once-named keys and proper text, or an error."""

import json
from collections.abc import Iterable
from typing import Any

from ipa_agents.errors import ProposalError

__all__ = ['parse_object']

_LARGEST = 1e15
_DEEPEST = 8


def parse_object(text: str, longest: int) -> dict[str, Any]:
    """The object that `text` (at most `longest` characters) holds; raises ProposalError."""
    if len(text) > longest:
        raise ProposalError(f'arguments of {len(text)} characters, {longest} are allowed')
    try:
        data = json.loads(text, object_pairs_hook=_unique_keys)
    except (ValueError, RecursionError) as error:
        raise ProposalError(f'arguments are not JSON: {error}') from error
    if not isinstance(data, dict):
        raise ProposalError('arguments are not a JSON object')
    _check(data, 0)
    return data


def _unique_keys(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    data = dict(pairs)
    if len(data) < len(pairs):
        raise ProposalError('a key stands twice in the arguments')
    return data


def _check(value: object, depth: int) -> None:
    if depth > _DEEPEST:
        raise ProposalError('arguments are nested too deeply')
    if isinstance(value, str):
        _check_text(value)
    elif isinstance(value, int | float) and not abs(value) <= _LARGEST:
        raise ProposalError('a number in the arguments is none, or too large')
    elif isinstance(value, dict):
        _check_all([*value, *value.values()], depth)
    elif isinstance(value, list):
        _check_all(value, depth)


def _check_all(values: Iterable[object], depth: int) -> None:
    for value in values:
        _check(value, depth + 1)


def _check_text(text: str) -> None:
    try:
        text.encode()
    except UnicodeEncodeError as error:
        raise ProposalError('text in the arguments is not Unicode') from error
