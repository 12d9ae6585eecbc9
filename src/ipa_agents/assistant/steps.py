"""All steps of a sentence: each to its agent, side by side where they do not depend on each other."""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass

from ipa_agents.assistant.agents.tools import TOOLS
from ipa_agents.assistant.desk import Desk
from ipa_agents.assistant.moves import ANSWERS, answer, move
from ipa_agents.assistant.questions import Questions
from ipa_agents.assistant.result import Kind, Result
from ipa_agents.assistant.told import announced
from ipa_agents.assistant.words_only import words_only
from ipa_agents.brains.agents import AgentSpec, agent_for
from ipa_agents.brains.interface import Act, Call, Dialogue, Domain, Step

__all__ = ['Steps']

# Of these tools two calls at once would race for one device.
_ONE_AFTER_THE_OTHER = ('control_media', 'navigate', 'plan_trip', 'change_trip')
# What "forget that" means after a note, and a stop when nothing but the music can be stopped.
_FORGET = Step(Domain.SMALLTALK, Act.ACT, Call('forget', {}))
_SILENCE = Step(Domain.MEDIA, Act.ACT, Call('control_media', {'action': 'PAUSE'}))


@dataclass
class Steps:
    """Runs the steps of one sentence."""

    desk: Desk
    agents: Sequence[AgentSpec]
    questions: Questions
    dialogue: Dialogue
    is_asked_elsewhere: bool = False

    async def run(self, steps: Sequence[Step]) -> tuple[Result, ...]:
        """The results of `steps`, in their order."""
        results: dict[int, tuple[Result, ...]] = {}
        lanes: dict[str, list[int]] = {}
        for index, step in enumerate(steps):
            tool = step.call.tool if step.call else ''
            lanes.setdefault(tool if tool in _ONE_AFTER_THE_OTHER else str(index), []).append(index)

        async def follow(lane: list[int]) -> None:
            for index in lane:
                results[index] = await self._guarded(steps[index])

        await asyncio.gather(*map(follow, lanes.values()))
        return tuple(result for index in range(len(steps)) for result in results[index])

    def announcement(self) -> str:
        """What is said while calls are under way."""
        texts = [announced(self.desk.listener, call) for call in self.desk.under_way]
        return self.desk.listener.text(list(dict.fromkeys(texts))[:2])

    async def _guarded(self, step: Step) -> tuple[Result, ...]:
        """One step; its failure must not take the others with it."""
        try:
            if step.move == 'stop' and not self.questions and self._is_playing():
                step = _SILENCE
            if step.move == 'cancel' and not self.questions and _is_note(self.dialogue.last):
                step = _FORGET
            if step.move in ANSWERS and step.call is None:
                return await answer(step, self.desk, self.questions, self._perform, self.is_asked_elsewhere)
            if step.move is not None and step.call is None:
                return (move(step, self.desk, self.questions, self.dialogue),)
            return (await self._perform(step, agent_for(step, self.agents).id),)
        except Exception as error:  # noqa: BLE001 - whatever a tool raises, the turn must end with an answer
            self.desk.trace('error', step=step.text, error=f'{type(error).__name__}: {error}')
            return (Result(Kind.TROUBLE, sentences=(self.desk.listener.wording('went_wrong'),), call=step.call),)

    def _is_playing(self) -> bool:
        playing = self.desk.car.playing
        return playing is not None and playing.status == 'PLAYING'

    async def _perform(self, step: Step, agent: str) -> Result:
        if step.call is None or step.act not in (Act.ACT, Act.INFORM):
            return words_only(step, self.desk.listener, agent, self.desk.now)
        return await TOOLS[step.call.tool](step, agent, self.desk)


def _is_note(step: Step | None) -> bool:
    return step is not None and step.call is not None and step.call.tool == 'remember'
