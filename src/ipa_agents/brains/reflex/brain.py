"""The reflex brain: normalise, split, match, fill; deterministic, bilingual, in about a millisecond."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from ipa_agents.brains.interface import Act, Context, Domain, Interpretation, Sentence, Step
from ipa_agents.brains.reflex.bare_names import named_in
from ipa_agents.brains.reflex.clause import ClauseReader
from ipa_agents.brains.reflex.follow_up import FollowUp, corrected_text
from ipa_agents.brains.reflex.leftovers import cut_at_separators, leftover, unexplained, wants_something
from ipa_agents.brains.reflex.lexicon import Lexicon
from ipa_agents.brains.reflex.normalise import is_mixed, plain, without_politeness
from ipa_agents.brains.reflex.options import chosen
from ipa_agents.brains.reflex.place_wishes import PlaceWishes, load_place_wishes
from ipa_agents.brains.reflex.sentences import Sentences, load_sentences
from ipa_agents.brains.reflex.split import Splitter
from ipa_agents.brains.reflex.trips import planned_trip
from ipa_agents.brains.reflex.verbs import load_verbs
from ipa_agents.brains.reflex.words import Words, load_words
from ipa_agents.language import LANGUAGES, Language
from ipa_agents.vehicle.catalogue import Catalogue, load_catalogue

__all__ = ['ReflexBrain']

_SURE = 0.95
_GUESS = 0.6
_DIFFICULT = 0.4
_UNSURE = 0.2


@dataclass(frozen=True, slots=True)
class _Tongue:
    """All that is needed to understand one language."""

    words: Words
    lexicon: Lexicon
    sentences: Sentences
    splitter: Splitter
    reader: ClauseReader
    follow_up: FollowUp
    wishes: PlaceWishes


class ReflexBrain:
    """Understands by rules and by the sentence patterns of config/sentences; raises ConfigError when they are wrong."""

    name = 'reflex'

    def __init__(self, catalogue: Catalogue | None = None) -> None:
        catalogue = catalogue or load_catalogue()
        self._tongues: Mapping[Language, _Tongue] = {language: _tongue(language, catalogue) for language in LANGUAGES}

    async def interpret(self, sentence: Sentence, context: Context) -> Interpretation:
        """As `understand`; never waits for anything."""
        return self.understand(sentence, context)

    def understand(self, sentence: Sentence, context: Context) -> Interpretation:
        """The steps of `sentence`; with confidence below 0.5 and what was caught when it is not understood.

        A sentence of two languages is read as the other one too where its own does not explain it.
        """
        heard = self._heard(sentence, context)
        if heard.confidence >= _SURE or not is_mixed(sentence.text):
            return heard
        other = next(language for language in LANGUAGES if language != sentence.language)
        return max(heard, self._heard(replace(sentence, language=other), context), key=lambda read: read.confidence)

    def _heard(self, sentence: Sentence, context: Context) -> Interpretation:
        tongue = self._tongues[sentence.language]
        text = plain(sentence.text, sentence.language)
        if not text:
            return Interpretation((Step(Domain.NONE, Act.IGNORE),), _SURE, self.name)
        steps = self._in_dialogue(text, tongue, sentence, context) or self._commands(text, tongue, sentence, context)
        understood = [step for step in steps if step.domain is not Domain.NONE or step.move]
        if understood:
            guessed = any(step.act is Act.ASK or step.topic == 'function_unavailable' for step in understood)
            guessed = guessed or _wants_reasons(text, understood, tongue)
            difficult = any(step.topic == 'too_difficult' for step in understood)
            confidence = _DIFFICULT if difficult else _GUESS if guessed else _SURE
            return Interpretation(_with_leftovers(steps, tongue), confidence, self.name)
        name = self._named(without_politeness(text, tongue.words), tongue, sentence, context)
        if name is not None:
            return Interpretation((name,), _GUESS, self.name)
        nothing = Step(Domain.NONE, Act.ASK, topic='not_understood', text=text)
        return Interpretation((nothing,), _UNSURE, self.name, caught=tongue.reader.caught(text))

    def _in_dialogue(self, text: str, tongue: _Tongue, sentence: Sentence, context: Context) -> tuple[Step, ...]:
        """What only the whole sentence and the dialogue explain: answers, choices, wishes of a place, corrections."""
        said = without_politeness(text, tongue.words)
        dialogue = context.dialogue
        option = chosen(said, dialogue) or tongue.wishes.choice(said, context)
        if option is not None:
            return (option,)
        for whole in dict.fromkeys((text, said)):
            match = tongue.sentences.match(whole.replace(' , ', ' ').replace(',', ''), whole=True)
            if match is not None and match.intent.whole:
                step = tongue.reader.step(match, whole, sentence, context)
                ends = step.move in ('stop', 'cancel')
                return (replace(step, domain=dialogue.focus_domain) if ends else step,)
        trip = planned_trip(said, sentence.language, context)
        wished = (trip,) if trip else tongue.wishes.search(said, context) or tongue.wishes.search(text, context)
        if wished:
            return wished
        tags = tongue.lexicon.tags(said)
        command = tongue.reader.gathered(said, tags)
        rest = corrected_text(text, sentence.language)
        if rest is not None:
            corrected = tongue.reader.gathered(rest, tongue.lexicon.tags(rest))
            if not corrected.functions:
                moved = tongue.follow_up.ask_again(corrected, sentence, dialogue.last)
                moved = moved or tongue.follow_up.correct(corrected, sentence, context)
                if moved is not None:
                    return (moved,)
        if dialogue.pending is not None and not command.functions:
            answer = tongue.follow_up.answer(said, command, dialogue.pending, sentence, context)
            if answer is not None and tongue.sentences.match(said, whole=True) is None:
                return (answer,)
        return ()

    def _named(self, said: str, tongue: _Tongue, sentence: Sentence, context: Context) -> Step | None:
        """What a name alone means after the last turn; words that are mostly those of a command are none."""
        command = tongue.reader.gathered(said, tongue.lexicon.tags(said))
        is_told = command.verbs and len(command.verbs[0]) > 1 and said.lower().startswith(command.verbs[0])
        if is_told or command.functions and 2 * command.unknown <= len(said):
            return None
        return named_in(said, context.dialogue.last, sentence.language)

    def _commands(self, text: str, tongue: _Tongue, sentence: Sentence, context: Context) -> tuple[Step, ...]:
        text = corrected_text(text, sentence.language) or text
        clauses = tongue.splitter.split(text)
        steps = tongue.reader.read(clauses, sentence, context)
        if len(clauses) > 1 or not _is_lost(steps[:1]):
            return steps
        pieces = cut_at_separators(text, tongue.words)
        parts = tongue.reader.read(pieces, sentence, context) if len(pieces) > 1 else ()
        return steps if _is_lost(parts[:1]) or tongue.words.beyond.search(text) else parts


def _wants_reasons(text: str, steps: Sequence[Step], tongue: _Tongue) -> bool:
    """Whether a sentence asks for more than signals and maps tell: why, how it works, whether one should."""
    is_read = any(step.call is not None for step in steps)
    return is_read and bool(tongue.words.patterns['explain'].search(text.lower()))


def _is_lost(steps: Sequence[Step]) -> bool:
    return all(step.domain is Domain.NONE and not step.move for step in steps)


def _with_leftovers(steps: Sequence[Step], tongue: _Tongue) -> tuple[Step, ...]:
    """The steps that were understood, then one for each clause that wanted something and was not."""
    lost: list[str] = []
    for step in steps:
        if not _is_lost((step,)):
            acts = step.call is not None and step.call.tool == 'set_signals'
            lost.extend(unexplained(step.text, tongue.lexicon, tongue.words) if acts else ())
        elif step.topic == 'not_understood' and step.slots:
            lost.append(step.text)  # it is a leftover already
        elif wants_something(step.text, tongue.words) and tongue.sentences.match(step.text, whole=True) is None:
            lost.append(step.text)
    return (*(step for step in steps if not _is_lost((step,))), *map(leftover, lost))


def _tongue(language: Language, catalogue: Catalogue) -> _Tongue:
    words, verbs, sentences = load_words(language), load_verbs(), load_sentences(language)
    lexicon = Lexicon(language, catalogue, verbs, words)
    follow_up = FollowUp(catalogue, verbs, language)
    return _Tongue(
        words,
        lexicon,
        sentences,
        Splitter(lexicon, words, sentences.openers),
        ClauseReader(language, catalogue, verbs, words, lexicon, sentences, follow_up),
        follow_up,
        load_place_wishes(language),
    )
