"""What people want kept in mind during the drive: noted, told again, erased."""

from ipa_agents.assistant.desk import Desk
from ipa_agents.assistant.result import Kind, Result
from ipa_agents.assistant.wake import squash
from ipa_agents.brains.interface import Step

__all__ = ['forget', 'recall', 'remember']


async def remember(step: Step, agent: str, desk: Desk) -> Result:
    """Keep the note of the call in mind."""
    assert step.call is not None
    note = str(step.call.arguments['note'])
    is_own = squash(note) in squash(desk.utterance.text)
    desk.world.notebook.add(desk.listener.seat, note, is_own=is_own)
    return _said(step, desk, 'notes.kept')


async def recall(step: Step, agent: str, desk: Desk) -> Result:
    """Tell what is kept in mind for this seat."""
    notes = desk.world.notebook.of(desk.listener.seat)
    return _said(step, desk, 'notes.list' if notes else 'notes.none', notes=desk.listener.listed(notes))


async def forget(step: Step, agent: str, desk: Desk) -> Result:
    """Erase the newest note, or with {"all": true} every note of this seat."""
    assert step.call is not None
    notebook, seat = desk.world.notebook, desk.listener.seat
    had = notebook.forget_all(seat) if step.call.arguments.get('all') else notebook.forget_last(seat)
    return _said(step, desk, 'notes.forgotten' if had else 'notes.none')


def _said(step: Step, desk: Desk, key: str, **slots: str) -> Result:
    return Result(Kind.TOLD, sentences=(desk.listener.wording(key, **slots),), call=step.call)
