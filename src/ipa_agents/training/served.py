"""A model behind a real server, asked what was held back: same prompt, same grammar, same client as in the car."""

import time
from collections.abc import AsyncIterator, Iterable, Mapping
from contextlib import aclosing
from dataclasses import dataclass
from typing import Any

from ipa_agents.brains.agents import load_agents
from ipa_agents.brains.qwen.asking import Models
from ipa_agents.brains.qwen.prompt.beginning import beginning
from ipa_agents.brains.qwen.prompt.grammar import structural_tag
from ipa_agents.brains.qwen.prompt.toolbox import functions_of, load_toolbox
from ipa_agents.brains.qwen.routing import load_router
from ipa_agents.brains.qwen.speech.leftover import arguments_of
from ipa_agents.brains.qwen.wire.chat import ChatRequest, Message, ToolCall, Words
from ipa_agents.errors import ModelBroken, ModelTimeout
from ipa_agents.persona.persona import load_persona
from ipa_agents.training.dataset import Made
from ipa_agents.training.lines import line
from ipa_agents.training.tiny.answers import is_right
from ipa_agents.vehicle.catalogue import Catalogue

__all__ = ['Asked', 'Examiner']

_LONGEST = 256  # tokens of an answer


@dataclass(frozen=True, slots=True)
class Asked:
    """A held sample as a line, what was answered, whether that is exactly right, and the s it took."""

    line: Mapping[str, Any]
    got: Mapping[str, Any]
    is_exact: bool
    seconds: float


class Examiner:
    """Asks `models`, one sentence after the other."""

    def __init__(self, models: Models, catalogue: Catalogue) -> None:
        self._models = models
        agents = load_agents()
        self._begin = Message('system', beginning(load_persona('juno'), agents))
        self._router = load_router(catalogue, agents)
        self._toolbox = load_toolbox()
        self._tools = tuple(functions_of(self._toolbox))

    async def ask_all(self, samples: Iterable[Made]) -> AsyncIterator[Asked]:
        """What becomes of each; an answer that breaks off counts as one without words.

        Raises ModelUnreachable or ModelRefused where there is no answer to judge.
        """
        for made in samples:
            shown = line(made.sample, made.found, made.split)
            request = self._request(made, shown)
            begun = time.perf_counter()
            got = await self._answer(request)
            seconds = time.perf_counter() - begun
            yield Asked(shown, got, is_right(got, shown['answer']), seconds)

    def _request(self, made: Made, shown: Mapping[str, Any]) -> ChatRequest:
        route = self._router.route(made.sample.sentence, made.sample.dialogue)
        return ChatRequest(
            messages=(self._begin, *(_message(message) for message in shown['messages'])),
            tools=self._tools,
            grammar=structural_tag(self._toolbox, route.tools_for(made.sample.agent, self._toolbox), made.found),
            max_tokens=_LONGEST,
        )

    async def _answer(self, request: ChatRequest) -> dict[str, Any]:
        words, calls = '', []
        try:
            async with aclosing(self._models.stream(request, None, _unnoted)) as events:
                async for event in events:
                    if isinstance(event, Words):
                        words += event.text
                    elif isinstance(event, ToolCall):
                        calls.append({'name': event.name, 'arguments': arguments_of(event.arguments)})
        except (ModelBroken, ModelTimeout):
            return {'content': ''}
        return {'tool_calls': calls} if calls else {'content': words}


def _unnoted(stage: str, /, **detail: Any) -> None:
    """Only cars keep a trace."""


def _message(data: Mapping[str, Any]) -> Message:
    calls = tuple(
        ToolCall(call['id'], call['function']['name'], call['function']['arguments'])
        for call in data.get('tool_calls', ())
    )
    return Message(data['role'], data['content'], calls, data.get('tool_call_id', ''))
