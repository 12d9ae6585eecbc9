"""A sheet that a touch opens over the map."""

from typing import Self

from nicegui.elements.mixins.text_element import TextElement

from ipa_agents.cockpit.elements import box, icon, text
from ipa_agents.cockpit.panel import Cockpit

__all__ = ['Sheet']


class Sheet:
    """A popover of the browser: it is opened by the button that names it, and closed by Escape or a touch beside it."""

    def __init__(self, cockpit: Cockpit, name: str) -> None:
        self.popover_id = f'{name}-sheet'
        title = cockpit.words(f'sheets.{name}')
        self._element = box(
            classes=f'sheet card {name}-sheet', id=self.popover_id, popover='auto', role='dialog', aria_label=title
        )
        with self._element, box(classes='sheet-head'):
            self.title: TextElement = text(title, tag='h2')
            with box(
                'button',
                'key round',
                type='button',
                popovertarget=self.popover_id,
                popovertargetaction='hide',
                aria_label=cockpit.words('sheets.close'),
            ):
                icon('close')

    def __enter__(self) -> Self:
        self._element.__enter__()
        return self

    def __exit__(self, *_: object) -> None:
        self._element.__exit__()
