"""One thing that a sentence asks for."""

from dataclasses import dataclass

from ipa_agents.brains.interface import Call, Domain

__all__ = ['Part']


@dataclass(frozen=True, slots=True)
class Part:
    """Words, and what is right to do or to say about them.

    `key` names what it was made of (template, function, value), by which parts are held back from training; empty
    where nothing fills the template. `pattern` is the template alone. `is_order`: "could you" may stand before it.
    """

    text: str
    domain: Domain
    pattern: str
    key: str
    calls: tuple[Call, ...] = ()
    words: str = ''
    is_order: bool = False
