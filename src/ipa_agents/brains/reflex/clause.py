"""Reads the clauses of a sentence: patterns first, then the words of the catalogue, then what was said before."""

from collections.abc import Sequence
from dataclasses import replace

from ipa_agents.brains.interface import Act, Context, Domain, Sentence, Step
from ipa_agents.brains.reflex.command import Command, Resolved, gather, resolve
from ipa_agents.brains.reflex.follow_up import FollowUp
from ipa_agents.brains.reflex.lexicon import Lexicon, Tag
from ipa_agents.brains.reflex.normalise import fold, without_politeness
from ipa_agents.brains.reflex.questions import is_question, state_question
from ipa_agents.brains.reflex.refine import step_of
from ipa_agents.brains.reflex.sentences import Match, Sentences
from ipa_agents.brains.reflex.verbs import Verbs
from ipa_agents.brains.reflex.wholes import load_wholes
from ipa_agents.brains.reflex.words import Words
from ipa_agents.language import Language
from ipa_agents.vehicle.catalogue import Catalogue
from ipa_agents.vehicle.function import Function

__all__ = ['ClauseReader']

_SHORT = 40
# Families of which a bare name says what is wanted: "seat heating", "除霜". A window may be opened or closed.
_SWITCHED = ('switch', 'adjust')
_MOST_UNKNOWN = {'en': 0.55, 'zh': 0.55}
_FEW = {'en': 12, 'zh': 4}


class ClauseReader:
    """Turns clauses of one language into steps."""

    def __init__(
        self,
        language: Language,
        catalogue: Catalogue,
        verbs: Verbs,
        words: Words,
        lexicon: Lexicon,
        sentences: Sentences,
        follow_up: FollowUp,
    ) -> None:
        self._language = language
        self._catalogue = catalogue
        self._verbs = verbs
        self._words = words
        self._lexicon = lexicon
        self._sentences = sentences
        self._follow_up = follow_up
        self._wholes = load_wholes(catalogue, language)
        self._on, self._off = (verbs.plain(operation, language) for operation in ('on', 'off'))

    def read(self, clauses: Sequence[str], sentence: Sentence, context: Context) -> tuple[Step, ...]:
        """One step or more for each clause, in order; a step of the domain "none" for what is not understood."""
        commands = self._shared([self._clause(clause) for clause in clauses])
        steps: list[Step] = []
        before: Command | None = None
        following = [*(command.text for command in commands[1:]), '']
        for command, clause, after in zip(commands, clauses, following, strict=True):
            if command.functions and not command.has_value and is_question(after, self._language):
                found = state_question(command.text, self._lexicon.tags(command.text), sentence.seat)
            else:
                found = self._step(command, clause, before, len(commands) == 1, sentence, context)
            step = found or Step(Domain.NONE, Act.ASK, topic='not_understood', text=command.text)
            if not (steps and _says_the_same(steps[-1], step)):
                steps.extend(self._wholes.apart(step, context.signals))
            before = command if command.functions else before
        return _without_needless_offers(steps)

    def gathered(self, text: str, tags: tuple[Tag, ...]) -> Command:
        """The command that the tags of `text` make."""
        return gather(text, tags, self._language)

    def step(self, match: Match, clause: str, sentence: Sentence, context: Context) -> Step:
        """The step of a matched sentence; a refusal when the car has no such function."""
        step = step_of(match, clause, sentence, context, self._catalogue)
        return step or Step(match.intent.domain, Act.REFUSE, topic='function_unavailable', text=clause)

    def caught(self, text: str) -> tuple[str, ...]:
        """Names of functions and values in `text`."""
        tags = self._lexicon.tags(text)
        return tuple(tag.text for tag in tags if {'function', 'value', 'sensor'} & set(tag.readings))

    def _clause(self, clause: str) -> Command:
        said = without_politeness(clause, self._words)
        return self.gathered(said, self._lexicon.tags(said))

    def _shared(self, commands: list[Command]) -> list[Command]:
        """A verb that is said once counts for every name: "open the window and the sunroof"."""
        shared = list(commands)
        for index, command in enumerate(shared):
            if not command.functions or command.has_value or is_question(command.text, self._language):
                continue
            donor = next((other for other in reversed(shared[:index]) if other.verbs), None)
            donor = donor or next((other for other in commands[index + 1 :] if other.has_value), None)
            if donor is not None:
                shared[index] = replace(
                    command, verbs=donor.verbs, number=donor.number, relative=donor.relative, amount=donor.amount
                )
        return shared

    def _step(
        self, command: Command, said: str, before: Command | None, alone: bool, sentence: Sentence, context: Context
    ) -> Step | None:
        clause = command.text
        if command.pronoun and command.number is not None and not (command.number.unit or command.functions):
            same = self._follow_up.continue_(command, sentence, context)
            if same is not None:
                return same
        match = self._match(said, clause, alone)
        if match is not None and self._words.patterns['no_place'].search(str(match.slots.get('place', ''))):
            match = None
        if match is not None and (match.free == 0 or not self._is_plain(command, match)):
            return self.step(match, clause, sentence, context)
        found = self._about_car(command, before, sentence, context)
        if found is not None:
            return found
        if match is not None:
            return self.step(match, clause, sentence, context)
        weak = self._sentences.match(clause, whole=alone, weak=True)
        if weak is not None and len(clause) <= _SHORT and not self._is_told(command):
            if command.pronoun and weak.intent.domain is Domain.VEHICLE and command.unknown == 0:
                return Step(Domain.VEHICLE, Act.ASK, topic='which_function', text=clause)
            return self.step(weak, clause, sentence, context)
        return None

    def _match(self, said: str, clause: str, alone: bool) -> Match | None:
        """The pattern of the clause without or with its polite words, whichever holds less free text."""
        found = [self._sentences.match(_joined(text), whole=alone) for text in dict.fromkeys((clause, said))]
        return min((match for match in found if match), key=lambda match: match.free, default=None)

    def _is_plain(self, command: Command, match: Match) -> bool:
        """A known function with a verb or a question, and no other word: no free text can be meant."""
        if not command.functions:
            return False
        if is_question(command.text, self._language):
            taken = match.intent.domain is Domain.NAVIGATION or bool(command.zones)
            return taken and command.unknown <= _FEW[self._language]
        wished = bool(self._words.wishes.match(fold(command.text))) and match.intent.domain is Domain.NAVIGATION
        return command.has_value and (command.unknown == 0 or wished)

    def _about_car(self, command: Command, before: Command | None, sentence: Sentence, context: Context) -> Step | None:
        if is_question(command.text, self._language):
            return state_question(command.text, self._lexicon.tags(command.text), sentence.seat)
        if self._is_told(command) or self._is_strange(command):
            return None
        patterns, text = self._words.patterns, fold(command.text)
        if command.functions and patterns['later'].search(text):
            return Step(Domain.VEHICLE, Act.REFUSE, topic='not_later', text=command.text)
        if command.functions and patterns['kept'].match(text) and command.number is None:
            return _left_as_is(command.functions[0][0], command.text)
        if self._words.beyond.search(command.text):
            return (
                Step(Domain.VEHICLE, Act.ASK, topic='too_difficult', text=command.text) if command.functions else None
            )
        resolved = self._resolved(command, sentence, context)
        if resolved is None and before is not None and not command.functions:
            resolved = self._resolved(replace(command, functions=before.functions), sentence, context)
        if resolved is None:
            return self._unresolved(command, sentence, context)
        if command.negated:
            return _left_as_is(resolved.function, command.text)
        return _step(resolved, command.text)

    def _resolved(self, command: Command, sentence: Sentence, context: Context) -> Resolved | None:
        return resolve(command, self._catalogue, self._verbs, self._language, sentence.seat, context.signals)

    def _unresolved(self, command: Command, sentence: Sentence, context: Context) -> Step | None:
        """Nothing to do with a function: "turn it off" goes on with the last one; "seat heating" wants it on."""
        if command.functions:
            function = command.functions[0][0]
            if command.negated and not command.has_value:
                unwanted = self._resolved(replace(command, verbs=(self._off,)), sentence, context)
                return None if unwanted is None else _step(unwanted, command.text)
            operation = None if command.has_value else self._follow_up.also(command, sentence, context)
            if operation is not None:
                word = self._off if operation == 'off' else self._on
                same = self._resolved(replace(command, verbs=(word,)), sentence, context)
                return None if same is None else _step(same, command.text)
            if command.unknown == 0 and not command.has_value:
                wanted = self._resolved(replace(command, verbs=(self._on,)), sentence, context)
                if wanted is not None and wanted.is_complete and wanted.function.verbs in _SWITCHED:
                    return _step(wanted, command.text)
                slots = {'function': function.id, 'slot': 'value'}
                return Step(Domain.VEHICLE, Act.ASK, topic='what_with_it', slots=slots, text=command.text)
            return None
        leans = command.pronoun or self._words.patterns['also'].search(sentence.text)
        if command.unknown > (_FEW[self._language] // 2 if leans else 0) or command.negated:
            return None
        return self._follow_up.continue_(command, sentence, context)

    def _is_told(self, command: Command) -> bool:
        """A story about the car is no command: "I opened the window yesterday", "他打开了车窗"."""
        text = fold(command.text)
        if self._words.wishes.match(text):
            return False
        story = self._words.patterns['story']
        if self._language == 'zh':
            return bool(command.functions and story.search(text) or self._words.narrators.match(text))
        begins_with_verb = bool(command.verbs) and text.startswith(command.verbs[0])
        return bool(self._words.narrators.match(text) or story.search(text) and not begins_with_verb)

    def _is_strange(self, command: Command) -> bool:
        """Too much of the clause is unknown to act on the rest."""
        letters = sum(char.isalnum() for char in command.text)
        goes_on = command.zones and self._words.patterns['also'].search(command.text)
        if not (command.functions or command.verbs or command.number or goes_on) and command.unknown:
            return True
        return command.unknown > _FEW[self._language] and command.unknown > letters * _MOST_UNKNOWN[self._language]


def _says_the_same(step: Step, other: Step) -> bool:
    """Two clauses of one request that is declined: "when is my meeting and who is coming"."""
    return (step.domain, step.act, step.topic, Act.REFUSE) == (other.domain, other.act, other.topic, step.act)


def _without_needless_offers(steps: Sequence[Step]) -> tuple[Step, ...]:
    """ "I'm cold, turn up the heat" says what to do; there is nothing left to offer."""
    if not any(step.act is Act.ACT and step.domain is Domain.VEHICLE for step in steps):
        return tuple(steps)
    return tuple(step for step in steps if step.act is not Act.ASK or not step.topic.startswith('offer_'))


def _joined(text: str) -> str:
    return text.replace(' , ', ' ').replace(',', ' ').strip()


def _left_as_is(function: Function, text: str) -> Step:
    """ "Do not open the window", "leave it open": nothing changes."""
    return Step(Domain.VEHICLE, Act.INFORM, topic='left_as_is', slots={'function': function.id}, text=text)


def _step(resolved: Resolved, text: str) -> Step:
    slots = {'function': resolved.function.id}
    if resolved.missing_zone:
        return Step(Domain.VEHICLE, Act.REFUSE, topic='no_such_zone', slots=slots, text=text)
    if not resolved.is_complete:
        return Step(Domain.VEHICLE, Act.ASK, resolved.call, 'which_value', {**slots, 'slot': 'value'}, text=text)
    return Step(Domain.VEHICLE, Act.ACT, resolved.call, slots=slots, text=text)
