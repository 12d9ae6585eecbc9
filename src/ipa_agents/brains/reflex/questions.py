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
    for tag in tags:
        if 'function' in tag.readings:
            function, plural = tag.readings['function'][0]
            seats = seats_for(function, zones, speaker, plural) or function.zones
            paths = [function.path_of(seat) for seat in seats]
            slots = {'function': function.id}
            return Step(Domain.VEHICLE, Act.INFORM, Call('read_signals', {'paths': paths}), 'state', slots, text=clause)
    for tag in tags:
        if 'sensor' in tag.readings:
            paths = [spec.path for spec in tag.readings['sensor']]
            return Step(Domain.VEHICLE, Act.INFORM, Call('read_signals', {'paths': paths}), 'state', text=clause)
    return None
