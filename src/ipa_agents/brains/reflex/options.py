"""A choice by the name of what was offered."""

from ipa_agents.brains.interface import Act, Dialogue, Domain, Step

__all__ = ['chosen']

_SHORTEST = 2


def chosen(said: str, dialogue: Dialogue) -> Step | None:
    """The choice of the one option whose label holds what was said, or is held by it; None for none or several."""
    text = said.casefold()
    if len(text) < _SHORTEST or not dialogue.options:
        return None
    found = [
        index
        for index, option in enumerate(dialogue.options)
        for label in (option.label.casefold(), option.label_zh.casefold())
        if label and (label in text or text in label)
    ]
    if len(set(found)) != 1:
        return None
    return Step(Domain.NONE, Act.ACT, slots={'index': found[0]}, move='choose', text=said)
