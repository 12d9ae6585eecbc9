"""What a talker may do during one turn: every act is compared with what people asked for, and goes to the guard."""

import asyncio
from collections.abc import Callable, Coroutine, Mapping, Sequence
from dataclasses import replace
from functools import cached_property
from typing import Any

from ipa_agents.assistant.agents.tools import TOOLS
from ipa_agents.assistant.desk import Desk
from ipa_agents.assistant.finds import Finds
from ipa_agents.assistant.left_out import left_out
from ipa_agents.assistant.looking import look
from ipa_agents.assistant.once import Once
from ipa_agents.assistant.place_arguments import place_arguments
from ipa_agents.assistant.questions import Question
from ipa_agents.assistant.result import Kind, Result, compose
from ipa_agents.assistant.scope import Scope
from ipa_agents.assistant.strangers import are_free
from ipa_agents.assistant.voice import Voice
from ipa_agents.brains.interface import Act, Call, Interpretation, Option, Pending, Step, Used
from ipa_agents.brains.qwen.checking import fault_of, problem
from ipa_agents.brains.qwen.prompt.toolbox import domain_of, load_toolbox

__all__ = ['TurnHands']

_STATUS = {Kind.DONE: 'DONE', Kind.ASKED: 'ASKED', Kind.SILENT: 'SUPERSEDED', Kind.TOLD: 'DONE'}
# What these give back is the assistant's own words, or what the car itself reports.
_TRUSTED = ('set_signals', 'read_signals', 'ask_user', 'remember', 'forget')
# Each of these goes one step on from where it is: twice is not the same as once.
_STEPS = ('NEXT', 'PREVIOUS')
_UNASKED = 'do only what the user asked for; to propose something else, ask_user'


class TurnHands:
    """Hands of brains.interface, for one turn.

    `said` is what people have said that the turn is about; `options` are the places that numbers mean, `keep` is told
    of those that the talker finds. `results` are what is still to be told, `steps` the calls that were done, `signs`
    counts all that the talker does, `has_words` tells whether it has said something itself.
    """

    def __init__(
        self,
        desk: Desk,
        voice: Voice,
        said: Sequence[str],
        options: Sequence[Option],
        keep: Callable[[Sequence[Option]], None],
        scope_of: Callable[[Interpretation], Scope],
    ) -> None:
        self.results: list[Result] = []
        self.steps: list[Step] = []
        self.signs = 0
        self.has_acted = False
        self.has_words = False
        self._desk = desk
        self._voice = voice
        self._said = tuple(said)
        self._finds = Finds(options)
        self._keep = keep
        self._scope_of = scope_of
        self._reading: Interpretation | None = None
        self._gate = asyncio.Event()
        self._once = Once()
        self._work: set[asyncio.Task[Used]] = set()
        self._is_tainted = False

    def open(self, reading: Interpretation) -> None:
        """The turn is the talker's; `reading` is how the reflex understands the sentence."""
        self._reading = reading
        self._gate.set()

    @property
    def is_working(self) -> bool:
        """Whether a call is under way."""
        return bool(self._work)

    def left_out(self) -> tuple[Step, ...]:
        """What people surely wanted beside what was done; nothing while it is asked how to go on."""
        if self._reading is None or any(result.question for result in self.results):
            return ()
        done = [step.call for step in self.steps if step.call is not None]
        return left_out(self._reading, done, self.has_words, self._desk.listener.catalogue)

    async def finish(self) -> None:
        """Wait for the calls that are still under way."""
        if self._work:
            await asyncio.wait(self._work)

    def drop(self) -> None:
        """Wait for nothing any more."""
        for work in self._work:
            work.cancel()

    async def use(self, agent: str, call: Call) -> Used:
        """Do a call for an agent; an act that is under way goes on when whoever wanted it is cancelled."""
        await self._gate.wait()
        self.signs += 1
        tool = load_toolbox().get(call.tool)
        is_act = tool is not None and tool.kind in ('act', 'note')
        began = self._desk.world.clock.elapsed()
        work = self._begin(self._done(agent, call))
        try:
            used = await asyncio.shield(work)
        except asyncio.CancelledError:
            if not is_act:
                work.cancel()
            raise
        took = round((self._desk.world.clock.elapsed() - began) * 1000, 3)
        self.trace('tool', agent=agent, tool=call.tool, ms=took, error=used.data.get('error', ''))
        self._is_tainted = self._is_tainted or not used.is_trusted
        return used

    async def say(self, text: str, *, continues: bool = False) -> None:
        """Say `text`, after what was done so far."""
        await self._gate.wait()
        self.signs += 1
        self.has_acted = self.has_words = True
        if not continues:
            self._tell()
        self._voice.say(text, is_last=False, continues=continues)

    def question(self, text: str, *labels: str) -> Question:
        """An open question of the talker; `labels` are the answers that it offers."""
        # The words of a question that strangers had a say in do not become those of whoever says yes to it.
        said = self._said if self._is_tainted else (*self._said, text, *labels)
        return Question(
            Pending('open', seat=self._desk.listener.seat),
            text,
            options=tuple(Option(label, label, {}) for label in labels),
            said=said,
            asked=self._desk.now,
        )

    def pulse(self) -> None:
        """Show a sign of life of a model that thinks."""
        self.signs += 1

    def trace(self, stage: str, **detail: Any) -> None:
        """Report a stage of the turn."""
        self._desk.trace(stage, **detail)

    def _tell(self) -> None:
        """Tell what came of the calls so far; their questions wait for the end of the turn."""
        answer = compose(self._desk.listener, [replace(result, question=None) for result in self.results])
        questions = [result.question for result in self.results if result.question]
        self.results = [Result(Kind.SILENT, question=question) for question in questions]
        if answer.text:
            self._voice.say(answer.text, is_last=False, priority=answer.priority)

    def _begin(self, doing: Coroutine[Any, Any, Used]) -> asyncio.Task[Used]:
        work = asyncio.create_task(doing)
        self._work.add(work)
        work.add_done_callback(self._work.discard)
        return work

    async def _done(self, agent: str, call: Call) -> Used:
        fault = fault_of(call, self._desk.listener.catalogue)
        if fault is not None:
            return Used(fault, is_settled=False)
        try:
            return await self._KINDS[load_toolbox()[call.tool].kind](self, agent, call)
        except Exception as error:  # noqa: BLE001 - whatever a tool raises, a model gets an answer
            self.trace('error', tool=call.tool, error=f'{type(error).__name__}: {error}')
            return Used(problem('it went wrong', 'say so'), is_settled=False)

    async def _act(self, agent: str, call: Call) -> Used:
        placed = self._finds.placed(call)
        if placed is None:
            return Used(self._finds.no_such_number(), is_settled=False)
        most = self._scope.times(placed) if placed.arguments.get('action') in _STEPS else 1
        again = self._once.again(placed, most)
        if again is not None:
            return await again
        why = self._refusal(call)
        if why:
            return self._refused(call, why)
        self.has_acted = True
        return await self._once.act(placed, self._begin(self._acted(agent, placed)))

    def _refused(self, call: Call, why: str) -> Used:
        self.trace('unasked', tool=call.tool, arguments=dict(call.arguments), why=why)
        return Used({'status': 'REFUSED', **problem(why, _UNASKED)}, is_settled=False)

    async def _acted(self, agent: str, call: Call) -> Used:
        result = await self._performed(agent, call, Act.ACT)
        status = _STATUS.get(result.kind, 'FAILED')
        return Used({'status': status, **self._told(call, result)}, is_settled=True)

    async def _read(self, agent: str, call: Call) -> Used:
        placed = self._finds.placed(call)
        if placed is None:
            return Used(self._finds.no_such_number(), is_settled=False)
        return await self._once.reading(placed, lambda: self._begin(self._seen(agent, placed)))

    async def _seen(self, agent: str, call: Call) -> Used:
        plain = Call(call.tool, {name: value for name, value in call.arguments.items() if name != 'tell'})
        if call.arguments.get('tell'):
            why = self._scope.misses(plain)
            if why:
                return self._refused(call, why)
            self.has_acted = True
            result = await self._performed(agent, plain, Act.INFORM)
            if call.tool == 'search_places' and result.question:
                self._offer(result.question.options, call)
            return Used({'status': 'TOLD', **self._told(call, result)}, is_settled=True)
        seen = await look(plain, agent, self._desk)
        if seen.places:
            names = ((place, place.name or place.name_zh, place.name_zh or place.name) for place in seen.places)
            self._offer([Option(name, zh, {'place': place_arguments(place)}) for place, name, zh in names], call)
        return Used(seen.data, is_settled=False, is_trusted=seen.is_trusted)

    async def _ask(self, agent: str, call: Call) -> Used:
        if self._scope.is_plain:
            return self._refused(call, 'the user has said all that is to be known')
        return await (self._once.again(call) or self._once.act(call, self._begin(self._put(agent, call))))

    async def _put(self, agent: str, call: Call) -> Used:
        text = str(call.arguments['question'])
        labels = tuple(str(label) for label in call.arguments.get('options', ()))
        question = replace(self.question(text, *labels), agent=agent)
        self.has_acted = True
        self.results.append(Result(Kind.ASKED, call=call, question=question))
        return Used({'status': 'ASKED', 'told': text}, is_settled=True)

    _KINDS: Mapping[str, Callable[['TurnHands', str, Call], Coroutine[Any, Any, Used]]] = {
        'act': _act,
        'note': _act,
        'read': _read,
        'ask': _ask,
    }

    @cached_property
    def _scope(self) -> Scope:
        assert self._reading is not None
        return self._scope_of(self._reading)

    def _refusal(self, call: Call) -> str:
        if not self._finds.may_mean(call, is_tainted=self._is_tainted):
            return 'a place of a search that the user did not ask for'
        return self._scope.refusal(call, is_tainted=self._is_tainted)

    async def _performed(self, agent: str, call: Call, act: Act) -> Result:
        step = Step(domain_of(call.tool), act, call)
        result = await TOOLS[call.tool](step, agent, self._desk)
        self.results.append(result)
        self.steps.append(replace(step, call=result.call or call))
        return result

    def _told(self, call: Call, result: Result) -> dict[str, str]:
        """What people are told of it, as far as no words of strangers are in it."""
        listener = self._desk.listener
        is_own = call.tool in _TRUSTED and not are_free(listener.catalogue, call.arguments.get('paths', ()))
        return {'told': compose(listener, [result]).text} if is_own else {}

    def _offer(self, options: Sequence[Option], call: Call) -> None:
        self._finds = Finds(options, not self._is_tainted or self._scope.names(call.arguments))
        self._keep(options)
