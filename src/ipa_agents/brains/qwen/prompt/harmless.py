"""Text of others in a prompt: made unable to look like the prompt itself."""

import unicodedata
from dataclasses import replace

from ipa_agents.brains.interface import Context, Sentence
from ipa_agents.vehicle.signals import Value

__all__ = ['harmless', 'harmless_context', 'harmless_sentence']

# Every special token and tag of the chat format begins with "<"; these look the same to people.
_BRACKETS = str.maketrans({'<': '‹', '>': '›'})
# Control characters, the invisible ones of direction and joining, surrogates, and what is not assigned.
_HIDDEN = ('Cc', 'Cf', 'Cs', 'Co', 'Cn')


def harmless(text: str) -> str:
    """`text` in one line, without markup of the chat format and without characters that nobody sees."""
    shown = ''.join(' ' if char.isspace() else char for char in text if _is_seen(char))
    return ' '.join(shown.translate(_BRACKETS).split())


def harmless_sentence(sentence: Sentence) -> Sentence:
    """The sentence with harmless text."""
    return replace(sentence, text=harmless(sentence.text))


def harmless_context(context: Context) -> Context:
    """The context with harmless texts wherever people or strangers may have written them."""
    signals = {path: _harmless_value(value) for path, value in context.signals.items()}
    return replace(
        context,
        signals=signals,
        media=harmless(context.media),
        route=harmless(context.route),
        question=harmless(context.question),
        notes=tuple(map(harmless, context.notes)),
    )


def _harmless_value(value: Value) -> Value:
    if isinstance(value, tuple):
        return tuple(map(harmless, value))
    return harmless(value) if isinstance(value, str) else value


def _is_seen(char: str) -> bool:
    return char.isspace() or unicodedata.category(char) not in _HIDDEN
