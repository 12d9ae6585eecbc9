"""One turn: understand the sentence, do its steps, say one answer."""

import asyncio
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace

from ipa_agents.assistant.consent import learned
from ipa_agents.assistant.desk import Desk
from ipa_agents.assistant.hands import TurnHands
from ipa_agents.assistant.liking import notes_of, place_names
from ipa_agents.assistant.ports import Priority
from ipa_agents.assistant.questions import Question, Questions
from ipa_agents.assistant.race import Race
from ipa_agents.assistant.readings import media_line, route_line
from ipa_agents.assistant.result import Answer, Kind, Result, compose
from ipa_agents.assistant.scopes import Scopes
from ipa_agents.assistant.steps import Steps
from ipa_agents.assistant.strangers import words_of_strangers
from ipa_agents.assistant.voice import Voice
from ipa_agents.brains.agents import AgentSpec
from ipa_agents.brains.choice import Minds
from ipa_agents.brains.dialogue import after_turn
from ipa_agents.brains.interface import (
    Act,
    Call,
    Context,
    Dialogue,
    Interpretation,
    Option,
    Pending,
    Sentence,
    Step,
    Talk,
)
from ipa_agents.brains.qwen.prompt.toolbox import domain_of
from ipa_agents.vehicle.signals import SignalView

__all__ = ['Conversation', 'Turn']

_FULL_STOP = 0.2  # s after which it is looked again whether a sentence has come to its end
# The last sentence of an answer, if it is a question.
_QUESTION = re.compile(r'[^.!?。！？]+[?？]\s*$')


@dataclass
class Conversation:
    """What is remembered with one seat: the dialogue as brains see it, and the questions that are open."""

    dialogue: Dialogue = field(default_factory=Dialogue)
    questions: Questions = field(default_factory=Questions)


@dataclass
class Turn:
    """Runs once. A newer sentence makes it `quiet`: it then speaks only of what was not done.

    `answerable` are the questions that a yes from this seat would answer; the driver's may be those of a passenger.
    """

    desk: Desk
    voice: Voice
    minds: Minds
    scopes: Scopes
    agents: Sequence[AgentSpec]
    conversation: Conversation
    answerable: Questions
    sentence: Sentence
    is_addressed: bool = True
    is_asked_elsewhere: bool = False
    is_quiet: bool = False
    _open_before: int = 0
    _has_filled: bool = False
    _asked: Question | None = None
    _race: Race | None = None

    async def run(self) -> None:
        """From the sentence to the answer."""
        dialogue = self.conversation.dialogue
        steps = Steps(self.desk, self.agents, self.answerable, dialogue, self.is_asked_elsewhere)
        self.desk.on_slow = lambda: self._fill(steps.announcement)
        try:
            await self._answer(steps)
        finally:
            if self._race is not None:
                await self._race.over()

    def hush(self) -> None:
        """People have gone on: no more is thought or said, but what is under way comes to its end."""
        self.is_quiet = True
        if self._race is not None:
            self._race.hush()

    def silence(self) -> None:
        """People have said stop: as `hush`, and the turn is over for everybody who listens."""
        self.hush()
        self.voice.say('', is_last=True)

    def end(self, task: asyncio.Task[None]) -> None:
        """Called when the turn is over, however it came to that: a turn that was cancelled ends in silence."""
        error = None if task.cancelled() else task.exception()
        if error is not None:
            self.desk.trace('error', turn=f'{type(error).__name__}: {error}')
        text = self.desk.listener.wording('went_wrong') if error else ''
        self.voice.say(text, is_last=True)

    async def _answer(self, steps: Steps) -> None:
        signals = dict(self.desk.car.signals)
        question = self.answerable.current(self.desk.now)
        self._open_before = len(self.conversation.questions)
        context = self._context(signals, question)
        hands = self._hands(question, context)
        minds = self.minds if self.is_addressed else replace(self.minds, talker=None)
        self._race = Race(minds, self.desk, hands, self.desk.world.manners.turn_limit)
        ponder = asyncio.get_running_loop().call_later(self.desk.world.manners.thinking, self._ponder)
        try:
            outcome = await self._race.run(self.sentence, context)
            if isinstance(outcome, Talk):
                await hands.finish()
        except Exception as error:  # noqa: BLE001 - a brain may fail in any way; the turn must end with an answer
            self.desk.trace('error', brain=f'{type(error).__name__}: {error}')
            key = 'too_slow' if isinstance(error, TimeoutError) else 'brain_failed'
            self._end((Result(Kind.TROUBLE, sentences=(self.desk.listener.wording(key),)),))
            return
        finally:
            ponder.cancel()
            hands.drop()
        if isinstance(outcome, Talk):
            self._end(self._talked(outcome, hands, question, signals))
        elif not outcome.is_guess:
            self._end(self._not_understood(outcome))
        else:
            results = await steps.run(outcome.steps)
            self._go_on((*outcome.steps, *_resolved(outcome, results)), signals)
            self._end(results)

    def _context(self, signals: SignalView, question: Question | None) -> Context:
        dialogue = replace(
            self.conversation.dialogue,
            pending=question.pending if question else None,
            options=question.options if question else self.conversation.dialogue.options,
        )
        world, seat = self.desk.world, self.sentence.seat
        return Context(
            signals,
            dialogue,
            world.log.history(seat, without=self.desk.turn_id),
            self.desk.now,
            media=media_line(world.car.playing),
            route=route_line(world.car.travelling, self.desk.now),
            question=question.text if question else '',
            notes=(*notes_of(world.people, seat), *world.notebook.of(seat)),
        )

    def _hands(self, question: Question | None, context: Context) -> TurnHands:
        before = question.said if question else ()
        return TurnHands(
            self.desk,
            self.voice,
            (*before, self.sentence.text),
            context.dialogue.options,
            self._keep,
            lambda reading: self.scopes.of(self.sentence, context, before, reading, self._strangers(context)),
        )

    def _keep(self, found: Sequence[Option]) -> None:
        """Places that a talker has found: "the second one" chooses from them, also where people cut it short."""
        going = Pending('choose', Call('navigate', {'action': 'START'}), slot='place', seat=self.sentence.seat)
        self.conversation.questions.keep(Question(going, '', options=tuple(found), asked=self.desk.now))
        self.conversation.dialogue = replace(self.conversation.dialogue, options=tuple(found))

    def _strangers(self, context: Context) -> Sequence[str]:
        """The words of strangers that the talker is shown from the beginning."""
        desk, seat = self.desk, self.sentence.seat
        notes = (*desk.world.notebook.of_others(seat), *place_names(desk.world.people, seat))
        return words_of_strangers(desk.car, desk.listener.catalogue, context.dialogue.options, notes)

    def _talked(self, talk: Talk, hands: TurnHands, question: Question | None, signals: SignalView) -> Sequence[Result]:
        """What is still to be told of a talk; nothing more is thought of the question that it answered."""
        self.desk.trace(
            'brain',
            brain=self.minds.talker.name if self.minds.talker else '',
            ms=round((self.desk.world.clock.elapsed() - self.desk.began) * 1000, 3),
            domains=sorted({step.domain.value for step in hands.steps}),
            steps=[step.call.tool if step.call else '' for step in hands.steps],
            fault=talk.fault,
            has_acted=hands.has_acted,
        )
        if question is not None and question.pending.kind == 'open':
            self.answerable.close(question)
        if self.is_quiet:
            return hands.results
        self._go_on(hands.steps, signals)
        asked = _QUESTION.search(self.voice.spoken)
        if asked and not any(result.question for result in hands.results):
            self._asked = hands.question(asked.group().strip())
        left_out = () if self._asked or talk.fault else self._left_out(hands.left_out())
        return (*hands.results, *left_out, *self._faults(talk.fault, hands.has_acted))

    def _left_out(self, steps: Sequence[Step]) -> Iterator[Result]:
        """Name what was wanted beside what a talker did: half of a sentence must not pass for all of it."""
        for step in steps:
            key = 'inform.not_understood' if step.topic == 'not_understood' else 'inform.left_out'
            yield Result(Kind.TROUBLE, sentences=(self.desk.listener.wording(key, text=step.text),))

    def _faults(self, fault: str, has_acted: bool) -> Sequence[Result]:
        if not fault or not self.is_addressed:
            return ()
        wording = self.desk.listener.wording
        text = wording('model.broken_off') if has_acted else wording.first((f'model.{fault}', 'model.unreachable'))
        return (Result(Kind.TROUBLE, sentences=(text,)),)

    def _go_on(self, steps: Sequence[Step], signals: SignalView) -> None:
        """The dialogue after `steps`, unless people have gone on already."""
        if not self.is_quiet:
            meant = Interpretation(tuple(steps), 1.0, '')
            self.conversation.dialogue = after_turn(self.conversation.dialogue, meant, signals)

    def _not_understood(self, interpretation: Interpretation) -> tuple[Result, ...]:
        """What was caught of the sentence; nothing at all when it may not have been said to the assistant."""
        if not self.is_addressed:
            return ()
        listener = self.desk.listener
        caught = listener.listed(interpretation.caught)
        text = listener.wording('not_understood_caught' if caught else 'not_understood', caught=caught)
        return (Result(Kind.TROUBLE, sentences=(listener.sentence([text]),)),)

    def _ponder(self) -> None:
        if not self.voice.spoken and not self.desk.under_way:
            self._fill(lambda: self.desk.listener.wording('model.thinking'))

    def _fill(self, words: Callable[[], str]) -> None:
        """Say once that it takes its time: never within a sentence, but after it, where there are still `words`."""
        text = words()
        if not text or self.is_quiet or self._has_filled or self.voice.has_ended:
            return
        if self.voice.is_within_a_sentence:
            asyncio.get_running_loop().call_later(_FULL_STOP, self._fill, words)
            return
        self._has_filled = True
        self.voice.say(text, is_last=False, priority=Priority.INFORMATION)

    def _end(self, results: Sequence[Result]) -> None:
        """Say the answer, and keep the questions that it leaves open."""
        if self.voice.has_ended:
            return
        if self.is_quiet:
            results = [result for result in results if _must_be_said(result)]
        answer = compose(self.desk.listener, self._with_offer(results))
        questions = answer.questions or ((self._asked,) if self._asked else ())
        self.conversation.questions.ask(questions)
        if not questions and len(self.conversation.questions) < self._open_before:
            answer = self._asking_the_next(answer)
            questions = answer.questions
        self.voice.say(answer.text, is_last=True, expects_answer=bool(questions), priority=answer.priority)
        self.conversation.dialogue = replace(
            self.conversation.dialogue,
            options=answer.questions[0].options if answer.questions else self.conversation.dialogue.options,
            last_said=self.voice.spoken or self.conversation.dialogue.last_said,
        )

    def _with_offer(self, results: Sequence[Result]) -> Sequence[Result]:
        """`results`, and the question whether what was chosen shall be kept, where nothing else is asked."""
        is_asking = self._asked or self.conversation.questions or any(result.question for result in results)
        offer = None if self.is_quiet or is_asking else learned(self.desk)
        return results if offer is None else (*results, Result(Kind.ASKED, question=offer))

    def _asking_the_next(self, answer: Answer) -> Answer:
        """One question is answered: the next one that is open is put, if there is one."""
        question = self.conversation.questions.current(self.desk.now)
        if question is None:
            return answer
        self.conversation.questions.put_again()
        return replace(answer, text=self.desk.listener.text([answer.text, question.text]), questions=(question,))


def _must_be_said(result: Result) -> bool:
    """Whether a result is said although people have gone on: what was not done, and the guard's questions."""
    is_challenge = result.question is not None and result.question.pending.kind == 'confirm'
    return result.kind is Kind.TROUBLE or is_challenge


def _resolved(interpretation: Interpretation, results: Sequence[Result]) -> list[Step]:
    """The calls that a yes or a choice led to, as if they had been said."""
    if not any(step.move for step in interpretation.steps):
        return []
    said = [step.call for step in interpretation.steps]
    calls = [result.call for result in results if result.kind is Kind.DONE and result.call not in said]
    return [Step(domain_of(call.tool), Act.ACT, call) for call in calls if call]
