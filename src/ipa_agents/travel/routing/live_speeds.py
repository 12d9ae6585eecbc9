"""Live speeds of single roads, in memory that Valhalla reads while it searches.

The file is laid out as Valhalla's traffictile.h and its tool for tile extracts have it: a tar that holds, for each tile
of the map, a header of 32 bytes and 8 bytes for each directed edge. All zero, it says nothing of any edge.
"""

import struct
import tarfile
import tempfile
from collections.abc import Collection, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

__all__ = ['CLOSED', 'SLOWEST', 'LiveSpeeds']

CLOSED = 0.0
"""km/h of an edge that nobody may drive on."""
SLOWEST = 2.0
"""km/h; the engine knows steps of 2, and takes none at all for closed."""
_STEP = 2.0
_FASTEST = 126
"""The largest number of steps; one more would say that the speed is not known."""
_HEADER = '<2Q4I'
_VERSION = 3
_TILE_BITS = 25
"""An edge's number holds level and tile in its lowest bits, and above them which edge of the tile it is."""
_WHOLE_EDGE = 255 << 28 | 255 << 36
"""One speed from end to end: both break points are at the end of the edge."""


class LiveSpeeds:
    """What is known of speeds now, by the engine's numbers of directed edges. Not for two threads at once."""

    def __init__(self, tiles: Path) -> None:
        """For the map in the folder `tiles`; `release` the file once the engine has opened it."""
        with tempfile.NamedTemporaryFile(prefix='ipa-traffic-', suffix='.tar', delete=False) as file:
            self.file = Path(file.name)
            self._begins, size = _lay_out(file, tiles)
            file.truncate(size)
        self._words: NDArray[np.uint64] = np.memmap(self.file, np.uint64, mode='r+')
        self._shown: Mapping[int, float] = {}
        self._is_closing = False

    @property
    def is_any(self) -> bool:
        """Whether a search has anything to heed."""
        return bool(self._shown) or self._is_closing

    def release(self) -> None:
        """Take the file's name away; whoever has it open keeps it."""
        self.file.unlink(missing_ok=True)

    def of(self, edge: int) -> float | None:
        """The speed of an edge in km/h, CLOSED for none at all; None where nothing is known."""
        return self._shown.get(edge)

    def show(self, speeds: Mapping[int, float]) -> None:
        """Let these speeds, in km/h by edge, be all that is known; CLOSED closes an edge."""
        self._words[self._places(self._shown)] = 0
        self._shown = {edge: speed for edge, speed in speeds.items() if edge & ((1 << _TILE_BITS) - 1) in self._begins}
        self._words[self._places(self._shown)] = [_word(speed) for speed in self._shown.values()]

    @contextmanager
    def closed(self, edges: Collection[int]) -> Iterator[None]:
        """Have these edges closed for a while, too."""
        places = self._places(edges)
        before = self._words[places].copy()
        self._words[places] = _word(CLOSED)
        self._is_closing = bool(edges)
        try:
            yield
        finally:
            self._words[places] = before
            self._is_closing = False

    def _places(self, edges: Collection[int]) -> NDArray[np.int64]:
        tile = (1 << _TILE_BITS) - 1
        return np.array([self._begins[edge & tile] + (edge >> _TILE_BITS) for edge in edges], np.int64)


def _lay_out(file: 'tempfile._TemporaryFileWrapper[bytes]', tiles: Path) -> tuple[dict[int, int], int]:
    """Write the heads of all tiles; by tile where its edges begin, in words of 8 bytes, and the size of the file.

    What lies between is left out and reads as zeros: on most disks it takes no room before it is written.
    """
    from valhalla.baldr import GraphTileHeader

    begins: dict[int, int] = {}
    at = 0
    for path in sorted(tiles.rglob('*.gph')):
        header = GraphTileHeader.from_file(str(path))
        tile = header.graphid.value
        info = tarfile.TarInfo(path.relative_to(tiles).as_posix())
        info.size = struct.calcsize(_HEADER) + 8 * header.directededgecount
        file.seek(at)
        file.write(info.tobuf(tarfile.USTAR_FORMAT))
        file.write(struct.pack(_HEADER, tile, 0, header.directededgecount, _VERSION, 0, 0))
        begins[tile] = file.tell() // 8
        at += tarfile.BLOCKSIZE * (1 - -info.size // tarfile.BLOCKSIZE)
    return begins, at + 2 * tarfile.BLOCKSIZE


def _word(speed: float) -> int:
    """The 64 bits of one edge (`TrafficSpeed`): the same speed for the edge and for its three parts."""
    steps = 0 if speed == CLOSED else min(_FASTEST, max(1, round(speed / _STEP)))
    return steps | steps << 7 | steps << 14 | steps << 21 | _WHOLE_EDGE
