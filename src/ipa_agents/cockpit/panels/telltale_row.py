"""What the car warns of, in a row: the first with its words, the others as signs."""

from nicegui.element import Element
from nicegui.elements.mixins.text_element import TextElement

from ipa_agents.assistant.listener import Listener
from ipa_agents.cabin.scene import Changes
from ipa_agents.cabin.telltales import PATHS, Telltale, telltale_text, telltales
from ipa_agents.cockpit.elements import box, icon, set_attribute, set_class, show_icon, text
from ipa_agents.cockpit.panel import Cockpit
from ipa_agents.persona.wording import load_phrases

__all__ = ['TelltaleRow']

_MOST = 6  # more than that nobody takes in at a glance
_TOLD = 2  # so many have their words beside them


class TelltaleRow:
    """Places that stay, and show whatever is lit; a warning reads as the assistant would say it."""

    def __init__(self, cockpit: Cockpit) -> None:
        self._cockpit = cockpit
        self._listener = Listener(load_phrases()[cockpit.viewer.language], cockpit.catalogue, cockpit.viewer.seat)
        with box(classes='telltales', role='status', aria_label=cockpit.words('bar.telltales')):
            self._places = [_Place() for _ in range(_MOST)]

    def refresh(self, changes: Changes) -> None:
        """Show what is lit."""
        if not changes.of(PATHS):
            return
        signals, words = self._cockpit.scene.signals, self._cockpit.words
        lit = telltales(signals)
        for index, place in enumerate(self._places):
            telltale = lit[index] if index < len(lit) else None
            said = telltale_text(telltale, signals, self._listener, words) if telltale else ''
            place.show(telltale, said, index < _TOLD)


class _Place:
    def __init__(self) -> None:
        self._element: Element = box(classes='telltale absent', role='img')
        with self._element:
            self._icon: Element = icon('fault')
            self._text: TextElement = text(aria_hidden='true')

    def show(self, telltale: Telltale | None, words: str, is_told: bool) -> None:
        """Show a telltale, or nothing; a mere sign has no words."""
        set_class(self._element, 'absent', telltale is None)
        if telltale is None:
            return
        show_icon(self._icon, telltale.key)
        self._text.set_text(words if is_told and telltale.gravity != 'sign' else '')
        set_attribute(self._element, 'aria-label', words)
        for gravity in ('grave', 'mind', 'sign'):
            set_class(self._element, gravity, gravity == telltale.gravity)
