"""Plain HTML elements, whose texts and attributes are never read as markup."""

from collections.abc import Callable

from nicegui import ui
from nicegui.element import Element
from nicegui.elements.mixins.text_element import TextElement

__all__ = ['box', 'button', 'set_attribute', 'text']


def box(tag: str = 'div', classes: str = '', **attributes: str) -> Element:
    """An element that holds others; underscores in the names of `attributes` become hyphens."""
    return _dressed(ui.element(tag), classes, attributes)


def text(content: str = '', classes: str = '', tag: str = 'span', **attributes: str) -> TextElement:
    """An element with a text; `set_text` sends nothing when the text is the same."""
    return _dressed(TextElement(tag=tag, text=content), classes, attributes)


def button(content: str, on_click: Callable[[], object], classes: str = '', **attributes: str) -> TextElement:
    """Something to press."""
    element = text(content, classes, 'button', type='button', **attributes)
    element.on('click', lambda _: on_click(), js_handler='() => emit()')
    return element


def set_attribute(element: Element, name: str, value: str) -> None:
    """Change one attribute; sends nothing when it has that value."""
    if element.props.get(name) != value:
        element.props[name] = value
        element.update()


def _dressed[Dressed: Element](element: Dressed, classes: str, attributes: dict[str, str]) -> Dressed:
    for name, value in attributes.items():
        element.props[name.rstrip('_').replace('_', '-')] = value
    return element.classes(classes)
