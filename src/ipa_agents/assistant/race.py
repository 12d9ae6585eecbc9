"""Reflex and talker start together; who has the turn?"""

import asyncio
from dataclasses import dataclass, replace

from ipa_agents.assistant.desk import Desk
from ipa_agents.assistant.hands import TurnHands
from ipa_agents.brains.choice import Minds
from ipa_agents.brains.interface import Context, Interpretation, Sentence, Talk, Talker

__all__ = ['Race']

_NOT_UNDERSTOOD = Interpretation((), 0.0, '')
_LETTING_GO = 1.0  # s that a talk may take to end when it is cancelled
_HEAD_START = 0.002  # s, in which a request goes out before the reflex takes its own milliseconds of the processor


@dataclass
class Race:
    """The race of one turn. `limit` s without a sign of life end it."""

    minds: Minds
    desk: Desk
    hands: TurnHands
    limit: float
    is_hushed: bool = False
    _talk: asyncio.Task[Talk] | None = None
    _took: float = 0.0
    _is_heard: bool = False

    async def run(self, sentence: Sentence, context: Context) -> Interpretation | Talk:
        """An interpretation that is still to be carried out, or the talk of a talker that has done it all itself.

        A talk whose `fault` says why nobody could answer, where nobody could. Raises the reflex's error where there is
        no talker to go on without it.
        """
        talker = self.minds.talker
        if talker is None:
            return self._traced(await self._read(sentence, context))
        is_answer = context.dialogue.pending is not None and context.dialogue.pending.kind == 'open'
        if talker.is_ready and not is_answer:
            self._begin(talker, sentence, context)
        try:
            return await self._decided(talker, sentence, context)
        finally:
            self._end_talk()

    def hush(self) -> None:
        """End the talk, wherever it is; nobody takes its place."""
        self.is_hushed = True
        self._end_talk()

    async def over(self) -> None:
        """Wait until the talk has let go of its model, so that no task is left behind that nobody looks after."""
        if self._talk is None:
            return
        self._talk.cancel()
        await asyncio.wait({self._talk}, timeout=_LETTING_GO)
        if self._talk.done() and not self._talk.cancelled() and not self._is_heard:
            self._heard(self._talk)

    def _end_talk(self) -> None:
        if self._talk is not None:
            self._talk.cancel()

    async def _decided(self, talker: Talker, sentence: Sentence, context: Context) -> Interpretation | Talk:
        if self.minds.is_talker_first:
            await asyncio.sleep(_HEAD_START)
        try:
            reading = await self._read(sentence, context)
        except Exception as error:  # noqa: BLE001 - a brain may fail in any way; the other one goes on
            self.desk.trace('error', brain=f'{type(error).__name__}: {error}')
            reading = _NOT_UNDERSTOOD
        if self.is_hushed:
            return Talk()
        why = self._why_reflex(reading, context)
        if why:
            return self._won_by_reflex(reading, why)
        if talker.is_ready and self._talk is None:
            self._begin(talker, _answering(sentence, reading, context), context)
        talk = Talk(fault='unreachable')
        if self._talk is not None:
            self.hands.open(reading)
            talk = await self._ended(self._talk)
            if not self._talk.cancelled():
                talker.judged(talk.fault)
        if self.is_hushed or self.hands.has_acted:
            self.desk.trace('race', winner=talker.name, why='asked' if self.minds.is_talker_first else 'unsure')
            return talk
        if reading.is_guess and not _is_answer(reading, context):
            return self._won_by_reflex(reading, talk.fault)
        if talker.was_there or self.minds.is_talker_first:
            return talk
        return self._won_by_reflex(reading, 'alone')

    def _why_reflex(self, reading: Interpretation, context: Context) -> str:
        """Why the reflex has the turn without asking anybody; empty when it has not."""
        if not reading.is_sure or _is_answer(reading, context):
            return ''
        moves = {step.move for step in reading.steps}
        if None not in moves and (context.dialogue.pending is not None or 'choose' in moves):
            return 'answer'
        return 'sure' if reading.is_whole and not self.minds.is_talker_first else ''

    def _begin(self, talker: Talker, sentence: Sentence, context: Context) -> None:
        self._talk = asyncio.create_task(talker.talk(sentence, context, self.hands), name=talker.name)

    async def _read(self, sentence: Sentence, context: Context) -> Interpretation:
        began = self.desk.world.clock.elapsed()
        async with asyncio.timeout(self.limit):
            reading = await self.minds.reflex.interpret(sentence, context)
        self._took = self.desk.world.clock.elapsed() - began
        return reading

    async def _ended(self, talk: asyncio.Task[Talk]) -> Talk:
        """What came of the talk; one that shows no sign of life for too long is given up."""
        signs = -1
        while not talk.done() and (self.hands.signs > signs or self.hands.is_working):
            signs = self.hands.signs
            await asyncio.wait({talk}, timeout=self.limit)
        if not talk.done():
            return Talk(fault='slow')
        if talk.cancelled():
            return Talk()
        return self._heard(talk)

    def _heard(self, talk: asyncio.Task[Talk]) -> Talk:
        """What a talk that has ended came to; an error in it is reported."""
        self._is_heard = True
        error = talk.exception()
        if error is None:
            said = talk.result()
            return said if said.fault or self.hands.has_acted else Talk(fault='nonsense')
        self.desk.trace('error', brain=f'{type(error).__name__}: {error}')
        return Talk(fault='nonsense')

    def _won_by_reflex(self, reading: Interpretation, why: str) -> Interpretation:
        talker = self.minds.talker
        if self._talk is not None or talker is not None and talker.was_there:
            self.desk.trace('race', winner=self.minds.reflex.name, why=why)
        return self._traced(reading)

    def _traced(self, reading: Interpretation) -> Interpretation:
        self.desk.trace(
            'brain',
            brain=reading.brain,
            confidence=reading.confidence,
            ms=round(self._took * 1000, 3),
            domains=sorted({step.domain.value for step in reading.steps}),
            steps=[step.text or step.topic or step.move or step.act for step in reading.steps],
        )
        return reading


def _is_answer(reading: Interpretation, context: Context) -> bool:
    """Whether it is a yes or a choice for a question of the talker's own, which only the talker understands."""
    pending = context.dialogue.pending
    is_open = pending is not None and pending.kind == 'open'
    return is_open and any(step.move in ('yes', 'choose') for step in reading.steps)


def _answering(sentence: Sentence, reading: Interpretation, context: Context) -> Sentence:
    """The sentence, with the words of the option that it chooses in place of "the second one"."""
    options = context.dialogue.options
    for step in reading.steps:
        index = step.slots.get('index')
        if step.move == 'choose' and isinstance(index, int) and -len(options) <= index < len(options):
            option = options[index]
            return replace(sentence, text=option.label_zh if sentence.language == 'zh' else option.label)
    return sentence
