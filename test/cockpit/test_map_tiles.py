from pathlib import Path
from xml.etree import ElementTree

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from maps import SQUARE, town_folder

from ipa_agents.cockpit.lettering import printable
from ipa_agents.cockpit.map_names import names_tile
from ipa_agents.cockpit.map_style import THEMES, Theme, load_map_style
from ipa_agents.cockpit.map_tiles import SIDE, Tile, ground_tile
from ipa_agents.language import LANGUAGES, Language, Words
from ipa_agents.travel.map.drawing import Drawn, MapDrawing
from ipa_agents.travel.map.features import load_features
from ipa_agents.travel.map.folder import load_drawing
from ipa_agents.travel.map.mercator import to_world

STYLE = load_map_style()
SVG = '{http://www.w3.org/2000/svg}'


def tile_at(zoom: int, latitude: float = SQUARE[0], longitude: float = SQUARE[1]) -> Tile:
    x, y = to_world(latitude, longitude).tolist()
    side = SIDE / Tile(zoom, 0, 0).unit
    return Tile(zoom, int(x // side), int(y // side))


def town() -> MapDrawing:
    return load_drawing(town_folder())


def drawing_of(folder: Path, *things: Drawn) -> MapDrawing:
    MapDrawing.write(things, load_features().kinds, (0, 0, 1000, 1000), folder / 'drawing')
    return MapDrawing.read(folder / 'drawing')


def colours(tile: bytes) -> list[str]:
    """Of all that is filled or drawn, from below."""
    drawn = ElementTree.fromstring(tile).iter(f'{SVG}path')
    return [path.get('stroke') if path.get('fill') == 'none' else path.get('fill') for path in drawn]  # type: ignore[misc]


def colour_of(kind: str, theme: Theme) -> str:
    return next(style.colour[theme] for style in (*STYLE.lines, *STYLE.areas) if style.kind == kind)


def texts(tile: bytes) -> list[str]:
    root = ElementTree.fromstring(tile)
    return [''.join(text.itertext()) for text in root.iter(f'{SVG}text')]


@pytest.mark.parametrize('theme', THEMES)
def test_the_ground_is_drawn_from_water_to_roads(theme: Theme) -> None:
    drawn = colours(ground_tile(town(), STYLE, tile_at(14, 31.2, 165.41), theme))
    order = [drawn.index(colour_of(kind, theme)) for kind in ('water', 'building', 'street', 'secondary')]
    assert order == sorted(order)


def test_roads_of_a_region_are_fewer_and_thinner_than_those_of_a_street() -> None:
    region, street = (ground_tile(town(), STYLE, tile_at(zoom), 'day') for zoom in (9, 15))
    assert colour_of('primary', 'day') in colours(region)
    assert colour_of('building', 'day') not in colours(region)
    widths = [style.width(zoom) for zoom in range(6, 20) for style in STYLE.lines if style.kind == 'motorway']
    assert widths == sorted(widths)
    assert len(region) < 150_000
    assert len(street) < 150_000


@pytest.mark.parametrize(
    ('language', 'there', 'absent'), [('en', 'Rampart Ring', '城墙环路'), ('zh', '城墙环路', 'Rampart Ring')]
)
def test_names_are_in_the_language_of_the_page(language: Language, there: str, absent: str) -> None:
    centre = tile_at(15)
    around = [Tile(15, centre.x + x, centre.y + y) for x in (-1, 0, 1) for y in (-1, 0, 1)]
    found = [text for tile in around for text in texts(names_tile(town(), STYLE, tile, 'day', language))]
    assert there in found
    assert absent not in found
    assert len(found) > 40


def test_text_stands_upright_however_the_map_is_turned(tmp_path: Path) -> None:
    tile = Tile(15, 5, 5)
    west, north, east, south = tile.box(0)
    street = Drawn(
        'street',
        np.array([[west, (north + south) // 2], [east, (north + south) // 2]], np.int32),
        0,
        Words('Elm', 'Elm'),
    )
    drawing = drawing_of(tmp_path, street)

    def runs_east(up: int) -> bool:
        path = next(ElementTree.fromstring(names_tile(drawing, STYLE, tile, 'day', 'en', up)).iter(f'{SVG}path'))
        numbers = [float(number) for number in str(path.get('d')).removeprefix('M').split()]
        return numbers[0] < numbers[-2]

    assert [runs_east(up) for up in (0, 60, 120, 180, 240, 300)] == [True, True, False, False, False, True]


@settings(max_examples=20, deadline=None)
@given(name=st.text(st.characters(exclude_categories=['Cs']), min_size=1, max_size=30))
def test_any_name_stays_text(name: str, tmp_path_factory: pytest.TempPathFactory) -> None:
    tile = Tile(16, 5, 5)
    west, north, east, south = tile.box(0)
    middle = np.array([[(west + east) // 2, (north + south) // 2]], np.int32)
    across = np.array([[west, north + 40], [east, north + 40]], np.int32)
    drawing = drawing_of(
        tmp_path_factory.mktemp('names'),
        Drawn('charging', middle, name=Words(name, name)),
        Drawn('street', across, name=Words(name, name)),
    )
    names = names_tile(drawing, STYLE, tile, 'day', 'en')
    root = ElementTree.fromstring(names)
    assert {element.tag.removeprefix(SVG) for element in root.iter()} <= {
        'svg',
        'text',
        'textPath',
        'path',
        'g',
        'circle',
    }
    shown = printable(name)
    for text in texts(names):
        assert text == shown or shown.startswith(text.removesuffix('…'))


@settings(max_examples=25, deadline=None)
@given(st.integers(-3, 25), st.integers(-5, 1 << 21), st.integers(-5, 1 << 21), st.sampled_from(THEMES))
def test_any_tile_is_a_picture_or_is_not_there(zoom: int, x: int, y: int, theme: Theme) -> None:
    if not (0 <= zoom <= 20 and 0 <= x < 1 << zoom and 0 <= y < 1 << zoom):
        with pytest.raises(ValueError, match='no tile'):
            Tile(zoom, x, y)
        return
    tile = Tile(zoom, x, y)
    for picture in (ground_tile(town(), STYLE, tile, theme), names_tile(town(), STYLE, tile, theme, 'zh')):
        assert ElementTree.fromstring(picture).tag == f'{SVG}svg'


@settings(max_examples=20, deadline=None)
@given(
    st.integers(8, 20),
    st.floats(-0.08, 0.08),
    st.floats(-0.08, 0.08),
    st.sampled_from(LANGUAGES),
    st.integers(0, 11),
)
def test_any_tile_of_the_town_is_well_formed(zoom: int, north: float, east: float, language: Language, up: int) -> None:
    tile = tile_at(zoom, SQUARE[0] + north, SQUARE[1] + east)
    numbers = [
        float(number)
        for path in ElementTree.fromstring(ground_tile(town(), STYLE, tile, 'night')).iter(f'{SVG}path')
        for number in str(path.get('d')).replace('M', ' ').split()
    ]
    assert all(-10 * SIDE < number < 20 * SIDE for number in numbers)
    ElementTree.fromstring(names_tile(town(), STYLE, tile, 'night', language, 30 * up))
