"""Sentences that lean on what was said before: corrections, "and the rear too", "a bit more", answers to questions."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from ipa_agents.brains.interface import Act, Call, Context, Dialogue, Domain, Pending, Sentence, Step
from ipa_agents.brains.reflex.command import Command
from ipa_agents.brains.reflex.places import place_argument, search_arguments
from ipa_agents.brains.reflex.refine import VOLUME, VOLUME_UNKNOWN
from ipa_agents.brains.reflex.values import Request, target
from ipa_agents.brains.reflex.verbs import Operation, Verbs
from ipa_agents.brains.reflex.words import load_words
from ipa_agents.brains.reflex.zones import named_seats
from ipa_agents.errors import UnknownSignal
from ipa_agents.language import Language
from ipa_agents.vehicle.catalogue import Catalogue
from ipa_agents.vehicle.function import Function
from ipa_agents.vehicle.seats import Seat
from ipa_agents.vehicle.signals import Value

__all__ = ['FollowUp', 'corrected_text']

_VOLUME_CHANGE = 10.0


def corrected_text(text: str, language: Language) -> str | None:
    """What stands instead of the last command in "no, the passenger side"; None when nothing is corrected."""
    patterns = load_words(language).patterns
    match = patterns['correction'].match(text)
    if match is None or patterns['no_correction'].match(match['rest']):
        return None
    return match['rest'].strip(' ,')


class FollowUp:
    """Understands a command by the dialogue before it."""

    def __init__(self, catalogue: Catalogue, verbs: Verbs, language: Language) -> None:
        self._catalogue = catalogue
        self._verbs = verbs
        self._language = language
        self._also = load_words(language).patterns['also']
        self._talk = load_words(language).patterns['no_name']

    def correct(self, command: Command, sentence: Sentence, context: Context) -> Step | None:
        """The last command for another zone or with another value; what it wrongly changed is put back."""
        last = _last_signals(context.dialogue)
        if last is None:
            return None
        if command.number or command.values:
            return self._change(command, sentence, context)
        seats = named_seats(command.zones, sentence.seat)
        moved = self._moved(last, seats)
        if not moved or moved.keys() == last.keys():
            return None
        restored = {
            path: value for path, value in context.dialogue.before.items() if path in last and path not in moved
        }
        return _step({**restored, **moved}, command.text)

    def ask_again(self, command: Command, sentence: Sentence, last: Step | None) -> Step | None:
        """The last question for another zone: "现在几度", "我是说副驾"."""
        if last is None or last.call is None or last.call.tool != 'read_signals':
            return None
        seats = named_seats(command.zones, sentence.seat)
        paths = list(self._moved(dict.fromkeys(last.call.arguments['paths'], 0), seats))
        return replace(last, call=Call(last.call.tool, {'paths': paths}), text=command.text) if paths else None

    def continue_(self, command: Command, sentence: Sentence, context: Context) -> Step | None:
        """A command without a name: it means what was changed, or asked about, last."""
        dialogue = context.dialogue
        if dialogue.asked and command.verbs:
            known = {
                path: context.signals.get(path, 0) for path in dialogue.asked if self._function(path, 0) is not None
            }
            context = replace(context, dialogue=Dialogue(focus=(Call('set_signals', {'signals': known}),)))
        elif dialogue.focus and dialogue.focus[-1].tool == 'control_media':
            return self._volume(dialogue.focus[-1], command, context)
        last = _last_signals(context.dialogue)
        if last is None:
            return None
        seats = named_seats(command.zones, sentence.seat)
        if seats and not (command.verbs or command.number or command.amount):
            moved = self._moved(last, seats) if self._also.search(sentence.text) else {}
            return _step(moved, command.text) if moved else None
        return self._change(command, sentence, context)

    def also(self, command: Command, sentence: Sentence, context: Context) -> Operation | None:
        """What "and the seat heating" wants done: the same as the last command did."""
        last = _last_signals(context.dialogue)
        if not last or not self._also.search(sentence.text):
            return None
        return 'off' if all(value in (0, False, 'OFF') for value in last.values()) else 'on'

    def _volume(self, call: Call, command: Command, context: Context) -> Step | None:
        """ "Turn it up" after something that is heard; a number only after a volume."""
        operation = self._verbs.operation('adjust', self._language, command.verbs)
        action, number = call.arguments.get('action'), command.number.value if command.number else None
        if operation not in ('raise', 'lower') and (number is None or action != 'SET_VOLUME'):
            return None
        if action not in ('SET_VOLUME', 'PLAY') or action == 'PLAY' and not command.pronoun:
            return None
        now = call.arguments.get('volume', context.signals.get(VOLUME))
        volume = float(now if isinstance(now, int | float) else VOLUME_UNKNOWN)
        changed = volume + (_VOLUME_CHANGE if operation == 'raise' else -_VOLUME_CHANGE)
        wanted = changed if number is None else number
        arguments = {'action': 'SET_VOLUME', 'volume': min(max(wanted, 0.0), 100.0)}
        return Step(Domain.MEDIA, Act.ACT, Call(call.tool, arguments), text=command.text)

    def answer(
        self, clause: str, command: Command, pending: Pending, sentence: Sentence, context: Context
    ) -> Step | None:
        """The open question's call, completed by what was said now; None when it is no answer."""
        call = pending.call
        if call is None or pending.kind != 'clarify':
            return None
        talk = self._talk.search(clause)
        if call.tool == 'navigate' and pending.slot == 'place':
            place = place_argument(clause, self._language)
            if talk and 'kind' not in place:
                return None
            return Step(Domain.NAVIGATION, Act.ACT, Call(call.tool, {**call.arguments, 'place': place}), text=clause)
        if call.tool == 'search_places' and pending.slot == 'place':
            wanted = search_arguments(clause, self._language)
            if talk and 'kind' not in wanted:
                return None
            domain = Domain.CHARGING if wanted.get('kind') == 'charging_station' else Domain.NAVIGATION
            search = Call(call.tool, {**call.arguments, **wanted})
            return Step(domain, Act.INFORM, search, 'places', text=clause)
        if call.tool == 'control_media' and pending.slot == 'query' and not talk:
            arguments = {**call.arguments, 'query': clause, 'kind': 'any'}
            return Step(Domain.MEDIA, Act.ACT, Call(call.tool, arguments), text=clause)
        if call.tool == 'set_signals' and (command.number or command.amount or command.values or command.verbs):
            open_ = Dialogue(focus=(Call('set_signals', {'signals': dict.fromkeys(call.arguments['signals'], 0)}),))
            return self._change(command, sentence, replace(context, dialogue=open_))
        return None

    def _change(self, command: Command, sentence: Sentence, context: Context) -> Step | None:
        last = _last_signals(context.dialogue) or {}
        changed: dict[str, Value] = {}
        for path, value in last.items():
            function = self._function(path, value)
            if function is None:
                continue
            operation = self._verbs.operation(function.verbs, self._language, command.verbs)
            named = next((name for owner, name in command.values if owner.id == function.id), '')
            if operation is None and command.pronoun and not (command.number or command.amount or named):
                return None
            if operation is None and not (command.number or command.amount or named):
                continue
            request = Request(operation or 'set', command.number, command.relative, command.amount, named)
            wanted = target(function, request, context.signals.get(path, value))
            if wanted is not None:
                changed[path] = wanted
        seats = named_seats(command.zones, sentence.seat)
        if seats and changed:
            changed = self._moved(changed, seats)
        return _step(changed, command.text) if changed else None

    def _moved(self, values: Mapping[str, Value], seats: Sequence[Seat]) -> dict[str, Value]:
        moved: dict[str, Value] = {}
        for path, value in values.items():
            function = self._function(path, value)
            if function is not None:
                moved |= {function.path_of(seat): value for seat in seats if seat in function.zones}
        return moved

    def _function(self, path: str, value: Value) -> Function | None:
        """The function that gave `path` this value: heating where it is above zero, ventilation where below."""
        try:
            functions = self._catalogue[path].functions
        except UnknownSignal:
            return None
        if isinstance(value, int | float) and not isinstance(value, bool):
            functions = (
                tuple(f for f in functions if f.minimum is None or f.minimum <= value <= (f.maximum or 0)) or functions
            )
        return functions[0] if functions else None


def _last_signals(dialogue: Dialogue) -> dict[str, Value] | None:
    values: dict[str, Value] = {}
    for call in dialogue.focus:
        if call.tool == 'set_signals':
            values |= call.arguments['signals']
    return values or None


def _step(values: Mapping[str, Value], text: str) -> Step:
    return Step(Domain.VEHICLE, Act.ACT, Call('set_signals', {'signals': dict(values)}), text=text)
