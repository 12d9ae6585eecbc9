"""The pictures of the map of one folder, each drawn once as long as it is in use."""

import hashlib
from functools import lru_cache
from pathlib import Path

from ipa_agents.cockpit.map_names import names_tile
from ipa_agents.cockpit.map_style import Theme, load_map_style
from ipa_agents.cockpit.map_tiles import Tile, ground_tile
from ipa_agents.language import Language
from ipa_agents.travel.map.drawing import MapDrawing
from ipa_agents.travel.map.folder import load_drawing, read_stamp

__all__ = ['MapPictures']

_KEPT = 400
"""Pictures; some 10 MB."""


class MapPictures:
    """Opens the drawing when it is first asked for, so that a map that comes later is found; for many threads."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._opened: tuple[MapDrawing, str] | None = None
        self.ground = lru_cache(_KEPT)(self._ground)
        self.names = lru_cache(_KEPT)(self._names)

    @property
    def drawing(self) -> MapDrawing:
        """What is drawn; raises MapMissing, with the cure, as long as it is not there."""
        return self._open()[0]

    @property
    def version(self) -> str:
        """Changes when the pictures do; raises MapMissing."""
        return self._open()[1]

    def _open(self) -> tuple[MapDrawing, str]:
        if self._opened is None:
            drawing, stamp, style = load_drawing(self._folder), read_stamp(self._folder), load_map_style()
            self._opened = drawing, hashlib.sha256(repr((stamp, drawing.extent, style)).encode()).hexdigest()[:16]
        return self._opened

    def _ground(self, tile: Tile, theme: Theme) -> bytes:
        """A square of the ground as SVG; raises MapMissing."""
        return ground_tile(self.drawing, load_map_style(), tile, theme)

    def _names(self, tile: Tile, theme: Theme, language: Language, up: int) -> bytes:
        """The names of a square as SVG, upright where `up`, in degrees, is up; raises MapMissing."""
        return names_tile(self.drawing, load_map_style(), tile, theme, language, up)
