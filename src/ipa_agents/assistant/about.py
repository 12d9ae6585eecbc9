"""What people say of themselves, as what may be kept of them."""

from dataclasses import dataclass

from ipa_agents.brains.reflex.normalise import plain
from ipa_agents.brains.reflex.numbers import find_numbers
from ipa_agents.errors import MemoryFault
from ipa_agents.language import Language
from ipa_agents.memory.topics import Topic, Value, load_topics

__all__ = ['About', 'about', 'about_at_end']


@dataclass(frozen=True, slots=True)
class About:
    """A topic, and its value; of a place, whose point is still to be found, the words alone."""

    topic: Topic
    value: Value | None
    place: str = ''


def about(text: str, language: Language) -> About | None:
    """What the whole of `text` says of who says it; None when it says nothing that may be kept."""
    said = plain(text, language)
    return next(filter(None, (_meant(topic, said, language) for topic in load_topics().values())), None)


def about_at_end(text: str, language: Language) -> About | None:
    """The same of the longest end of `text` that says something: "forget that I like jazz"."""
    said = plain(text, language)
    starts = range(len(said)) if language == 'zh' else [0, *(i + 1 for i, char in enumerate(said) if char == ' ')]
    return next(filter(None, (about(said[start:], language) for start in starts)), None)


def _meant(topic: Topic, said: str, language: Language) -> About | None:
    for pattern in topic.said[language]:
        match = pattern.fullmatch(said)
        found = _valued(topic, match['value'], language) if match else None
        if found is not None:
            return found
    return None


def _valued(topic: Topic, text: str, language: Language) -> About | None:
    if topic.kind == 'place':
        return About(topic, None, text)
    if topic.kind != 'number':
        value = topic.meant(text)
        return None if value is None else About(topic, value)
    number = next((found.value for found in find_numbers(text, language)), None)
    try:
        return About(topic, topic.checked(number))
    except MemoryFault:
        return None
