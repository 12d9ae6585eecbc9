"""What the guard did not do and why, and what it warned of."""

from ipa_agents.cabin.scene import Changes, Notice
from ipa_agents.cockpit.elements import box, text
from ipa_agents.cockpit.panel import Cockpit

__all__ = ['NoticesPanel']


class NoticesPanel:
    """The newest notice comes first; each says the reason in the language of the page, and the rule."""

    def __init__(self, cockpit: Cockpit) -> None:
        self._cockpit = cockpit
        self._notices = box(classes='notices', role='log', aria_label=cockpit.words('panels.notices'))

    def refresh(self, changes: Changes) -> None:
        """Show the notices that are not too old."""
        if 'notices' not in changes:
            return
        self._notices.clear()
        with self._notices:
            for notice in reversed(self._cockpit.scene.notices):
                self._show(notice)

    def _show(self, notice: Notice) -> None:
        words = self._cockpit.words
        what = notice.status.name if notice.kind == 'refusal' else 'warning'
        with box(classes=f'notice {notice.kind}'):
            text(words(f'notices.{what}'), 'what')
            text(notice.reason[words.language], 'reason', 'p')
            if notice.rule:
                text(words('notices.rule', rule=notice.rule), 'rule')
