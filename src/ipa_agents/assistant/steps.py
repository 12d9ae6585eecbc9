"""All steps of a sentence: each to its agent, side by side where they do not depend on each other."""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass

from ipa_agents.assistant.agents.declaration import AgentSpec, agent_for
from ipa_agents.assistant.agents.tools import TOOLS
from ipa_agents.assistant.desk import Desk
from ipa_agents.assistant.moves import move
from ipa_agents.assistant.questions import Question, Questions
from ipa_agents.assistant.result import Kind, Result
from ipa_agents.assistant.told import announced
from ipa_agents.assistant.travel_words import clock_time
from ipa_agents.brains.interface import Act, Dialogue, Domain, Pending, Step

__all__ = ['Steps', 'words_only']

# Of these tools two calls at once would race for one device.
_ONE_AFTER_THE_OTHER = ('control_media', 'navigate')


@dataclass
class Steps:
    """Runs the steps of one sentence."""

    desk: Desk
    agents: Sequence[AgentSpec]
    questions: Questions
    dialogue: Dialogue

    async def run(self, steps: Sequence[Step]) -> tuple[Result, ...]:
        """The results of `steps`, in their order."""
        results: dict[int, Result] = {}
        lanes: dict[str, list[int]] = {}
        for index, step in enumerate(steps):
            tool = step.call.tool if step.call else ''
            lanes.setdefault(tool if tool in _ONE_AFTER_THE_OTHER else str(index), []).append(index)

        async def follow(lane: list[int]) -> None:
            for index in lane:
                results[index] = await self._guarded(steps[index])

        await asyncio.gather(*map(follow, lanes.values()))
        return tuple(results[index] for index in range(len(steps)))

    def announcement(self) -> str:
        """What is said while calls are under way."""
        texts = [announced(self.desk.listener, call) for call in self.desk.under_way]
        return self.desk.listener.text(list(dict.fromkeys(texts))[:2])

    async def _guarded(self, step: Step) -> Result:
        """One step; its failure must not take the others with it."""
        try:
            if step.move is not None and step.call is None:
                return await move(step, self.desk, self.questions, self.dialogue, self._perform)
            return await self._perform(step, agent_for(step, self.agents).id)
        except Exception as error:  # noqa: BLE001 - whatever a tool raises, the turn must end with an answer
            self.desk.trace('error', step=step.text, error=f'{type(error).__name__}: {error}')
            return Result(Kind.TROUBLE, sentences=(self.desk.listener.wording('went_wrong'),), call=step.call)

    async def _perform(self, step: Step, agent: str) -> Result:
        if step.call is None or step.act not in (Act.ACT, Act.INFORM):
            return words_only(step, self.desk, agent)
        return await TOOLS[step.call.tool](step, agent, self.desk)


def words_only(step: Step, desk: Desk, agent: str) -> Result:
    """The result of a step that is a question back, an answer without a tool, or a refusal."""
    if step.act is Act.IGNORE:
        return Result(Kind.SILENT)
    if step.act is Act.ASK:
        return _asked(step, desk, agent)
    prefix = 'refuse' if step.act is Act.REFUSE else 'smalltalk' if step.domain is Domain.SMALLTALK else 'inform'
    keys = (f'{prefix}.{step.topic}', f'{prefix}.{step.domain}', f'{prefix}.default')
    slots = {'time': clock_time(desk.now), **step.slots}
    return Result(Kind.TOLD, sentences=(desk.listener.wording.first(keys, **slots),))


def _asked(step: Step, desk: Desk, agent: str) -> Result:
    """An offer has a whole call; a clarification names the slot that its call lacks."""
    slot = str(step.slots.get('slot', ''))
    listener = desk.listener
    if step.call is not None and not slot:
        pending = Pending('offer', step.call, seat=listener.seat)
        fallback = listener.wording('ask.offer', offer=announced(listener, step.call, 'offer'))
    else:
        pending = Pending('clarify', step.call, slot=slot, seat=listener.seat)
        fallback = listener.wording.first((f'ask.{slot}', 'ask.default'), **step.slots)
    text = listener.wording.first((f'ask.{step.topic}',), **step.slots) if step.topic else ''
    return Result(Kind.ASKED, call=step.call, question=Question(pending, text or fallback, agent, asked=desk.now))
