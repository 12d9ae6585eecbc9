"""Speaks an agent's words while they come, as far as they may be spoken."""

import asyncio
from dataclasses import dataclass, field

from ipa_agents.brains.interface import Hands
from ipa_agents.brains.qwen.budget import SpeechLimits
from ipa_agents.brains.qwen.speech.judge import Complaint, Judge
from ipa_agents.brains.qwen.speech.leftover import Screen
from ipa_agents.brains.qwen.speech.speakable import speakable
from ipa_agents.brains.qwen.speech.utterance import Cutter, FirstWord, Whole

__all__ = ['Answer', 'Floor']


class Floor:
    """The right to speak in a turn: who has it not yet keeps silent until the agent before has ended.

    `said` is what was spoken.
    """

    def __init__(self, hands: Hands, is_free: asyncio.Event) -> None:
        self.said = ''
        self._hands = hands
        self._is_free = is_free
        self._waiting: list[tuple[str, bool]] = []

    async def say(self, text: str, *, continues: bool = False) -> None:
        """Say `text` now, or when the floor is free."""
        self._waiting.append((text, continues))
        if self._is_free.is_set():
            await self._speak()

    async def end(self) -> None:
        """Wait for the floor, and say what waits."""
        await self._is_free.wait()
        await self._speak()

    async def _speak(self) -> None:
        while self._waiting:
            text, continues = self._waiting.pop(0)
            self.said += text if continues or not self.said else f' {text}'
            await self._hands.say(text, continues=continues)


@dataclass
class Answer:
    """The words of one answer of a model. From the sentence on that may not be spoken it is silent, with a `complaint`.

    `has_told` is whether a whole sentence was spoken.
    """

    floor: Floor
    judge: Judge
    limits: SpeechLimits
    complaint: Complaint = ''
    spoken: str = ''
    has_told: bool = False
    _screen: Screen = field(default_factory=Screen)
    _begun: str = ''

    def __post_init__(self) -> None:
        self._cutter = Cutter(self.limits.sentence)

    @property
    def held(self) -> str:
        """What does not look like words, and was therefore not spoken."""
        return self._screen.held

    @property
    def is_over(self) -> bool:
        """Whether no more words are wanted: enough was said, or it goes on without an end."""
        return self.complaint == 'repetition' or len(self.spoken) >= self.limits.length

    async def hear(self, words: str) -> None:
        """Take the next words."""
        for piece in self._cutter.feed(self._screen.feed(words)):
            await self._take(piece)

    def cut(self) -> None:
        """The answer was cut off: half a sentence is not spoken after whole ones."""
        if self.has_told:
            self._cutter = Cutter(self.limits.sentence)

    async def end(self, rest: str = '') -> None:
        """The answer has ended; `rest` are words that were held back and may be spoken after all."""
        for piece in (*self._cutter.feed(rest), *self._cutter.end()):
            await self._take(piece)

    async def _take(self, piece: FirstWord | Whole) -> None:
        if self.complaint or self.is_over:
            return
        if isinstance(piece, FirstWord):
            if self.judge.may_open(piece.text):
                self._begun = piece.text
                await self._say(piece.text)
            return
        sentence = speakable(piece.text)
        self.complaint = self.judge.complaint(sentence) if sentence else ''
        if not self.complaint:
            self.has_told = self.has_told or bool(sentence)
            begun, self._begun = self._begun, ''
            await self._say(sentence.removeprefix(begun), continues=bool(begun))

    async def _say(self, text: str, *, continues: bool = False) -> None:
        if text:
            self.spoken += text
            await self.floor.say(text, continues=continues)
