"""One open page, and all of them."""

import json
import logging

from nicegui import ui
from starlette.requests import Request

from ipa_agents.cabin.scene import EVERYTHING, Changes
from ipa_agents.cockpit.elements import box
from ipa_agents.cockpit.layout import PANELS, SCRIPTS, STYLES
from ipa_agents.cockpit.panel import Cockpit, Panel
from ipa_agents.cockpit.viewer import Viewer
from ipa_agents.persona.wording import Wording

__all__ = ['Page', 'Pages']

_log = logging.getLogger(__name__)
_DRESS = 'document.documentElement.lang = lang; document.documentElement.dataset.theme = theme;'


class Page:
    """One page in one browser; built in the NiceGUI client that is open."""

    def __init__(self, cockpit: Cockpit) -> None:
        self._client = ui.context.client
        ui.page_title(cockpit.words('page.title'))
        ui.add_head_html(_head(cockpit.viewer))
        ui.add_head_html(_away(cockpit.words))
        self._panels: list[tuple[str, Panel]] = []
        with box('main', 'cockpit'):
            for name, make in PANELS:
                with box('section', f'panel {name}', aria_label=cockpit.words(f'panels.{name}')):
                    self._panels.append((name, make(cockpit)))
        self._missed = False
        self._show(EVERYTHING)

    def refresh(self, changes: Changes) -> None:
        """Show what has changed; a browser that was away is shown everything when it is back, and not piled up for."""
        if not self._client.has_socket_connection:
            self._missed = True
        elif self._missed:
            self._missed = False
            self._show(EVERYTHING)
        elif changes.topics:
            self._show(changes)

    def _show(self, changes: Changes) -> None:
        """A part that cannot show it leaves the others as they are."""
        with self._client:
            for name, panel in self._panels:
                try:
                    panel.refresh(changes)
                except Exception:  # noqa: BLE001 - one part of the page must not take the others with it
                    _log.exception('the part %s of the page', name)


def _head(viewer: Viewer) -> str:
    """Language and theme stand before anything is painted, so that a night page never flashes white."""
    links = ''.join(f'<link rel="stylesheet" href="/static/{style}">' for style in STYLES)
    links += ''.join(f'<script src="/static/{script}" defer></script>' for script in SCRIPTS)
    theme = 'night' if viewer.theme == 'auto' else viewer.theme
    chosen = json.dumps({'lang': viewer.language, 'theme': theme})
    return f'{links}<script>{{const {{lang, theme}} = {chosen}; {_DRESS}}}</script>'


def _away(words: Wording) -> str:
    """NiceGUI itself says that the server is away, in the language of all pages; here it is that of this page."""
    said = json.dumps([words('page.away'), words('page.back_soon')])
    places = "document.querySelectorAll('#popup > span').forEach((place, at) => place.textContent = said[at])"
    return f'<script>{{const said = {said}; addEventListener("DOMContentLoaded", () => {places});}}</script>'


class Pages:
    """All pages that are open, in all browsers; used by the thread of the page alone."""

    def __init__(self, cockpit: Cockpit) -> None:
        self._cockpit = cockpit
        self._open: list[Page] = []

    def open(self, request: Request) -> None:
        """Build a page for a browser that asks for it."""
        page = Page(self._cockpit.seen_by(Viewer.from_cookies(request.cookies, self._cockpit.viewer.language)))
        self._open.append(page)
        ui.context.client.on_delete(lambda: self._open.remove(page))

    def refresh(self, changes: Changes) -> None:
        """Show what has changed on every page."""
        for page in tuple(self._open):
            page.refresh(changes)
