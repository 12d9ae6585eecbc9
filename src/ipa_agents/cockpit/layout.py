"""Which parts the page has, and the style sheets that say where they stand: the name of a part is its class."""

from ipa_agents.cockpit.panel import MakePanel
from ipa_agents.cockpit.panels.bar import BarPanel
from ipa_agents.cockpit.panels.car_view import CarPanel
from ipa_agents.cockpit.panels.climate import ClimatePanel
from ipa_agents.cockpit.panels.conversation import ConversationPanel
from ipa_agents.cockpit.panels.energy import EnergyPanel
from ipa_agents.cockpit.panels.health import HealthPanel
from ipa_agents.cockpit.panels.map import MapPanel
from ipa_agents.cockpit.panels.media import MediaPanel
from ipa_agents.cockpit.panels.notices import NoticesPanel
from ipa_agents.cockpit.panels.speed import SpeedPanel
from ipa_agents.cockpit.panels.trace import TracePanel

__all__ = ['PANELS', 'SCRIPTS', 'STYLES']

# In the order of the keyboard.
PANELS: tuple[tuple[str, MakePanel], ...] = (
    ('talk', ConversationPanel),
    ('notices', NoticesPanel),
    ('health', HealthPanel),
    ('bar', BarPanel),
    ('speed', SpeedPanel),
    ('car', CarPanel),
    ('energy', EnergyPanel),
    ('climate', ClimatePanel),
    ('media', MediaPanel),
    ('map', MapPanel),
    ('trace', TracePanel),
)
STYLES = (
    *('theme.css', 'page.css', 'map.css', 'car.css', 'driving.css', 'bar.css', 'dock.css'),
    *('over_map.css', 'sheets.css', 'talk.css', 'notices.css', 'trace.css'),
)
SCRIPTS = ('keys.js',)
