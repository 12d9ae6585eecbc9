"""A brain that follows a script: for tests, and for demonstrations without a model."""

import asyncio
from collections.abc import Mapping

from ipa_agents.brains.interface import Context, Interpretation, Sentence

__all__ = ['ScriptedBrain']


class ScriptedBrain:
    """Answers each sentence as its script says, after `delay` seconds; any other it does not understand.

    `heard` holds what it was asked, newest last; `cancelled` counts the answers that nobody waited for.
    """

    def __init__(
        self, script: Mapping[str, Interpretation | Exception], delay: float = 0.0, name: str = 'scripted'
    ) -> None:
        self.name = name
        self.heard: list[tuple[Sentence, Context]] = []
        self.cancelled = 0
        self._script = script
        self._delay = delay

    async def interpret(self, sentence: Sentence, context: Context) -> Interpretation:
        """The scripted interpretation, or the scripted exception raised."""
        self.heard.append((sentence, context))
        try:
            await asyncio.sleep(self._delay)
        except asyncio.CancelledError:
            self.cancelled += 1
            raise
        answer = self._script.get(sentence.text, Interpretation((), 0.0, self.name))
        if isinstance(answer, Exception):
            raise answer
        return answer
