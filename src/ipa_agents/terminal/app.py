"""The screen of `ipa chat`."""

import asyncio
import signal
import time
from collections.abc import Sequence
from contextlib import suppress
from typing import ClassVar, Protocol

from textual.app import App, ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, VerticalScroll
from textual.content import Content
from textual.widgets import Static

from ipa_agents.assistant.listener import Listener
from ipa_agents.cabin.events import Event
from ipa_agents.cabin.scene import Question, Scene
from ipa_agents.cabin.stage_words import load_stage_words
from ipa_agents.language import Language
from ipa_agents.persona.wording import Wording, load_phrases, load_words
from ipa_agents.terminal.board import Board
from ipa_agents.terminal.conversation_log import ConversationLog
from ipa_agents.terminal.dashboard import alarm, car_rows, part_rows, summary, warning_rows
from ipa_agents.terminal.entry import Entry
from ipa_agents.terminal.help_screen import HelpScreen
from ipa_agents.terminal.question_bar import QuestionBar
from ipa_agents.terminal.seat_bar import SeatBar
from ipa_agents.terminal.themes import COLOURS, Daylight
from ipa_agents.vehicle.catalogue import Catalogue
from ipa_agents.vehicle.seats import DRIVER, SEATS, Seat
from ipa_agents.vehicle.touch import is_touch_turn

__all__ = ['ChatApp', 'Way']

_LISTEN = 0.05  # s between two looks at what has happened
_LOOK = 0.25  # s between two looks at the clock, and at what the car shows all the time
_PLACES = ('alarm', 'summary', 'car', 'warnings', 'parts')
_KEYS = (
    ('F1', 'explain', 'help'),
    ('F2', 'seat', 'seat'),
    ('F3', 'language', 'language'),
    ('F4', 'daylight', 'theme'),
    ('^Q', 'quit', 'quit'),
)


class Way(Protocol):
    """The way into the car."""

    def news(self) -> Sequence[Event]:
        """What has happened since the last call; does not wait."""
        ...

    def say(self, text: str, seat: Seat) -> None:
        """Let everybody in the car hear it."""
        ...


class ChatApp(App[None]):
    """Shows what `scene` makes of the events that come by `way`; texts of the car are never markup."""

    TITLE = 'ipa chat'
    CSS_PATH = 'screen.tcss'
    ENABLE_COMMAND_PALETTE = False
    HORIZONTAL_BREAKPOINTS = [(0, '-narrow'), (96, '-wide'), (150, '-huge')]  # noqa: RUF012 - as textual declares it
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding('f1', 'explain'),
        Binding('f2', 'seat'),
        Binding('f3', 'language'),
        Binding('f4', 'daylight'),
        Binding('ctrl+y', "answer('yes')", priority=True),
        Binding('ctrl+n', "answer('no')", priority=True),
        Binding('pageup', 'page(-1)', priority=True),
        Binding('pagedown', 'page(1)', priority=True),
        Binding('ctrl+q,ctrl+c', 'quit', priority=True),
    ]

    def __init__(
        self,
        way: Way,
        scene: Scene,
        catalogue: Catalogue,
        language: Language,
        daylight: Daylight = 'night',
        seat: Seat = DRIVER,
    ) -> None:
        self.seat = seat
        self.language: Language = language
        self._way = way
        self._scene = scene
        self._catalogue = catalogue
        self._daylight = daylight
        self._stages = load_stage_words()
        self._conversation = ConversationLog(id='conversation')
        self._question_bar = QuestionBar()
        self._seats = SeatBar()
        self._entry = Entry()
        self._places = {name: Board(name) for name in _PLACES}
        self._keys = Static(id='keys')
        super().__init__()

    @property
    def words(self) -> Wording:
        """The words of the language that is chosen."""
        return load_words('terminal')[self.language]

    @property
    def question(self) -> Question | None:
        """What can be answered here: a touch on the page is confirmed by a touch there."""
        asked = [question for question in self._scene.questions.values() if not is_touch_turn(question.turn_id)]
        return asked[-1] if asked else None

    def compose(self) -> ComposeResult:
        """All there is, from top to bottom."""
        yield self._places['alarm']
        yield self._places['summary']
        with Horizontal(id='middle'):
            yield self._conversation
            with VerticalScroll(id='dashboard', can_focus=False):
                yield from (self._places[name] for name in ('car', 'warnings', 'parts'))
        yield self._question_bar
        yield self._seats
        yield self._entry
        yield self._keys

    def on_mount(self) -> None:
        """Begin to listen; whoever ends the process ends the screen in order."""
        for theme in COLOURS:
            self.register_theme(theme)
        self.theme = self._daylight
        self._entry.focus()
        self._name_everything()
        self._listen()
        self._look()
        self.set_interval(_LISTEN, self._listen)
        self.set_interval(_LOOK, self._look)
        for number in (signal.SIGTERM, signal.SIGHUP):
            with suppress(ValueError, RuntimeError):  # not in the main thread, as under test
                asyncio.get_running_loop().add_signal_handler(number, self.exit)

    def on_entry_said(self, said: Entry.Said) -> None:
        """Say it, unless it is meant for the screen, as in the line mode: /quit, /seat NAME, anything else: help."""
        name, _, rest = said.text.partition(' ')
        if not said.text.startswith('/'):
            self._way.say(said.text, self.seat)
        elif name == '/quit':
            self.exit()
        elif name == '/seat' and rest.strip() in SEATS:
            self._sit(SEATS[SEATS.index(rest.strip())])
        else:
            self.action_explain()

    def on_seat_bar_chosen(self, chosen: SeatBar.Chosen) -> None:
        """Speak from another seat."""
        self._sit(chosen.seat)

    def on_question_bar_answered(self, answered: QuestionBar.Answered) -> None:
        """Answer by a click."""
        self.action_answer('yes' if answered.is_yes else 'no')

    def action_answer(self, word: str) -> None:
        """Say yes or no, if that is the question."""
        if self.question is not None:
            self._way.say(self.words(f'entry.{word}'), self.seat)

    def action_seat(self) -> None:
        """Speak from the next seat."""
        self._sit(SEATS[(SEATS.index(self.seat) + 1) % len(SEATS)])

    def action_language(self) -> None:
        """The other language, for all that the screen itself says."""
        self.language = 'en' if self.language == 'zh' else 'zh'
        self._name_everything()
        self._look()

    def action_daylight(self) -> None:
        """Other colours."""
        self._daylight = 'day' if self._daylight == 'night' else 'night'
        self.theme = self._daylight
        self._conversation.redraw()
        self._look()

    def action_explain(self) -> None:
        """What the keys do."""
        self.push_screen(HelpScreen(self.words))

    def action_page(self, direction: int) -> None:
        """Older or newer lines."""
        (self._conversation.scroll_page_up if direction < 0 else self._conversation.scroll_page_down)(animate=False)

    def _sit(self, seat: Seat) -> None:
        self.seat = seat
        self._look()

    def _listen(self) -> None:
        """Take what has happened; most of it shows with the next look."""
        changes = self._scene.hear(self._way.news(), time.monotonic())
        if 'conversation' in changes:
            self._conversation.show(self._scene.lines, self._scene.lines_told)
        if 'questions' in changes:
            self._ask()

    def _look(self) -> None:
        """Show how the car is now."""
        scene, words = self._scene, self.words
        listener = Listener(load_phrases()[self.language], self._catalogue, self.seat)
        warning = alarm(scene, words, self._stages)
        self._places['alarm'].show_text(warning)
        self._places['alarm'].set_class(bool(warning), '-heard')
        self._places['summary'].show_text(summary(scene, words))
        self._seats.show(scene, self.seat, words)
        self._places['car'].show_rows(words('car.title'), car_rows(scene, words, self._stages))
        self._places['warnings'].show_rows(words('warnings.title'), warning_rows(scene, words, listener))
        self._places['parts'].show_rows(words('parts.title'), part_rows(scene, words, self._stages))

    def _ask(self) -> None:
        question = self.question
        self._question_bar.show(question.text[self.language] if question else '', self.words)

    def _name_everything(self) -> None:
        words = self.words
        self._entry.placeholder = words('entry.hint')
        keys = (f'[b]{key}[/b] [@click=app.{action}]{words(f"keys.{name}")}[/]' for key, action, name in _KEYS)
        self._keys.update(Content.from_markup('   '.join(keys)))
        self._ask()
