"""A talker that follows a script: what a model would do, without a model."""

import asyncio
from collections.abc import Awaitable, Callable, Mapping

from ipa_agents.brains.interface import Call, Context, Hands, Sentence, Talk, Used

__all__ = ['ScriptedTalker', 'calling', 'saying', 'waiting']

Part = Callable[[Hands], Awaitable[Talk]]


class ScriptedTalker:
    """Does for each sentence what its script says, `delay` s after it was asked; any other it cannot answer.

    `heard` is what it was asked, `ended` what it has finished, `cancelled` counts what it was kept from;
    `faults` is how its talks were judged.
    """

    name = 'qwen'

    def __init__(self, script: Mapping[str, Part], delay: float = 0.0) -> None:
        self.script = script
        self.delay = delay
        self.is_ready = True
        self.was_there = True
        self.heard: list[tuple[Sentence, Context]] = []
        self.faults: list[str] = []
        self.ended: list[str] = []
        self.cancelled = 0

    async def talk(self, sentence: Sentence, context: Context, hands: Hands) -> Talk:
        self.heard.append((sentence, context))
        try:
            await asyncio.sleep(self.delay)
            part = self.script.get(sentence.text)
            talk = await part(hands) if part else Talk(fault='nonsense')
        except asyncio.CancelledError:
            self.cancelled += 1
            raise
        self.ended.append(sentence.text)
        return talk

    def judged(self, fault: str) -> None:
        self.faults.append(fault)


def calling(*calls: Call, agent: str = 'car_genius', used: list[Used] | None = None) -> Part:
    """Do `calls` one after the other; what came of each is added to `used`."""

    async def part(hands: Hands) -> Talk:
        for call in calls:
            got = await hands.use(agent, call)
            if used is not None:
                used.append(got)
        return Talk()

    return part


def saying(*texts: str, fault: str = '') -> Part:
    """Say `texts`, each going on with the one before it."""

    async def part(hands: Hands) -> Talk:
        for number, text in enumerate(texts):
            await hands.say(text, continues=number > 0)
        return Talk(said=''.join(texts), fault=fault)

    return part


def waiting(part: Part, seconds: float = 60.0) -> Part:
    """Do `part`, then wait: the talk has not ended yet."""

    async def both(hands: Hands) -> Talk:
        talk = await part(hands)
        await asyncio.sleep(seconds)
        return talk

    return both
