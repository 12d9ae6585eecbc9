"""What one turn says: its speeches, numbered, and the end of them."""

from dataclasses import dataclass

from ipa_agents.assistant.chat_log import Said
from ipa_agents.assistant.desk import Desk
from ipa_agents.assistant.ports import Priority, Speaker, Speech

__all__ = ['Voice']

_ENDS = '.!?…。！？；'
_CLOSING = ' "”’」』）)]'


@dataclass
class Voice:
    """The speeches of one turn; the last one ends the turn, once. `spoken` is the answer as far as it was said."""

    desk: Desk
    speaker: Speaker
    sequence: int = 0
    has_ended: bool = False
    spoken: str = ''

    def say(
        self,
        text: str,
        *,
        is_last: bool,
        expects_answer: bool = False,
        priority: Priority = Priority.ANSWER,
        continues: bool = False,
    ) -> None:
        """Say `text`, appended as it is to the sentence begun last when it `continues`; nothing after the end."""
        if self.has_ended:
            return
        desk, listener = self.desk, self.desk.listener
        self.has_ended = is_last
        continues = continues and bool(self.spoken)
        speech = Speech(
            desk.turn_id,
            self.sequence,
            text,
            listener.language,
            listener.seat,
            is_last,
            expects_answer,
            priority,
            continues,
        )
        self.speaker.say(speech)
        self.sequence += 1
        # That something takes its time is no part of the conversation.
        if text and priority is not Priority.INFORMATION:
            self._note(text, continues)
        told = {'continues': True} if continues else {}
        desk.trace('said', text=text, is_last=is_last, expects_answer=expects_answer, **told)

    @property
    def is_within_a_sentence(self) -> bool:
        """Whether the sentence begun last goes on: nothing else may be said before its end."""
        said = self.spoken.rstrip(_CLOSING)
        return bool(said) and said[-1] not in _ENDS

    def _note(self, text: str, continues: bool) -> None:
        log, turn_id = self.desk.world.log, self.desk.turn_id
        if continues:
            self.spoken += text
            log.go_on(turn_id, text)
        else:
            self.spoken = self.desk.listener.text([self.spoken, text])
            log.add(Said(self.desk.now, turn_id, self.desk.listener.seat, text))
