"""The guard's open question, with yes and no at hand."""

from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.content import Content
from textual.message import Message
from textual.widgets import Static

from ipa_agents.persona.wording import Wording
from ipa_agents.terminal.lines import printable

__all__ = ['QuestionBar']


class _Choice(Static):
    def __init__(self, is_yes: bool) -> None:
        super().__init__(id='yes' if is_yes else 'no', markup=False)
        self._is_yes = is_yes

    def on_click(self) -> None:
        self.post_message(QuestionBar.Answered(self._is_yes))


class QuestionBar(Horizontal):
    """Hidden while nothing is asked."""

    class Answered(Message):
        """Somebody has chosen."""

        def __init__(self, is_yes: bool) -> None:
            super().__init__()
            self.is_yes = is_yes

    def __init__(self) -> None:
        super().__init__()
        self._asked = Static(id='asked', markup=False)
        self._choices = {'yes': ('^Y', _Choice(True)), 'no': ('^N', _Choice(False))}

    def compose(self) -> ComposeResult:
        """The question, and two answers."""
        yield self._asked
        yield from (choice for _, choice in self._choices.values())

    def show(self, question: str, words: Wording) -> None:
        """Put `question`; hide when it is empty."""
        self.display = bool(question)
        self._asked.update(Content(printable(question)))
        for name, (key, choice) in self._choices.items():
            choice.update(Content(f' {key} {words(f"keys.{name}")} '))
