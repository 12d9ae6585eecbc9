"""Plain HTML elements, whose texts and attributes are never read as markup."""

from collections.abc import Callable

from nicegui import ui
from nicegui.element import Element
from nicegui.elements.mixins.text_element import TextElement

__all__ = ['box', 'button', 'icon', 'icon_button', 'set_attribute', 'set_class', 'set_style', 'show_icon', 'text']


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


def icon(name: str, classes: str = '') -> Element:
    """A drawing of static/icons.svg, in the colour of the text; it says nothing to people who only hear the page."""
    with box('svg', f'icon {classes}'.strip(), aria_hidden='true') as drawing:
        box('use', href=_icon(name))
    return drawing


def show_icon(drawing: Element, name: str) -> None:
    """Show another drawing in what `icon` made."""
    set_attribute(drawing.default_slot.children[0], 'href', _icon(name))


def icon_button(name: str, label: str, on_click: Callable[[], object], classes: str = '', **attributes: str) -> Element:
    """Something to press with a drawing on it; `label` is what people hear of it."""
    with button('', on_click, classes, aria_label=label, **attributes) as element:
        icon(name)
    return element


def set_class(element: Element, name: str, is_on: bool) -> None:
    """Give or take one class; sends nothing when that is so already."""
    element.classes(add=name if is_on else None, remove=None if is_on else name)


def set_style(element: Element, name: str, value: str) -> None:
    """Change one style or variable; sends nothing when it has that value."""
    if element.style.get(name) != value:
        element.style[name] = value


def set_attribute(element: Element, name: str, value: str) -> None:
    """Change one attribute; sends nothing when it has that value."""
    if element.props.get(name) != value:
        element.props[name] = value
        element.update()


def _icon(name: str) -> str:
    return f'/static/icons.svg#{name}'


def _dressed[Dressed: Element](element: Dressed, classes: str, attributes: dict[str, str]) -> Dressed:
    for name, value in attributes.items():
        element.props[name.rstrip('_').replace('_', '-')] = value
    return element.classes(classes)
