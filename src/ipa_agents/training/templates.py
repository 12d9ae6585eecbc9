"""Sentence templates: "[please] (open|unlock) {it}" as one of the sentences that it stands for."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache
from random import Random

__all__ = ['Slot', 'Template', 'fill', 'template']

Slot = str | Callable[[], str]
"""The text of a slot, or what makes it when it is needed."""
_PIECE = re.compile(r'\[([^\[\]]*)\]|\(([^()]*)\)|\{(\w+)\}')
_BLANKS = re.compile(r'\s+')
_SPACE_BY_MARK = re.compile(r'\s+(?=[,.?!])')
_ARTICLE = re.compile(r'\ba (?=[aeioAEIO])')


@dataclass(frozen=True, slots=True)
class Template:
    """Text with [optional parts], (one|or the other) and {slots}; neither kind of bracket holds the other."""

    text: str

    @property
    def slots(self) -> frozenset[str]:
        """The names of its slots."""
        return frozenset(re.findall(r'\{(\w+)\}', self.text))

    @property
    def is_order(self) -> bool:
        """Whether "could you" may stand before it: it begins with a small letter, in Chinese with neither { nor 我."""
        first = self.text.lstrip('([')[0]
        return first not in '{我' and (first.islower() or not first.isascii())


def fill(template: Template, slots: Mapping[str, Slot], rng: Random) -> str:
    """One of the sentences of `template`, with its slots filled; raises KeyError for a slot that is not given."""
    text = _with_slots(_chosen(template.text, rng), slots)
    return _ARTICLE.sub('an ', _SPACE_BY_MARK.sub('', _BLANKS.sub(' ', text))).strip()


def _chosen(text: str, rng: Random) -> str:
    """`text` with its brackets settled; a choice may hold slots, which stay."""

    def settle(match: re.Match[str]) -> str:
        optional, choice, slot = match.groups()
        if slot is not None:
            return str(match.group())
        if choice is not None:
            return rng.choice(str(choice).split('|'))
        return rng.choice(str(optional).split('|')) if rng.random() < 0.5 else ''

    return _PIECE.sub(settle, text)


def _with_slots(text: str, slots: Mapping[str, Slot]) -> str:
    def filled(match: re.Match[str]) -> str:
        value = slots[match.group(1)]
        return value if isinstance(value, str) else value()

    return re.sub(r'\{(\w+)\}', filled, text)


@cache
def template(text: str) -> Template:
    """The template of `text`, made once."""
    return Template(text)
