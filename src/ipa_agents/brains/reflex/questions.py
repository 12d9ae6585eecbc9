"""Questions about the state of the car: "is my window open?", "空调开着吗"."""

from collections.abc import Sequence

from ipa_agents.brains.interface import Act, Call, Domain, Step
from ipa_agents.brains.reflex.lexicon import Tag
from ipa_agents.brains.reflex.words import load_words
from ipa_agents.brains.reflex.zones import seats_for
from ipa_agents.language import Language
from ipa_agents.vehicle.seats import Seat

__all__ = ['is_question', 'state_question']


def is_question(clause: str, language: Language) -> bool:
    """Whether `clause` asks something, rather than asking for something to be done."""
    patterns = load_words(language).patterns
    return bool(patterns['question'].search(clause)) and not patterns['request'].search(clause)


def state_question(clause: str, tags: Sequence[Tag], speaker: Seat) -> Step | None:
    """A step that reads what `clause` asks about; None when it names no function and no signal."""
    zones = [tag.readings['zone'] for tag in tags if 'zone' in tag.readings]
    named = [tag for tag in tags if {'function', 'sensor'} & set(tag.readings)]
    first = next((tag for tag in named if 'function' in tag.readings), None)
    asked = _joined(clause, named, first) if first else named[:1]
    paths = list(dict.fromkeys(path for tag in asked for path in _paths(tag, zones, speaker)))
    if not paths:
        return None
    slots = {'function': first.readings['function'][0][0].id} if first and len(asked) == 1 else {}
    return Step(Domain.VEHICLE, Act.INFORM, Call('read_signals', {'paths': paths}), 'state', slots, text=clause)


def _joined(clause: str, named: Sequence[Tag], first: Tag) -> Sequence[Tag]:
    """The tag `first`, and those that a word such as "and" joins to it."""
    separators = load_words('en').separators, load_words('zh').separators
    asked = [first]
    for tag in named:
        between = clause[asked[-1].end : tag.start]
        if tag.start > asked[-1].start and any(separator.search(between) for separator in separators):
            asked.append(tag)
    return asked


def _paths(tag: Tag, zones: Sequence[str], speaker: Seat) -> Sequence[str]:
    if 'function' not in tag.readings:
        return [spec.path for spec in tag.readings['sensor']]
    function, plural = tag.readings['function'][0]
    return [function.path_of(seat) for seat in seats_for(function, zones, speaker, plural) or function.zones]
