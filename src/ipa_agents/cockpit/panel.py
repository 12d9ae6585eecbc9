"""What every part of the page is, and what it is given."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Protocol

from ipa_agents.cabin.scene import Changes, Scene
from ipa_agents.cockpit.controls import Controls
from ipa_agents.cockpit.map_pictures import MapPictures
from ipa_agents.cockpit.viewer import Viewer
from ipa_agents.cockpit.views import Views
from ipa_agents.cockpit.wording import load_words
from ipa_agents.media.library import Station
from ipa_agents.persona.wording import Wording
from ipa_agents.vehicle.catalogue import Catalogue

__all__ = ['Cockpit', 'MakePanel', 'Panel']


@dataclass(frozen=True, slots=True)
class Cockpit:
    """What the parts of one open page share: `words` are those of config/cockpit.yaml in the viewer's language."""

    scene: Scene
    controls: Controls
    viewer: Viewer
    words: Wording
    catalogue: Catalogue
    map: MapPictures
    views: Views
    stations: tuple[Station, ...] = ()

    def seen_by(self, viewer: Viewer) -> 'Cockpit':
        """The same cockpit on the page of somebody else."""
        return replace(self, viewer=viewer, words=load_words()[viewer.language])


class Panel(Protocol):
    """One part of the page. It is built in the NiceGUI slot that is open, from a `Cockpit`."""

    def refresh(self, changes: Changes) -> None:
        """Show what has changed in the scene, and touch nothing else; the first call is with EVERYTHING."""
        ...


MakePanel = Callable[[Cockpit], Panel]
