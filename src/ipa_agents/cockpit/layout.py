"""Which parts the page has, and the style sheets that say where they stand: the name of a part is its class."""

from ipa_agents.cockpit.panel import MakePanel
from ipa_agents.cockpit.panels.conversation import ConversationPanel

__all__ = ['PANELS', 'STYLES']

PANELS: tuple[tuple[str, MakePanel], ...] = (('talk', ConversationPanel),)
STYLES = ('theme.css', 'page.css', 'car.css')
