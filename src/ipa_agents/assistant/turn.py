"""One turn: understand the sentence, do its steps, say one answer."""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from ipa_agents.assistant.chat_log import Said
from ipa_agents.assistant.desk import Desk
from ipa_agents.assistant.ports import Priority, Speaker, Speech
from ipa_agents.assistant.questions import Questions
from ipa_agents.assistant.result import Answer, Kind, Result, compose
from ipa_agents.assistant.steps import Steps
from ipa_agents.assistant.understanding import SURE, understand
from ipa_agents.brains.agents import AgentSpec
from ipa_agents.brains.dialogue import after_turn
from ipa_agents.brains.interface import Act, Brain, Context, Dialogue, Domain, Interpretation, Sentence, Step
from ipa_agents.vehicle.signals import SignalView

__all__ = ['Conversation', 'Turn', 'Voice']


_DOMAINS = {'control_media': Domain.MEDIA, 'navigate': Domain.NAVIGATION}


@dataclass
class Conversation:
    """What is remembered with one seat: the dialogue as brains see it, and the questions that are open."""

    dialogue: Dialogue = field(default_factory=Dialogue)
    questions: Questions = field(default_factory=Questions)


@dataclass
class Voice:
    """The speeches of one turn, numbered; the last one ends the turn, once."""

    desk: Desk
    speaker: Speaker
    sequence: int = 0
    has_ended: bool = False

    def say(
        self, text: str, *, is_last: bool, expects_answer: bool = False, priority: Priority = Priority.ANSWER
    ) -> None:
        """Say `text`; nothing is said after the end."""
        if self.has_ended:
            return
        desk = self.desk
        listener = desk.listener
        self.has_ended = is_last
        speech = Speech(
            desk.turn_id, self.sequence, text, listener.language, listener.seat, is_last, expects_answer, priority
        )
        self.speaker.say(speech)
        self.sequence += 1
        if text:
            desk.world.log.add(Said(desk.now, desk.turn_id, listener.seat, text))
        desk.trace('said', text=text, is_last=is_last, expects_answer=expects_answer)


@dataclass
class Turn:
    """Runs once. A newer sentence makes it `quiet`: it then speaks only of what was not done.

    `answerable` are the questions that a yes from this seat would answer; the driver's may be those of a passenger.
    `hesitation` is after how many s a slow command is acknowledged; `limit` bounds how long brains may think, in s.
    """

    desk: Desk
    voice: Voice
    brains: Sequence[Brain]
    agents: Sequence[AgentSpec]
    conversation: Conversation
    answerable: Questions
    sentence: Sentence
    hesitation: float
    limit: float
    is_addressed: bool = True
    is_asked_elsewhere: bool = False
    is_quiet: bool = False
    _open_before: int = 0

    async def run(self) -> None:
        """From the sentence to the answer."""
        dialogue = self.conversation.dialogue
        steps = Steps(self.desk, self.agents, self.answerable, dialogue, self.is_asked_elsewhere)
        hesitation = asyncio.get_running_loop().call_later(self.hesitation, self._acknowledge, steps)
        try:
            await self._answer(steps)
        finally:
            hesitation.cancel()

    def end(self, task: asyncio.Task[None]) -> None:
        """Called when the turn is over, however it came to that: a turn that was cancelled ends in silence."""
        error = None if task.cancelled() else task.exception()
        if error is not None:
            self.desk.trace('error', turn=f'{type(error).__name__}: {error}')
        text = self.desk.listener.wording('went_wrong') if error else ''
        self.voice.say(text, is_last=True)

    async def _answer(self, steps: Steps) -> None:
        signals = dict(self.desk.car.signals)
        try:
            interpretation = await self._understood(signals)
        except Exception as error:  # noqa: BLE001 - a brain may fail in any way; the turn must end with an answer
            self.desk.trace('error', brain=f'{type(error).__name__}: {error}')
            key = 'too_slow' if isinstance(error, TimeoutError) else 'brain_failed'
            self._end((Result(Kind.TROUBLE, sentences=(self.desk.listener.wording(key),)),))
            return
        if interpretation.confidence < SURE:
            self._end(self._not_understood(interpretation))
            return
        results = await steps.run(interpretation.steps)
        if not self.is_quiet:
            meant = replace(interpretation, steps=(*interpretation.steps, *_resolved(interpretation, results)))
            self.conversation.dialogue = after_turn(self.conversation.dialogue, meant, signals)
        self._end(results)

    async def _understood(self, signals: SignalView) -> Interpretation:
        question = self.answerable.current(self.desk.now)
        self._open_before = len(self.conversation.questions)
        dialogue = replace(
            self.conversation.dialogue,
            pending=question.pending if question else None,
            options=question.options if question else self.conversation.dialogue.options,
        )
        history = self.desk.world.log.history(self.sentence.seat)
        context = Context(signals, dialogue, history, self.desk.now)
        began = self.desk.world.clock.elapsed()
        interpretation = await understand(self.brains, self.sentence, context, self.limit)
        took = self.desk.world.clock.elapsed() - began
        self.desk.trace(
            'brain',
            brain=interpretation.brain,
            confidence=interpretation.confidence,
            ms=round(took * 1000, 3),
            domains=sorted({step.domain.value for step in interpretation.steps}),
            steps=[step.text or step.topic or step.move or step.act for step in interpretation.steps],
        )
        return interpretation

    def _not_understood(self, interpretation: Interpretation) -> tuple[Result, ...]:
        """What was caught of the sentence; nothing at all when it may not have been said to the assistant."""
        if not self.is_addressed:
            return ()
        listener = self.desk.listener
        caught = listener.listed(interpretation.caught)
        text = listener.wording('not_understood_caught' if caught else 'not_understood', caught=caught)
        return (Result(Kind.TROUBLE, sentences=(listener.sentence([text]),)),)

    def _acknowledge(self, steps: Steps) -> None:
        text = steps.announcement()
        if text and not self.is_quiet:
            self.voice.say(text, is_last=False, priority=Priority.INFORMATION)

    def _end(self, results: Sequence[Result]) -> None:
        """Say the answer, and keep the questions that it leaves open."""
        if self.is_quiet:
            results = [result for result in results if _must_be_said(result)]
        answer = compose(self.desk.listener, results)
        self.conversation.questions.ask(answer.questions)
        if not answer.questions and len(self.conversation.questions) < self._open_before:
            answer = self._asking_the_next(answer)
        self.conversation.dialogue = replace(
            self.conversation.dialogue,
            options=answer.questions[0].options if answer.questions else self.conversation.dialogue.options,
            last_said=answer.text or self.conversation.dialogue.last_said,
        )
        self.voice.say(answer.text, is_last=True, expects_answer=bool(answer.questions), priority=answer.priority)

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
    return [Step(_DOMAINS.get(call.tool, Domain.VEHICLE), Act.ACT, call) for call in calls if call]
