"""Who looks at the page: the language and the theme, which the browser remembers."""

import json

from nicegui import ui

from ipa_agents.cabin.scene import Changes
from ipa_agents.cockpit.elements import box, button, icon_button, set_attribute, show_icon
from ipa_agents.cockpit.panel import Cockpit
from ipa_agents.cockpit.remember import remember
from ipa_agents.cockpit.viewer import THEMES, Theme
from ipa_agents.language import LANGUAGES

__all__ = ['Switches']

_DARK = 'Vehicle.Exterior.IsDark'
_ICONS: dict[Theme, str] = {'auto': 'contrast', 'day': 'sun', 'night': 'moon'}


class Switches:
    """Each press is the next choice; the theme "auto" is night while the car says that it is dark outside."""

    def __init__(self, cockpit: Cockpit) -> None:
        self._cockpit = cockpit
        self._shown = ''
        with box(classes='switches'):
            other = next(language for language in LANGUAGES if language != cockpit.viewer.language)
            button(
                cockpit.words('bar.other_language'), lambda: remember('language', other, reload=True), 'key', lang=other
            )
            self._theme = icon_button(_ICONS[cockpit.viewer.theme], '', self._next_theme, 'key', aria_keyshortcuts='t')
        self._show_theme()

    def refresh(self, changes: Changes) -> None:
        """Follow the light outside."""
        if changes.of((_DARK,)):
            self._show_theme()

    def _next_theme(self) -> None:
        viewer = self._cockpit.viewer
        viewer.theme = THEMES[(THEMES.index(viewer.theme) + 1) % len(THEMES)]
        remember('theme', viewer.theme)
        self._show_theme()

    def _show_theme(self) -> None:
        viewer = self._cockpit.viewer
        is_dark = self._cockpit.scene.signals.get(_DARK) is not False
        theme = viewer.theme if viewer.theme != 'auto' else 'night' if is_dark else 'day'
        show_icon(self._theme.default_slot.children[0], _ICONS[viewer.theme])
        set_attribute(self._theme, 'aria-label', self._cockpit.words(f'bar.theme_{viewer.theme}'))
        if theme != self._shown:
            self._shown = theme
            ui.run_javascript(f'document.documentElement.dataset.theme = {json.dumps(theme)}')
