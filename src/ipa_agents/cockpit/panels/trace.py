"""The stages of the last turn, one below the other, over its milliseconds."""

from ipa_agents.cabin.scene import Changes
from ipa_agents.cabin.stage_words import load_stage_words
from ipa_agents.cabin.waterfall import Bar, Turn
from ipa_agents.cockpit.elements import box, set_style, text
from ipa_agents.cockpit.panel import Cockpit

__all__ = ['TracePanel']

_MOST = 24  # stages that are shown of one turn: the first ones


class TracePanel:
    """A turn of more stages than fit says how many are left out; `ipa trace` shows all."""

    def __init__(self, cockpit: Cockpit) -> None:
        self._cockpit = cockpit
        self._stage_words = load_stage_words()
        self._shown: Turn | None = None
        with box(classes='trace', tabindex='0'):
            self._title = text(classes='turn-text', tag='p')
            self._stages = box(classes='stages', role='list')
            self._total = text(classes='total', tag='p')

    def refresh(self, changes: Changes) -> None:
        """Draw the turn that began last, as far as it has come."""
        if 'turns' not in changes:
            return
        turn, words = self._cockpit.scene.turns.last(), self._cockpit.words
        if turn is None:
            self._total.set_text(words('trace.none'))
            return
        if turn == self._shown:
            return
        self._shown = turn
        self._title.set_text(turn.text or words('trace.touch'))
        left_out = len(turn.bars) - _MOST
        total = words('trace.total', ms=f'{turn.total_ms:.0f}')
        self._total.set_text(f'{total} {words("trace.more", n=left_out)}' if left_out > 0 else total)
        self._stages.clear()
        with self._stages:
            for bar in turn.bars[:_MOST]:
                self._draw(bar, max(turn.total_ms, 1e-3))

    def _draw(self, bar: Bar, total_ms: float) -> None:
        language = self._cockpit.viewer.language
        with box(classes=f'stage {bar.node}', role='listitem'):
            text(self._stage_words.node(bar.node)[language], 'node')
            text(self._stage_words.stage(bar.stage)[language], 'name')
            with box(classes='track', aria_hidden='true'):
                span = box(classes='span')
                set_style(span, 'left', f'{100 * bar.start_ms / total_ms:.2f}%')
                set_style(span, 'width', f'{100 * (bar.end_ms - bar.start_ms) / total_ms:.2f}%')
            text(f'{bar.end_ms - bar.start_ms:.1f}', 'ms')
            text(bar.about(language), 'about')
