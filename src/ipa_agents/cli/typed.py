"""A typed conversation: every line is said from a seat, and what follows is shown."""

from ipa_agents.cabin.conversation import Conversation
from ipa_agents.cabin.keyboard import Keyboard
from ipa_agents.cli.notes import note
from ipa_agents.cli.screen import Screen
from ipa_agents.vehicle.seats import SEATS, Seat, is_seat

__all__ = ['Typed']

_POLL = 0.05
_PATIENCE = 60.0


class Typed:
    """Reads `keyboard`; on a terminal a new line may interrupt, from a pipe each waits for its answer."""

    def __init__(self, conversation: Conversation, keyboard: Keyboard, screen: Screen, seat: Seat) -> None:
        self._conversation = conversation
        self._keyboard = keyboard
        self._screen = screen
        self._seat = seat
        self._unanswered = 0

    def run(self) -> int:
        """Talk until the input ends; how many sentences had no answer."""
        if self._screen.is_terminal:
            self._help()
        self._prompt()
        while not self._keyboard.has_ended():
            if not self._keyboard.has_line():
                self._conversation.wait(lambda _: True, _POLL)
                continue
            line = self._keyboard.line()
            self._screen.unprompt()
            if line == '/quit':
                break
            if line.startswith('/'):
                self._command(line)
            elif line:
                self._say(line)
            self._prompt()
        return self._unanswered

    def _say(self, text: str) -> None:
        before = self._conversation.turns_ended
        self._conversation.say(text, self._seat, shown=not self._screen.is_terminal)
        is_impatient = self._screen.is_terminal
        is_answered = self._conversation.wait(
            lambda _: self._conversation.turns_ended > before or (is_impatient and self._keyboard.has_line()), _PATIENCE
        )
        if not is_answered:
            self._unanswered += 1
            self._screen.note(*note('no_answer'))

    def _command(self, line: str) -> None:
        name, _, seat = line.partition(' ')
        if name == '/seat' and is_seat(seat.strip()):
            self._seat = SEATS[SEATS.index(seat.strip())]
        elif name == '/seat':
            self._screen.note(*note('seats', names=', '.join(SEATS)))
        else:
            self._help()

    def _help(self) -> None:
        self._screen.note(*note('help'))

    def _prompt(self) -> None:
        if self._screen.is_terminal and not self._keyboard.has_line():
            self._screen.prompt(f'{self._seat}> ')
