"""What is written on the page can be read: the contrast of WCAG 2.2, AA, in both themes."""

import re
from pathlib import Path

import pytest

import ipa_agents.cockpit

STATIC = Path(ipa_agents.cockpit.__file__).parent / 'static'
THEMES = ('night', 'day')
TEXT, LARGE = 4.5, 3.0  # https://www.w3.org/TR/WCAG22/#contrast-minimum

PAIRS = [
    ('ink', 'ground', TEXT),
    ('ink', 'panel', TEXT),
    ('ink', 'raised', TEXT),
    ('ink', 'pressed', TEXT),
    ('ink', 'warn-ground', TEXT),
    ('ink-soft', 'ground', TEXT),
    ('ink-soft', 'panel', TEXT),
    ('ink-soft', 'raised', TEXT),
    ('ink-soft', 'warn-ground', TEXT),
    ('ink-faint', 'ground', TEXT),
    ('ink-faint', 'panel', TEXT),
    ('ink-faint', 'raised', TEXT),
    ('ground', 'ink', TEXT),
    ('ground', 'heat', TEXT),
    ('ground', 'cool', TEXT),
    ('accent', 'panel', TEXT),
    ('on-accent', 'accent', TEXT),
    ('warn', 'panel', TEXT),
    ('warn', 'warn-ground', TEXT),
    ('on-warn', 'warn', TEXT),
    ('ink', 'seat', TEXT),
    ('heat', 'seat', LARGE),
    ('cool', 'seat', LARGE),
    ('route', 'map-land', LARGE),
    ('map-label', 'map-land', TEXT),
]


def colours(theme: str) -> dict[str, str]:
    css = (STATIC / 'theme.css').read_text(encoding='utf-8')
    block = re.search(rf'\[data-theme="{theme}"\] {{(.*?)}}', css, re.DOTALL)
    assert block
    return dict(re.findall(r'--([\w-]+): (#[0-9a-f]{6});', block[1]))


def luminance(colour: str) -> float:
    """Relative luminance: https://www.w3.org/TR/WCAG22/#dfn-relative-luminance."""
    shares = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    red, green, blue = (s / 12.92 if s <= 0.04045 else ((s + 0.055) / 1.055) ** 2.4 for s in shares)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    darker, lighter = sorted((luminance(one), luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def test_black_on_white_is_the_most_there_is() -> None:
    assert contrast('#000000', '#ffffff') == pytest.approx(21)


@pytest.mark.parametrize('theme', THEMES)
@pytest.mark.parametrize(('text', 'ground', 'least'), PAIRS)
def test_text_stands_out_from_its_ground(theme: str, text: str, ground: str, least: float) -> None:
    known = colours(theme)
    assert contrast(known[text], known[ground]) >= least


def test_both_themes_name_the_same_colours() -> None:
    assert colours('night').keys() == colours('day').keys()


@pytest.mark.parametrize('sheet', sorted(STATIC.glob('*.css')), ids=lambda path: path.name)
def test_a_style_sheet_asks_nobody_for_anything_and_uses_colours_that_there_are(sheet: Path) -> None:
    css = sheet.read_text(encoding='utf-8')
    assert '@import' not in css
    assert 'http' not in css
    themed = set(re.findall(r'var\(--([\w-]+)\)', css))
    defined = set(re.findall(r'--([\w-]+):', (STATIC / 'theme.css').read_text(encoding='utf-8') + css))
    assert themed <= defined
