"""A map as it lies on disk: OpenStreetMap data, places, street names, drawing and routing tiles in one folder."""

import hashlib
import json
import shutil
import tempfile
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

from ipa_agents.config_files import config_folder
from ipa_agents.errors import MapMissing
from ipa_agents.language import Words
from ipa_agents.travel.guiding.guidance import load_guidance
from ipa_agents.travel.map.drawing import DRAWING, MapDrawing
from ipa_agents.travel.map.drawing_import import import_drawing
from ipa_agents.travel.map.features import load_features
from ipa_agents.travel.map.tiles import build_tiles
from ipa_agents.travel.places.attributes import load_attributes
from ipa_agents.travel.places.batch import batch_of
from ipa_agents.travel.places.embedded import EmbeddedPlaces
from ipa_agents.travel.places.interface import Places
from ipa_agents.travel.places.kinds import load_kinds
from ipa_agents.travel.places.osm import import_places
from ipa_agents.travel.places.place import NamedPlace
from ipa_agents.travel.places.writer import PlaceWriter
from ipa_agents.travel.routing.detours import RoadDetours
from ipa_agents.travel.routing.router import Router

__all__ = [
    'Map',
    'Stamp',
    'import_map',
    'import_open_drive',
    'is_whole',
    'load_drawing',
    'load_map',
    'make_town_map',
    'read_stamp',
    'renew_map',
    'town_version',
]

_EXTRACT = 'map.osm.pbf'
_PLACES = 'places'
_STREETS = 'streets.json'
_TILES = 'tiles'
_STAMP = 'stamp.json'

_LAYOUT = 4
"""Of what a map folder consists; a folder with a lower number lacks something."""
_WRITERS = ('attributes', 'batch', 'kinds', 'layout', 'osm', 'record', 'spool', 'writer', 'zorder', 'naming/*')
_MAKERS = ('geodesy.py', 'map/*.py', 'town/*.py', *(f'places/{name}.py' for name in _WRITERS))
"""The modules beside town/ on which the files of a map depend."""

Progress = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class Stamp:
    """Where a map comes from: `source` is "town" or the name of an extract; `version` of what made it."""

    source: str
    version: str
    places: int
    streets: int
    layout: int = 1


@dataclass(frozen=True, eq=False)
class Map:
    """A map in use."""

    places: Places
    router: Router
    stamp: Stamp


def load_map(folder: Path) -> Map:
    """Open the map in `folder`; raises MapMissing with the cure when there is none."""
    stamp = read_stamp(folder)
    if stamp is None:
        raise MapMissing(f'{folder}: no map there; make one with `ipa town`')
    names = json.loads((folder / _STREETS).read_text(encoding='utf-8'))
    streets = {name: Words(*both) for name, both in names.items()}
    router = Router(folder / _TILES, lambda: load_drawing(folder), streets, load_guidance())
    return Map(EmbeddedPlaces(folder / _PLACES, detours=RoadDetours(router)), router, stamp)


def load_drawing(folder: Path) -> MapDrawing:
    """Open what of the map in `folder` can be drawn; raises MapMissing with the cure when that is not there."""
    return MapDrawing.read(folder / DRAWING)


def is_whole(stamp: Stamp) -> bool:
    """Whether the map has all that maps have today."""
    return stamp.layout == _LAYOUT


def read_stamp(folder: Path) -> Stamp | None:
    """The stamp of the map in `folder`; None when there is none that is whole."""
    try:
        return Stamp(**json.loads((folder / _STAMP).read_text(encoding='utf-8')))
    except (OSError, ValueError, TypeError):
        return None


def town_version(seed: int) -> str:
    """Changes with the seed and with everything that the demo town is made from."""
    travel = Path(__file__).parents[1]
    sources = [file for name in _MAKERS for file in travel.glob(name)]
    parts = ('town/*.yaml', 'places/*.yaml', 'map/features.yaml')
    data = [file for part in parts for file in config_folder().glob(part)]
    digest = hashlib.sha256(str(seed).encode())
    for file in sorted([*sources, *data]):
        digest.update(file.read_bytes())
    return digest.hexdigest()[:16]


def make_town_map(folder: Path, seed: int, progress: Progress) -> Stamp:
    """Make the demo town of a seed and its map in `folder`, in place of what was there."""
    # Imported here, so that who only uses a map needs none of what draws one.
    from ipa_agents.travel.town.pbf import write_pbf
    from ipa_agents.travel.town.town import make_town

    def write(extract: Path) -> None:
        progress('drawing the town')
        write_pbf(make_town(seed), extract)

    return _build(folder, write, 'town', town_version(seed), progress)


def import_open_drive(folder: Path, file: Path, progress: Progress) -> Stamp:
    """Make the map of an OpenDRIVE document (.xodr) in `folder`, in place of what was there; raises MapMissing."""
    from ipa_agents.travel.open_drive.town import open_drive_town
    from ipa_agents.travel.town.pbf import write_pbf

    try:
        document = file.read_text(encoding='utf-8')
    except (OSError, UnicodeDecodeError) as error:
        raise MapMissing(f'{file}: cannot be read as OpenDRIVE: {error}') from error

    def write(extract: Path) -> None:
        progress('reading the roads')
        town = open_drive_town(document)
        if town.frame.latitude == town.frame.longitude == 0:
            progress('they lie about 0, 0, since the document names no place on the earth')
        write_pbf(town, extract)

    return _build(folder, write, file.name, hashlib.sha256(document.encode()).hexdigest()[:16], progress)


def renew_map(folder: Path, progress: Progress) -> Stamp:
    """Import the map in `folder` again from the extract that it keeps; raises MapMissing when there is no map."""
    stamp = read_stamp(folder)
    if stamp is None:
        raise MapMissing(f'{folder}: no map there; make one with `ipa town`')
    return import_map(folder, folder / _EXTRACT, progress, stamp.source)


def import_map(folder: Path, extract: Path, progress: Progress, source: str = '') -> Stamp:
    """Import an OpenStreetMap extract (.osm.pbf) into `folder`, in place of what was there.

    It comes from `source`, or else from the extract's name.
    """
    if not extract.is_file():
        raise MapMissing(f'{extract}: no such file; give an OpenStreetMap extract that ends in .osm.pbf')
    with extract.open('rb') as data:
        version = hashlib.file_digest(data, 'sha256').hexdigest()[:16]
    return _build(folder, lambda copy: shutil.copyfile(extract, copy), source or extract.name, version, progress)


def _build(folder: Path, write: Callable[[Path], object], source: str, version: str, progress: Progress) -> Stamp:
    """Build beside `folder` and put it there when it is whole, so that a cut run leaves what was there."""
    folder.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix=f'.{folder.name}-', dir=folder.parent) as work:
        new = Path(work) / 'new'
        new.mkdir()
        write(new / _EXTRACT)
        progress('reading places')
        imported = import_places(new / _EXTRACT, load_kinds())
        count = _write_places(new / _PLACES, imported.places, source)
        names = {name: [words.en, words.zh] for name, words in imported.streets.items()}
        (new / _STREETS).write_text(json.dumps(names, ensure_ascii=False), encoding='utf-8')
        progress(f'{count} places and {len(names)} streets; reading what can be drawn')
        import_drawing(new / _EXTRACT, load_features(), new / DRAWING)
        progress('building routing tiles')
        build_tiles(new / _EXTRACT, new / _TILES)
        stamp = Stamp(source, version, count, len(names), _LAYOUT)
        (new / _STAMP).write_text(json.dumps(asdict(stamp)), encoding='utf-8')
        if folder.exists():
            folder.rename(Path(work) / 'old')
        new.rename(folder)
    return stamp


def _write_places(folder: Path, places: Sequence[NamedPlace], source: str) -> int:
    kinds, attributes = load_kinds(), load_attributes()
    with PlaceWriter(folder, kinds, attributes, source) as writer:
        writer.add(batch_of(places, kinds, attributes))
        return writer.finish().places
