"""What people want kept in mind: of themselves for good, all else during the drive; told again, erased."""

from ipa_agents.assistant.about import about, about_at_end
from ipa_agents.assistant.agents.preferences import keep_about
from ipa_agents.assistant.desk import Desk
from ipa_agents.assistant.liking import known_words
from ipa_agents.assistant.result import Kind, Result
from ipa_agents.assistant.wake import squash
from ipa_agents.brains.interface import Step

__all__ = ['forget', 'recall', 'remember']


async def remember(step: Step, agent: str, desk: Desk) -> Result:
    """Keep the note of the call in mind: for this drive, or for good what they say of themselves."""
    assert step.call is not None
    note = str(step.call.arguments['note'])
    is_own = squash(note) in squash(desk.utterance.text)
    found = about(note, desk.listener.language) if is_own else None
    if found is not None:
        return await keep_about(found, agent, desk, is_agreed=True)
    desk.world.notebook.add(desk.listener.seat, note, is_own=is_own)
    return _said(step, desk, 'notes.kept')


async def recall(step: Step, agent: str, desk: Desk) -> Result:
    """Tell what is kept in mind for this seat, and of whoever sits there, to them alone; of one "topic" of the call."""
    assert step.call is not None
    listener, people = desk.listener, desk.world.people
    sentences = []
    if people.fault:
        sentences.append(listener.wording('people.unreadable'))
    topic = step.call.arguments.get('topic')
    kept = [one for one in people.view.of(people.at(listener.seat)) if topic in (None, one.topic)]
    known = [known_words(listener, one.topic, one.value) for one in kept]
    if known:
        name = people.at(listener.seat) if people.has_name(listener.seat) else ''
        key = 'people.known' if name else 'people.known_here'
        sentences.append(listener.wording(key, name=name, known=listener.listed(known)))
    notes = desk.world.notebook.of(listener.seat) if topic is None else ()
    if notes:
        sentences.append(listener.wording('notes.list', notes=listener.listed(notes)))
    return Result(Kind.TOLD, sentences=tuple(sentences) or (listener.wording('notes.none'),), call=step.call)


async def forget(step: Step, agent: str, desk: Desk) -> Result:
    """Erase what the call says: a "note" in people's own words, a "topic" of whoever sits there, "all" notes.

    With {"me": true} also all that is known of them; without anything, the newest note.
    """
    assert step.call is not None
    arguments, seat = step.call.arguments, desk.listener.seat
    notebook, people = desk.world.notebook, desk.world.people
    found = about_at_end(str(arguments.get('note', '')), desk.listener.language)
    if arguments.get('note'):
        had = notebook.forget(seat, str(arguments['note']))
        had = found is not None and await people.forget(seat, found.topic.id, found.value) or had
    elif arguments.get('topic'):
        had = await people.forget(seat, str(arguments['topic']))
    elif arguments.get('all') or arguments.get('me'):
        had = notebook.forget_all(seat)
        had = bool(arguments.get('me')) and await people.forget(seat) or had
    else:
        had = notebook.forget_last(seat)
    return _said(step, desk, 'notes.forgotten' if had else 'notes.none')


def _said(step: Step, desk: Desk, key: str, **slots: str) -> Result:
    return Result(Kind.TOLD, sentences=(desk.listener.wording(key, **slots),), call=step.call)
