"""Where places can be imported from, whatever the form of the file."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from ipa_agents.errors import ImportFailed
from ipa_agents.travel.places.kinds import Kinds
from ipa_agents.travel.places.place import NamedPlace

__all__ = ['Refused', 'Source', 'source_of']

Step = Callable[[], None]


@dataclass(frozen=True, slots=True)
class Refused:
    """What is in a file and cannot become a place: its id there, and why."""

    place_id: str
    fault: str


class Source(Protocol):
    """A file of places."""

    def survey(self) -> int:
        """Look at the file first; about how many steps reading it will take. Raises ImportFailed."""
        ...

    def places(self, step: Step) -> Iterator[NamedPlace | Refused]:
        """All that is in it, always in the same order; raises ImportFailed. `step` is called for each step."""
        ...


def source_of(file: Path, kinds: Kinds) -> Source:
    """How to read `file`; raises ImportFailed when it is not there, or its name ends like that of no known form."""
    if not file.is_file():
        raise ImportFailed(f'{file}: no such file; give an OpenStreetMap extract (.osm.pbf) or GeoParquet (.parquet)')
    # Each brings a library that takes long to load: only the one that is needed.
    if file.name.endswith(('.osm.pbf', '.pbf', '.osm')):
        from ipa_agents.travel.places.osm import OsmFile

        return OsmFile(file, kinds)
    if file.name.endswith(('.parquet', '.geoparquet')):
        from ipa_agents.travel.places.overture import OvertureFile

        return OvertureFile(file, kinds)
    raise ImportFailed(f'{file}: unknown form; OpenStreetMap extracts end in .osm.pbf, those of Overture in .parquet')
