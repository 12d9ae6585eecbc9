"""Where the page gets the pictures of its map from: `app.state.map`; what is not there is answered with 404."""

from collections.abc import Callable, Iterable

from fastapi import APIRouter, HTTPException, Request, Response

from ipa_agents.cockpit.map_pictures import MapPictures
from ipa_agents.cockpit.map_style import THEMES
from ipa_agents.cockpit.map_tiles import Tile
from ipa_agents.errors import MapMissing
from ipa_agents.language import LANGUAGES

__all__ = ['router']

_DIRECTIONS = tuple(str(degrees) for degrees in range(0, 360, 30))
_HEADERS = {
    # The address of a picture holds the version of the map.
    'Cache-Control': 'private, max-age=86400',
    # A picture that is opened by itself runs nothing and loads nothing.
    'Content-Security-Policy': "default-src 'none'; style-src 'unsafe-inline'",
}

router = APIRouter(prefix='/map')


@router.get('/{theme}/ground/{zoom}/{x}/{y}.svg')
def ground(request: Request, theme: str, zoom: str, x: str, y: str) -> Response:
    """A square of the map without names."""
    pictures = _pictures(request)
    tile, look = _tile(zoom, x, y), _one_of(THEMES, theme)
    return _answer(request, pictures, lambda: pictures.ground(tile, look))


@router.get('/{theme}/names/{language}/{up}/{zoom}/{x}/{y}.svg')
def names(request: Request, theme: str, language: str, up: str, zoom: str, x: str, y: str) -> Response:
    """The names of a square, upright when the direction `up`, in degrees from north, is up."""
    pictures = _pictures(request)
    tile, look, spoken = _tile(zoom, x, y), _one_of(THEMES, theme), _one_of(LANGUAGES, language)
    direction = int(_one_of(_DIRECTIONS, up))
    return _answer(request, pictures, lambda: pictures.names(tile, look, spoken, direction))


def _pictures(request: Request) -> MapPictures:
    pictures = request.app.state.map
    assert isinstance(pictures, MapPictures)
    return pictures


def _answer(request: Request, pictures: MapPictures, draw: Callable[[], bytes]) -> Response:
    try:
        tag = f'"{pictures.version}"'
        headers = {**_HEADERS, 'ETag': tag}
        if request.headers.get('If-None-Match') == tag:
            return Response(status_code=304, headers=headers)
        return Response(draw(), headers=headers, media_type='image/svg+xml')
    except MapMissing as error:
        raise HTTPException(404, str(error)) from error


def _tile(zoom: str, x: str, y: str) -> Tile:
    try:
        return Tile(int(zoom), int(x), int(y))
    except ValueError as error:
        raise HTTPException(404) from error


def _one_of[Text: str](known: Iterable[Text], wanted: str) -> Text:
    found = next((one for one in known if one == wanted), None)
    if found is None:
        raise HTTPException(404)
    return found
