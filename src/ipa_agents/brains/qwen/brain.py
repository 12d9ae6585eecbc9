"""The Qwen brain: routes a sentence, lets one agent or both work on it side by side, and speaks with one voice."""

import asyncio
from collections.abc import Sequence
from uuid import uuid4

from ipa_agents.brains.agents import AgentSpec
from ipa_agents.brains.interface import SURE, Context, Hands, Interpretation, Sentence, Step, Talk
from ipa_agents.brains.qwen.asking import Models
from ipa_agents.brains.qwen.blackboard import Blackboard
from ipa_agents.brains.qwen.budget import Budget, Limits, load_limits
from ipa_agents.brains.qwen.domains import call_step, load_domains, words_step
from ipa_agents.brains.qwen.dry import DryHands
from ipa_agents.brains.qwen.loop import AgentLoop, Kit, TurnParts, load_hints
from ipa_agents.brains.qwen.mode import Modes, load_modes
from ipa_agents.brains.qwen.prompt.beginning import beginning
from ipa_agents.brains.qwen.prompt.conversation import conversation
from ipa_agents.brains.qwen.prompt.harmless import harmless_context, harmless_sentence
from ipa_agents.brains.qwen.prompt.slice import Slicer
from ipa_agents.brains.qwen.prompt.toolbox import functions_of, load_toolbox
from ipa_agents.brains.qwen.routing import Route, load_router
from ipa_agents.brains.qwen.speech.judge import load_manners
from ipa_agents.brains.qwen.speech.mouth import Floor
from ipa_agents.brains.qwen.wire.chat import Message
from ipa_agents.errors import UnknownSignal
from ipa_agents.persona.persona import Persona
from ipa_agents.vehicle.catalogue import Catalogue

__all__ = ['QwenBrain']


class QwenBrain:
    """Answers by the models of a fleet. Raises ConfigError when its configuration is wrong."""

    name = 'qwen'

    def __init__(
        self,
        catalogue: Catalogue,
        persona: Persona,
        agents: Sequence[AgentSpec],
        models: Models,
        limits: Limits | None = None,
        modes: Modes | None = None,
    ) -> None:
        self._catalogue = catalogue
        self._begin = Message('system', beginning(persona, agents))
        self._router = load_router(catalogue, agents)
        self._modes = modes or load_modes()
        self._domains = load_domains()
        toolbox = load_toolbox()
        self._kit = Kit(
            agents,
            models,
            limits or load_limits(),
            toolbox,
            tuple(functions_of(toolbox)),
            load_hints(),
            load_manners(),
            Slicer(catalogue),
            catalogue,
        )

    @property
    def is_ready(self) -> bool:
        """Whether there is a model that may answer now."""
        return self._kit.models.is_ready

    @property
    def was_there(self) -> bool:
        """Whether a model has ever answered."""
        return self._kit.models.was_there

    async def talk(self, sentence: Sentence, context: Context, hands: Hands) -> Talk:
        """Answer `sentence` by means of `hands`."""
        route = self._router.route(sentence, context.dialogue)
        board = Blackboard(self._functions_of)
        floors, fault = await self._work(self._parts(sentence, context, hands, route, board), route)
        said = ' '.join(floor.said for floor in floors if floor.said)
        return Talk(self._steps(sentence, route, board, said), said, fault)

    def judged(self, fault: str) -> None:
        """What became of the last talk."""
        self._kit.models.judge(fault)

    async def interpret(self, sentence: Sentence, context: Context) -> Interpretation:
        """What a turn without a car would come to: its steps, sure unless it ended with a fault."""
        talk = await self.talk(sentence, context, DryHands(context))
        return Interpretation(talk.steps, 0.0 if talk.fault or not talk.steps else SURE, self.name)

    def _parts(self, sentence: Sentence, context: Context, hands: Hands, route: Route, board: Blackboard) -> TurnParts:
        limits = self._kit.limits
        mode = self._modes.choose(sentence, route)
        return TurnParts(
            sentence=harmless_sentence(sentence),
            context=harmless_context(context),
            found=self._kit.slicer.find(sentence.text, sentence.language, context.dialogue, context.question),
            mode=mode,
            begun=(self._begin, *conversation(context.history, limits.conversation)),
            hands=hands,
            board=board,
            budget=Budget(limits.turn.tokens),
            deadline=asyncio.get_running_loop().time() + mode.seconds,
            route=route,
            key=uuid4().hex,
        )

    async def _work(self, parts: TurnParts, route: Route) -> tuple[list[Floor], str]:
        """All agents of the route at once; the words of each wait until the one before has ended."""
        free = [asyncio.Event() for _ in range(len(route.agents) + 1)]
        free[0].set()
        floors = [Floor(parts.hands, is_free) for is_free in free[:-1]]

        async def work(number: int, agent: AgentSpec) -> str:
            fault = await AgentLoop(self._kit, parts, agent, floors[number]).run()
            await floors[number].end()
            free[number + 1].set()
            return fault

        try:
            async with asyncio.timeout_at(parts.deadline), asyncio.TaskGroup() as group:
                tasks = [group.create_task(work(number, agent)) for number, agent in enumerate(route.agents)]
        except TimeoutError:
            return floors, 'slow'
        return floors, next((task.result() for task in tasks if task.result()), '')

    def _steps(self, sentence: Sentence, route: Route, board: Blackboard, said: str) -> tuple[Step, ...]:
        """The calls of the first agent, then those of the second; where there were none, what was said."""
        order = [agent.id for agent in (*route.agents, *self._kit.agents)]
        uses = sorted(board.uses, key=lambda use: order.index(use.agent))
        steps = [call_step(use.call, sentence, self._domains, route.domains) for use in uses]
        if not steps and said:
            is_no = bool(self._kit.manners.declines[sentence.language].search(said.lower()))
            steps = [words_step(said, is_no, sentence, route.domains)]
        return tuple(steps)

    def _functions_of(self, path: str) -> Sequence[str]:
        try:
            return [function.id for function in self._catalogue[path].functions]
        except UnknownSignal:
            return ()
