"""A name alone: after a wish for music, a search for a place or a call it says what is wanted now."""

from ipa_agents.brains.interface import Act, Call, Domain, Step
from ipa_agents.brains.reflex.music import play_arguments
from ipa_agents.brains.reflex.places import search_arguments
from ipa_agents.brains.reflex.words import load_words
from ipa_agents.language import Language

__all__ = ['is_name', 'named_in']

# The longest name of a song, a place, a person: words in English, characters in Chinese.
_LONGEST = {
    'en': {Domain.MEDIA: 5, Domain.NAVIGATION: 5, Domain.PHONE: 2},
    'zh': {Domain.MEDIA: 10, Domain.NAVIGATION: 16, Domain.PHONE: 4},
}
_SHORTEST = 2
# While something wanted is playing, only what is long enough for a title is a new wish; a word or two is talk.
_TITLE = {'en': 2, 'zh': 5}


def is_name(text: str, domain: Domain, language: Language) -> bool:
    """Whether `text` may be the name of something to hear, of a place or of a person, and is no talk."""
    if _length(text, language) > _LONGEST[language].get(domain, 0) or len(text) < _SHORTEST:
        return False
    return any(char.isalpha() for char in text) and not load_words(language).patterns['no_name'].search(text)


def named_in(text: str, last: Step | None, language: Language) -> Step | None:
    """What the name `text` means right after the step `last`; None where it is no name or nothing was to be named."""
    if last is None:
        return None
    is_number = text.replace(' ', '').isdecimal()
    if last.slots.get('slot') == 'person' and (is_number or is_name(text, last.domain, language)):
        return Step(last.domain, last.act, topic=last.topic, text=text)
    if last.call is None or not is_name(text, last.domain, language):
        return None
    if last.call.arguments.get('action') == 'PLAY' and last.act is Act.ACT:
        if last.call.arguments.get('query') and _length(text, language) < _TITLE[language]:
            return None
        arguments = play_arguments({'action': 'PLAY', 'query': text}, language)
        return Step(last.domain, Act.ACT, Call(last.call.tool, arguments), text=text)
    if last.call.tool == 'search_places':
        call = Call(last.call.tool, search_arguments(text, language))
        return Step(last.domain, Act.INFORM, call, last.topic, text=text)
    return None


def _length(text: str, language: Language) -> int:
    return len(text.split()) if language == 'en' else len(text)
