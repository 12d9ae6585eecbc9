"""The conversation: what was said and done, a text box, and the guard's open questions."""

from collections import deque
from functools import partial
from itertools import islice

from nicegui import ui
from nicegui.events import GenericEventArguments

from ipa_agents.cabin.scene import Changes, Question
from ipa_agents.cabin.transcript import Line
from ipa_agents.cockpit.elements import box, button, icon, set_attribute, text
from ipa_agents.cockpit.panel import Cockpit
from ipa_agents.cockpit.remember import remember
from ipa_agents.vehicle.seats import SEATS

__all__ = ['ConversationPanel']

# What is typed stays in the box, also over a reload, until the server has taken it. The Enter that ends the spelling
# of a Chinese word does not submit a form, unlike a key that is listened for.
_SUBMIT = """(event) => {
    event.preventDefault();
    const box = event.target.elements.said;
    if (!box.value.trim() || box.readOnly) return;
    box.readOnly = true;
    emit(box.value);
}"""
_BOX = 'const box = document.querySelector("input[name=said]");'
_KEEP = '(event) => sessionStorage.setItem("said", event.target.value)'
_RESTORE = f'{_BOX} box.readOnly = false; box.value ||= sessionStorage.getItem("said") ?? "";'
_TAKEN = f'{_BOX} box.readOnly = false; box.value = ""; sessionStorage.removeItem("said");'
_LONGEST = 10_000  # characters; the assistant says so long before


class ConversationPanel:
    """Shows the newest lines; what is typed is said by the seat that was chosen."""

    def __init__(self, cockpit: Cockpit) -> None:
        self._cockpit = cockpit
        self._told = 0
        self._messages: deque[_Message] = deque()
        words = cockpit.words
        with box(classes='conversation'):
            with box(classes='messages'):
                self._lines = box(classes='lines', role='log', aria_label=words('conversation.title'))
            self._questions = box(classes='questions', aria_live='assertive')
            with box('form', 'speak').on('submit', self._say, js_handler=_SUBMIT):
                self._offer_seats()
                hint = words('conversation.hint')
                typed = box(
                    'input',
                    name='said',
                    type='text',
                    autocomplete='off',
                    placeholder=hint,
                    aria_label=hint,
                    aria_keyshortcuts='/',
                )
                typed.on('input', js_handler=_KEEP)
                with box('button', 'key send', type='submit', aria_label=words('conversation.send')):
                    icon('send')
        ui.context.client.on_connect(lambda: ui.run_javascript(_RESTORE))

    def refresh(self, changes: Changes) -> None:
        """Add the lines that are new, let grow those that go on, and show the questions that are open."""
        if 'conversation' in changes:
            self._add()
        if 'questions' in changes:
            self._questions.clear()
            with self._questions:
                for question in self._cockpit.scene.questions.values():
                    self._ask(question)

    def _offer_seats(self) -> None:
        words, chosen = self._cockpit.words, self._cockpit.viewer.seat
        choice = box('select', 'seat', aria_label=words('conversation.seat'))
        with choice.on('change', self._sit, js_handler='(event) => emit(event.target.value)'):
            for seat in SEATS:
                option = text(words(f'seats.{seat}'), tag='option', value=seat)
                if seat == chosen:
                    set_attribute(option, 'selected', 'selected')

    def _sit(self, event: GenericEventArguments) -> None:
        for seat in SEATS:
            if seat == event.args:
                self._cockpit.viewer.seat = seat
                remember('seat', seat)

    def _add(self) -> None:
        scene = self._cockpit.scene
        new = min(scene.lines_told - self._told, len(scene.lines))
        self._told = scene.lines_told
        while len(self._messages) + new > len(scene.lines):
            self._messages.popleft().delete()
        for message, line in zip(self._messages, scene.lines, strict=False):
            message.show(line)
        with self._lines:
            self._messages.extend(_Message(line) for line in islice(scene.lines, len(self._messages), None))

    def _ask(self, question: Question) -> None:
        words = self._cockpit.words
        with box(classes='question', role='alertdialog', aria_label=question.text[words.language]):
            text(question.text[words.language], 'asked', 'p')
            button(words('conversation.yes'), partial(self._answer, question, True), 'yes')
            button(words('conversation.no'), partial(self._answer, question, False), 'no')

    def _say(self, event: GenericEventArguments) -> None:
        self._cockpit.controls.say(str(event.args)[:_LONGEST], self._cockpit.viewer)
        ui.run_javascript(_TAKEN)

    def _answer(self, question: Question, is_yes: bool) -> None:
        self._cockpit.controls.answer(question, is_yes, self._cockpit.viewer)


class _Message:
    def __init__(self, line: Line) -> None:
        with box('p', f'message {line.kind}') as self._element:
            if line.who:
                text(line.who, 'who')
            self._said = text(line.text, 'said')
            self._mind = text(line.mind, 'mind') if line.turn_id else None

    def show(self, line: Line) -> None:
        """Show the line as far as it has come, and who understood what it answers."""
        self._said.set_text(line.text)
        if self._mind:
            self._mind.set_text(line.mind)

    def delete(self) -> None:
        """Take it off the page."""
        self._element.delete()
