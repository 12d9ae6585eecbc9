"""Steps that move the dialogue itself: yes, no, a choice, thanks, once more."""

from collections.abc import Awaitable, Callable
from dataclasses import replace

from ipa_agents.assistant.comparing import compared
from ipa_agents.assistant.desk import Desk
from ipa_agents.assistant.place_words import found_list
from ipa_agents.assistant.ports import Search
from ipa_agents.assistant.questions import Question, Questions
from ipa_agents.assistant.result import Kind, Result
from ipa_agents.assistant.told import told
from ipa_agents.assistant.travel_words import place_name
from ipa_agents.brains.interface import Act, Call, Dialogue, Domain, Step
from ipa_agents.vehicle.exchange import Status

__all__ = ['ANSWERS', 'answer', 'move']

ANSWERS = ('yes', 'no', 'choose')
# How the guard refuses a confirmation, and keeps its question open.
_NOT_PLAIN = (Status.DENIED, 'confirmation')
Perform = Callable[[Step, str], Awaitable[Result]]


def move(step: Step, desk: Desk, questions: Questions, dialogue: Dialogue) -> Result:
    """What a move comes to that answers no question."""
    wording = desk.listener.wording
    if step.move == 'repeat':
        return Result(Kind.TOLD, sentences=(dialogue.last_said or wording('nothing_to_repeat'),))
    if step.move in ('stop', 'cancel'):
        idle = 'nothing_to_stop' if step.move == 'stop' else 'dropped'
        return Result(Kind.TOLD, sentences=(wording('dropped' if questions.clear() else idle),))
    return Result(Kind.TOLD, sentences=(wording.first((str(step.move),)),))


async def answer(
    step: Step, desk: Desk, questions: Questions, perform: Perform, is_asked_elsewhere: bool
) -> tuple[Result, ...]:
    """What a yes, a no or a choice comes to; `perform` does a step for an agent."""
    question = questions.current(desk.now) or (questions.chosen(desk.now) if step.move == 'choose' else None)
    if question is None:
        key = 'not_yours' if is_asked_elsewhere else 'question_expired' if questions.has_expired else 'no_question'
        return (Result(Kind.TROUBLE, sentences=(desk.listener.wording(key),)),)
    first = await _answered(step, desk, questions, question, perform)
    if first.question is not None:
        return (first,)
    others = [await perform(Step(step.domain, Act.ACT, call), agent) for agent, call in question.postponed]
    return (first, *others)


async def _answered(step: Step, desk: Desk, questions: Questions, question: Question, perform: Perform) -> Result:
    pending, wording = question.pending, desk.listener.wording
    if step.move == 'no':
        questions.close(question)
        if question.refused is not None:
            return await perform(Step(step.domain, Act.ACT, question.refused, text=step.text), question.agent)
        return Result(Kind.TOLD, sentences=(wording('dropped'),))
    if step.move == 'choose' or pending.kind == 'choose':
        return await _chosen(step, desk, questions, question, perform)
    if pending.kind == 'clarify' or pending.call is None:
        return Result(Kind.ASKED, question=replace(question, asked=desk.now))
    questions.close(question)
    if pending.kind == 'confirm':
        return await _confirmed(desk, question)
    return await perform(Step(step.domain, Act.ACT, pending.call, text=step.text), question.agent)


async def _confirmed(desk: Desk, question: Question) -> Result:
    """What the guard makes of the yes; when it was not plain enough for the guard, the question is put once more."""
    settled = await desk.confirm(question)
    result = await told(desk, settled)
    outcome = settled.outcome
    is_refused = outcome is not None and (outcome.status, outcome.rule) == _NOT_PLAIN
    if is_refused and not question.is_repeated:
        return replace(result, question=replace(question, is_repeated=True))
    return result


async def _chosen(step: Step, desk: Desk, questions: Questions, question: Question, perform: Perform) -> Result:
    """Go on with the option that was chosen; a mere yes takes the only one there is."""
    count, call = len(question.options), question.pending.call
    if 'by' in step.slots:
        described = _described(step, desk, question)
        if isinstance(described, Question):
            return Result(Kind.ASKED, question=replace(described, asked=desk.now))
        index = described
    else:
        index = int(step.slots.get('index', 0 if count == 1 else count))
    if call is None or not -count <= index < count:
        text = desk.listener.wording('no_choice', count=count) if count else question.text
        return Result(Kind.ASKED, question=replace(question, text=text, asked=desk.now))
    questions.close(question)
    completed = Call(call.tool, {**call.arguments, **question.options[index].arguments})
    return await perform(Step(Domain.NAVIGATION, Act.ACT, completed, text=step.text), question.agent)


def _described(step: Step, desk: Desk, question: Question) -> int | Question:
    """The number of the option that "the closer one" means; the question to put where that does not settle it."""
    found, by, said = question.found, str(step.slots['by']), step.slots.get('index')
    if not found:
        return 0 if by == 'distance' else len(question.options)
    meant = compared(found, by)
    number = None if said is None else int(said) % len(found) if -len(found) <= int(said) < len(found) else None
    if number in meant or (number is None and len(meant) == 1):
        return meant[0] if number is None else number
    listener = desk.listener
    if number is not None and len(meant) == 1:
        names = {
            'said': place_name(listener, found[number].place),
            'meant': place_name(listener, found[meant[0]].place),
        }
        return replace(question, text=listener.wording('places.differ', **names))
    left = meant or tuple(range(len(found)))
    kept = tuple(found[one] for one in left)
    text = listener.wording(
        'places.unsettled' if meant else 'places.not_so', list=found_list(listener, kept, Search(relax=True))
    )
    return replace(question, text=text, found=kept, options=tuple(question.options[one] for one in left))
