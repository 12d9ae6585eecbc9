"""Completes the step of a sentence pattern: places, music, volume, changes of the car, what to read."""

import re
from collections.abc import Callable, Mapping
from typing import Any

from ipa_agents.brains.interface import Act, Call, Context, Domain, Sentence, Step
from ipa_agents.brains.reflex.lexicon import Number
from ipa_agents.brains.reflex.music import play_arguments
from ipa_agents.brains.reflex.numbers import find_numbers
from ipa_agents.brains.reflex.places import near_argument, place_argument, search_arguments
from ipa_agents.brains.reflex.sentences import Match
from ipa_agents.brains.reflex.trips import trip_arguments
from ipa_agents.brains.reflex.values import Request, target
from ipa_agents.brains.reflex.zones import seats_for, zones_in
from ipa_agents.language import Language
from ipa_agents.vehicle.catalogue import Catalogue

__all__ = ['VOLUME', 'VOLUME_UNKNOWN', 'step_of']

VOLUME = 'Vehicle.Cabin.Infotainment.Media.Volume'
VOLUME_UNKNOWN = 30.0
_VOLUME_CHANGE = 10.0
_NO_LONGER = re.compile(r'\b(?:do not|no longer|any ?more)\b|(?:已经)?不再?[很太]*|了$')
_SLOT = re.compile(r'^\{([a-z_]+)\}$')


def step_of(match: Match, clause: str, sentence: Sentence, context: Context, catalogue: Catalogue) -> Step | None:
    """The step that `match` means; None when the car lacks what it is about."""
    intent = match.intent
    arguments = _filled(intent.arguments, match.slots)
    slots = {**intent.slots, **match.slots}
    call: Call | None = Call(intent.tool, arguments) if intent.tool else None
    refine = _REFINERS.get(intent.refine)
    if refine is not None:
        call = refine(call, match, clause, sentence, context, catalogue)
        if call is None and intent.refine == 'undo':
            return Step(Domain.NONE, Act.ACT, move='cancel', text=clause)
        if call is None and intent.refine == 'half_back':
            return Step(Domain.NONE, Act.ASK, topic='not_understood', text=clause)
        if call is None:
            return None
    said = {name: value for name, value in slots.items() if name not in ('change', 'by', 'paths')}
    act = intent.act
    if intent.refine == 'choose':
        return Step(
            intent.domain, act, None, intent.topic, {'index': next(iter(match.slots.values()), 0)}, intent.move, clause
        )
    return Step(intent.domain, act, call, intent.topic, said, intent.move, clause)


def _filled(arguments: Mapping[str, Any], slots: Mapping[str, Any]) -> dict[str, Any]:
    """The arguments with "{slot}" replaced; those whose slot is empty are left out."""
    filled = {}
    for name, value in arguments.items():
        slot = _SLOT.match(value) if isinstance(value, str) else None
        if slot is None:
            filled[name] = value
        elif slot[1] in slots:
            filled[name] = slots[slot[1]]
    return filled


def _place(
    call: Call | None, match: Match, clause: str, sentence: Sentence, context: Context, catalogue: Catalogue
) -> Call | None:
    if call is None:
        return None
    place = next((str(match.slots[slot]) for slot in ('place', 'kind', 'cuisine') if slot in match.slots), '')
    if call.tool == 'search_places':
        said = {k: v for k, v in call.arguments.items() if k != 'text'}
        near = near_argument(str(match.slots.get('beside', '')), sentence.language)
        return Call(call.tool, {**search_arguments(place, sentence.language), **said, **near})
    if not place:
        return call
    return Call(call.tool, {**call.arguments, 'place': place_argument(place, sentence.language)})


def _avoid(
    call: Call | None, match: Match, clause: str, sentence: Sentence, context: Context, catalogue: Catalogue
) -> Call | None:
    """A kind of road, or the name of one, beside what the route avoids already."""
    if call is None:
        return None
    kind, road = match.slots.get('avoided'), match.slots.get('road')
    return Call(call.tool, {**call.arguments, **({'avoid': [kind]} if kind else {'avoid_roads': [road]})})


def _via(
    call: Call | None, match: Match, clause: str, sentence: Sentence, context: Context, catalogue: Catalogue
) -> Call | None:
    if call is None:
        return None
    return Call(call.tool, {**call.arguments, 'via': place_argument(str(match.slots['place']), sentence.language)})


def _minutes(
    call: Call | None, match: Match, clause: str, sentence: Sentence, context: Context, catalogue: Catalogue
) -> Call | None:
    counted = clause if sentence.language == 'zh' else str(match.slots.get('number', ''))
    minutes = next((found.value for found in find_numbers(counted, sentence.language)), None)
    return Call(call.tool, {**call.arguments, 'minutes': minutes}) if call and minutes else None


def _media(
    call: Call | None, match: Match, clause: str, sentence: Sentence, context: Context, catalogue: Catalogue
) -> Call | None:
    return Call(call.tool, play_arguments(call.arguments, sentence.language)) if call else None


def _artist(
    call: Call | None, match: Match, clause: str, sentence: Sentence, context: Context, catalogue: Catalogue
) -> Call | None:
    """Of a number alone, the word before it is a part of the name: "play Artist 7"."""
    if call is None:
        return None
    query = str(call.arguments['query'])
    numbered = re.search(rf'\S+ {query}$', clause) if query.isdigit() else None
    return Call(call.tool, {**call.arguments, 'query': numbered[0]}) if numbered else call


def _volume(
    call: Call | None, match: Match, clause: str, sentence: Sentence, context: Context, catalogue: Catalogue
) -> Call | None:
    """Numbers of the sentence as volume in percent, or as the position to seek in seconds."""
    if call is None:
        return None
    number = _number(match, clause, sentence.language)
    if call.arguments.get('action') == 'SEEK':
        minutes = bool(re.search('minute|分', clause))
        return Call(call.tool, {'action': 'SEEK', 'position': (number or 0.0) * (60 if minutes else 1)})
    change = match.intent.slots.get('change')
    now = context.signals.get(VOLUME, VOLUME_UNKNOWN)
    now = float(now) if isinstance(now, int | float) else VOLUME_UNKNOWN
    if change == 'set':
        wanted = 50.0 if number is None else number
    elif number is not None and re.search(r'\bto\b|[到为至成]', clause):
        wanted = number
    else:
        wanted = now + (number or _VOLUME_CHANGE) * (1 if change == 'raise' else -1)
    return Call(call.tool, {**call.arguments, 'volume': min(max(wanted, 0.0), 100.0)})


def _change(
    call: Call | None, match: Match, clause: str, sentence: Sentence, context: Context, catalogue: Catalogue
) -> Call | None:
    """A change of the function that the intent names, by what the sentence or the intent says."""
    slots = match.intent.slots
    function = catalogue.functions.get(str(slots['function']))
    if function is None:
        return None
    number = _number(match, clause, sentence.language)
    relative = slots['change'] != 'set'
    if number is None and 'by' in slots:
        number = float(slots['by'])
    request = Request(
        slots['change'],
        None if number is None else Number(number, 'percent' if function.unit == 'percent' else ''),
        relative,
    )
    if slots['change'] == 'set' and number is None:
        return None
    paths = [function.path_of(seat) for seat in seats_for(function, zones_in(clause, sentence.language), sentence.seat)]
    return Call(
        'set_signals', {'signals': {path: target(function, request, context.signals.get(path)) for path in paths}}
    )


def _read(
    call: Call | None, match: Match, clause: str, sentence: Sentence, context: Context, catalogue: Catalogue
) -> Call | None:
    wanted = re.compile(str(match.intent.slots['paths']))
    return Call('read_signals', {'paths': [path for path in catalogue.signals if wanted.search(path)]})


def _none(
    call: Call | None, match: Match, clause: str, sentence: Sentence, context: Context, catalogue: Catalogue
) -> Call | None:
    return Call('', {})


def _undo(
    call: Call | None, match: Match, clause: str, sentence: Sentence, context: Context, catalogue: Catalogue
) -> Call | None:
    """What the last command changed, as it was before; None where that is not known."""
    last = [set_.arguments['signals'] for set_ in context.dialogue.focus if set_.tool == 'set_signals']
    before = {path: value for path, value in context.dialogue.before.items() if any(path in set_ for set_ in last)}
    return Call('set_signals', {'signals': before}) if before else None


def _half_back(
    call: Call | None, match: Match, clause: str, sentence: Sentence, context: Context, catalogue: Catalogue
) -> Call | None:
    """What the last command changed, half way back to what it was before; None where no number was changed."""
    back = {}
    for path, before in context.dialogue.before.items():
        now = context.signals.get(path)
        if isinstance(now, bool) or not isinstance(now, int | float) or not isinstance(before, int | float):
            continue
        if before != now:
            step = next((function.step for function in catalogue[path].functions), 1.0)
            middle = now + round((before - now) / 2 / step) * step
            back[path] = type(now)(middle)
    return Call('set_signals', {'signals': back}) if back else None


def _clause(
    call: Call | None, match: Match, clause: str, sentence: Sentence, context: Context, catalogue: Catalogue
) -> Call | None:
    """The whole of what was said, as a note."""
    return Call(call.tool, {**call.arguments, 'note': clause}) if call else None


def _disliked(
    call: Call | None, match: Match, clause: str, sentence: Sentence, context: Context, catalogue: Catalogue
) -> Call | None:
    """What somebody liked until now, as they would have said it."""
    return Call(call.tool, {'note': ' '.join(_NO_LONGER.sub('', clause).split())}) if call else None


def _trip(
    call: Call | None, match: Match, clause: str, sentence: Sentence, context: Context, catalogue: Catalogue
) -> Call | None:
    if call is None:
        return None
    arguments = trip_arguments(call.arguments, sentence.language, context.now)
    return None if arguments is None else Call(call.tool, arguments)


def _number(match: Match, clause: str, language: Language) -> float | None:
    text = str(match.slots.get('number') or match.slots.get('time') or clause)
    return next((found.value for found in find_numbers(text, language)), None)


_REFINERS: dict[str, Callable[[Call | None, Match, str, Sentence, Context, Catalogue], Call | None]] = {
    'place': _place,
    'avoid': _avoid,
    'via': _via,
    'minutes': _minutes,
    'disliked': _disliked,
    'media': _media,
    'artist': _artist,
    'volume': _volume,
    'change': _change,
    'offer': _change,
    'read': _read,
    'choose': _none,
    'undo': _undo,
    'half_back': _half_back,
    'clause': _clause,
    'trip': _trip,
}
