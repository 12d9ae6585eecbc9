"""What the keys do, over everything else."""

from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.content import Content
from textual.events import Click, Key
from textual.screen import ModalScreen
from textual.widgets import Static

from ipa_agents.persona.wording import Wording

__all__ = ['HelpScreen']


class HelpScreen(ModalScreen[None]):
    """Any key or click closes it."""

    def __init__(self, words: Wording) -> None:
        super().__init__()
        self._words = words

    def compose(self) -> ComposeResult:
        """The text, the keys, and how to get back."""
        with VerticalScroll(id='help'):
            for key in ('help.text', 'help.keys', 'help.close'):
                yield Static(Content(self._words(key)), classes=key.replace('.', '-'))

    def on_key(self, event: Key) -> None:
        """Close, and let the key do nothing else."""
        event.stop()
        self.dismiss()

    def on_click(self, event: Click) -> None:
        """Close."""
        event.stop()
        self.dismiss()
