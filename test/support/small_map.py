"""A handful of roads as a map, made once for all tests of a session: what the demo town has not.

East of the origin: a street, a tunnel with a way around it, a toll road beside an unpaved lane, a ferry, and a quay
that has a number and no name, and a street to the south of the ferry. Far north an island without a way to it.
"""

import atexit
import shutil
import tempfile
from functools import cache
from pathlib import Path

import osmium

from ipa_agents.language import Words
from ipa_agents.travel.geodesy import Frame, Line
from ipa_agents.travel.guiding.guidance import load_guidance
from ipa_agents.travel.map.drawing import DRAWING, MapDrawing
from ipa_agents.travel.map.drawing_import import import_drawing
from ipa_agents.travel.map.features import load_features
from ipa_agents.travel.map.tiles import build_tiles
from ipa_agents.travel.places.place import Place
from ipa_agents.travel.routing.position import Position
from ipa_agents.travel.routing.route import Route
from ipa_agents.travel.routing.router import Router

__all__ = ['leads_by', 'small_router', 'spot', 'spot_place']

_FRAME = Frame(31.2, 165.4)
_WAYS = (
    ([(0, 0), (500, 0)], {'highway': 'secondary', 'name': 'Main Street', 'name:zh': '主街'}),
    ([(500, 0), (1500, 0)], {'highway': 'secondary', 'name': 'Hill Tunnel', 'name:zh': '山洞', 'tunnel': 'yes'}),
    ([(1500, 0), (2000, 0)], {'highway': 'secondary', 'name': 'Main Street', 'name:zh': '主街'}),
    ([(500, 0), (500, 800), (1500, 800), (1500, 0)], {'highway': 'residential', 'name': 'Hill Road'}),
    (
        [(2000, 0), (2500, 0), (3000, 0), (3500, 0), (4000, 0)],
        {'highway': 'secondary', 'name': 'Toll Road', 'ref': 'T 7;E9', 'toll': 'yes'},
    ),
    (
        [(2000, 0), (2000, 1500), (4000, 1500), (4000, 0)],
        {'highway': 'residential', 'name': 'Long Lane', 'surface': 'gravel'},
    ),
    ([(4000, 0), (4000, -600)], {'highway': 'residential', 'name': 'East Street'}),
    ([(4000, 0), (6000, 0)], {'route': 'ferry', 'name': 'Bay Ferry', 'motor_vehicle': 'yes'}),
    ([(6000, 0), (6800, 0)], {'highway': 'residential', 'ref': 'Q1'}),
    ([(0, 5000), (1000, 5000)], {'highway': 'residential', 'name': 'Island Road'}),
)


def spot(east: float, north: float) -> Position:
    latitude, longitude = _FRAME.to_degrees([east, north])
    return Position(float(latitude), float(longitude))


def spot_place(name: str, east: float, north: float) -> Place:
    here = spot(east, north)
    return Place('', name, name, '', here.latitude, here.longitude)


def leads_by(route: Route, east: float, north: float) -> bool:
    """Whether a route comes within 20 m of a spot."""
    here = spot(east, north)
    return Line(route.latitudes, route.longitudes).project(here.latitude, here.longitude).offset < 20


@cache
def small_router() -> Router:
    folder = Path(tempfile.mkdtemp(prefix='ipa-test-small-'))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    extract = folder / 'map.osm.pbf'
    _write(extract)
    import_drawing(extract, load_features(), folder / DRAWING)
    build_tiles(extract, folder / 'tiles')
    streets = {'Main Street': Words('Main Street', '主街'), 'Hill Tunnel': Words('Hill Tunnel', '山洞')}
    return Router(folder / 'tiles', lambda: MapDrawing.read(folder / DRAWING), streets, load_guidance())


def _write(extract: Path) -> None:
    corners = {
        corner: number for number, corner in enumerate(dict.fromkeys(c for points, _ in _WAYS for c in points), 1)
    }
    with osmium.SimpleWriter(str(extract)) as writer:
        for (east, north), number in corners.items():
            here = spot(east, north)
            writer.add_node(osmium.osm.mutable.Node(id=number, location=(here.longitude, here.latitude), version=1))
        for number, (points, tags) in enumerate(_WAYS, 1):
            nodes = [corners[point] for point in points]
            writer.add_way(osmium.osm.mutable.Way(id=number, nodes=nodes, tags=tags, version=1))
