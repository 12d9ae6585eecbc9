"""One agent's part of a turn: ask the model, carry out its calls, ask again with the results, until it is settled."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ipa_agents.brains.agents import AgentSpec
from ipa_agents.brains.interface import Context, Hands, Sentence
from ipa_agents.brains.qwen.asking import Asking, Models, Problem, Reply, tool_messages
from ipa_agents.brains.qwen.blackboard import Blackboard
from ipa_agents.brains.qwen.budget import Budget, Limits
from ipa_agents.brains.qwen.calls import Calls
from ipa_agents.brains.qwen.mode import Mode
from ipa_agents.brains.qwen.prompt.ending import ending
from ipa_agents.brains.qwen.prompt.grammar import structural_tag
from ipa_agents.brains.qwen.prompt.slice import Slice, Slicer
from ipa_agents.brains.qwen.prompt.toolbox import ToolSpec
from ipa_agents.brains.qwen.results import shown
from ipa_agents.brains.qwen.routing import Route
from ipa_agents.brains.qwen.speech.judge import Judge, Manners
from ipa_agents.brains.qwen.speech.mouth import Answer, Floor
from ipa_agents.brains.qwen.wire.chat import ChatRequest, Message
from ipa_agents.config_files import config_folder, load_yaml
from ipa_agents.errors import ModelError, ModelTimeout
from ipa_agents.language import ENGLISH_NAMES, Language
from ipa_agents.vehicle.catalogue import Catalogue

__all__ = ['AgentLoop', 'Kit', 'TurnParts', 'load_hints']

_FAULTS: Mapping[Problem, str] = {'refusal': 'refused'}


@dataclass(frozen=True)
class Kit:
    """What never changes while a car drives."""

    agents: Sequence[AgentSpec]
    models: Models
    limits: Limits
    toolbox: Mapping[str, ToolSpec]
    tools: tuple[Mapping[str, Any], ...]
    hints: Mapping[Problem, str]
    manners: Manners
    slicer: Slicer
    catalogue: Catalogue


@dataclass(frozen=True)
class TurnParts:
    """What the agents of one turn share. `begun` are the messages before the ending; `deadline` in the loop's time.

    `key` is the turn's own.
    """

    sentence: Sentence
    context: Context
    found: Slice
    mode: Mode
    begun: tuple[Message, ...]
    hands: Hands
    board: Blackboard
    budget: Budget
    deadline: float
    route: Route
    key: str

    @property
    def leans(self) -> bool:
        """Whether the sentence may mean what was spoken of before: it answers a question, or names nothing itself."""
        names_something = self.route.domains or self.found.wished or self.found.sensors
        return bool(self.context.question) or not names_something


class AgentLoop:
    """Runs once; what it leaves is on the blackboard and in what the floor has said."""

    def __init__(self, kit: Kit, turn: TurnParts, agent: AgentSpec, floor: Floor) -> None:
        self._kit = kit
        self._turn = turn
        self._agent = agent
        self._floor = floor
        self._retries = kit.limits.turn.retries
        self._mode = turn.mode
        self._asking = Asking(kit.models, turn.hands, agent.id, turn.budget, turn.deadline, turn.mode.thinking_s)
        self._calls = Calls(
            agent,
            kit.agents,
            kit.toolbox,
            kit.catalogue,
            turn.hands,
            turn.board,
            self._wrong_with,
            kit.limits.turn.calls,
        )
        tools = turn.route.tools_for(agent, kit.toolbox)
        self._grammar = structural_tag(kit.toolbox, tools, turn.found)

    async def run(self) -> str:
        """Answer; the fault as Talk has it."""
        try:
            return await self._answer()
        except ModelTimeout:
            return 'slow'
        except ModelError:
            return 'unreachable'

    async def _answer(self) -> str:
        since: list[Message] = []
        for _ in range(self._kit.limits.turn.steps):
            if self._turn.budget.is_spent:
                break
            answer = Answer(self._floor, self._judge(), self._kit.limits.speech)
            reply = await self._ask(answer, since)
            if reply.wanted:
                used = await self._calls.carry_out(reply.wanted)
                if all(result.is_settled for result in used):
                    return ''
                if all(result.data.get('status') == 'REFUSED' for result in used):
                    if self._retries <= 0:
                        return 'nonsense'
                    self._retries -= 1
                since += tool_messages(reply.calls, [shown(result, self._kit.limits.result) for result in used])
            elif not self._may_retry(reply.problem, answer):
                return self._fault(reply.problem, answer)
            else:
                self._retries -= 1
                self._mode = self._mode.without_thinking()
                since.append(Message('user', self._hint(reply.problem)))
        return 'steps'

    def _may_retry(self, problem: Problem, answer: Answer) -> bool:
        """Not after a refusal, nor where people have heard a sentence, nor where the other agent may have done it."""
        is_idle = problem == 'empty' and self._turn.route.is_shared
        return problem in self._kit.hints and not answer.has_told and not is_idle and self._retries > 0

    def _fault(self, problem: Problem, answer: Answer) -> str:
        """An answer that was good until it became a chant is an answer."""
        if not problem or problem == 'empty' and self._turn.route.is_shared:
            return ''
        if answer.has_told and problem in ('repetition', 'language', 'broken'):
            return ''
        return _FAULTS.get(problem, 'nonsense')

    async def _ask(self, answer: Answer, since: Sequence[Message]) -> Reply:
        turn, mode = self._turn, self._mode
        beside = turn.board.beside(self._agent.id)
        last = Message('user', ending(self._agent, turn.found, turn.sentence, turn.context, beside))
        request = ChatRequest(
            messages=(*turn.begun, last, *since),
            tools=self._kit.tools,
            grammar=self._grammar,
            max_tokens=max(1, min(mode.max_tokens, turn.budget.tokens)),
            temperature=mode.temperature,
            priority=mode.priority,
            is_thinking=mode.is_thinking,
            leans=turn.leans,
            turn=turn.key,
        )
        return await self._asking.ask(request, answer)

    def _hint(self, problem: Problem) -> str:
        return self._kit.hints[problem].format(language=ENGLISH_NAMES[self._turn.sentence.language])

    def _wrong_with(self, question: str) -> str:
        """What the model is told of a question that may not be put; empty when it may."""
        problem: Problem = self._judge().complaint(question) if question else 'empty'
        return self._hint(problem) if problem in self._kit.hints else problem

    def _judge(self) -> Judge:
        turn = self._turn
        return Judge(self._kit.manners, turn.sentence.language, self._named, turn.board.backing, self._texts)

    def _named(self, text: str, language: Language) -> frozenset[str]:
        return self._kit.slicer.find(text, language).named

    def _texts(self) -> str:
        context = self._turn.context
        return ' '.join((self._turn.board.texts(), context.media, context.route, self._turn.sentence.text))


def load_hints(file: Path | None = None) -> Mapping[Problem, str]:
    """The hints of `file` (default: config/qwen/hints.yaml), by the problem that they are for; raises ConfigError."""
    hints: Mapping[Problem, str] = load_yaml(file or config_folder() / 'qwen' / 'hints.yaml', 'hints').data
    return hints
