"""Which parts of the car do not answer or are not well; nothing while all is well."""

from dataclasses import replace

from ipa_agents.cabin.roll_call import Part
from ipa_agents.cabin.scene import Changes
from ipa_agents.cockpit.elements import box, text
from ipa_agents.cockpit.panel import Cockpit

__all__ = ['HealthPanel']


class HealthPanel:
    """A part that is dead stands before one that complains."""

    def __init__(self, cockpit: Cockpit) -> None:
        self._cockpit = cockpit
        self._shown: tuple[Part, ...] = ()
        self._parts = box(classes='health', role='alert')

    def refresh(self, changes: Changes) -> None:
        """Show the parts that are not well."""
        if 'parts' not in changes:
            return
        ill = filter(self._is_ill, self._cockpit.scene.roll_call.parts)
        shown = tuple(replace(part, values={}) for part in sorted(ill, key=lambda part: part.level != 'stale'))
        if shown == self._shown:
            return
        self._shown = shown
        self._parts.clear()
        with self._parts:
            for part in shown:
                self._show(part)

    def _is_ill(self, part: Part) -> bool:
        """Others than the parts of the car come and go: nobody misses a recorder that has ended."""
        return part.level in ('warn', 'error') or (part.level == 'stale' and self._key(part) in self._cockpit.words)

    def _show(self, part: Part) -> None:
        words = self._cockpit.words
        name = words.first([self._key(part)]) or part.name
        with box(classes=f'part {part.level}'):
            text(words(f'health.{part.level}', name=name), 'said', 'p')
            if part.level == 'stale':
                text(words.first([f'health.without_{part.name}']), 'means', 'p')
            elif part.message:
                text(part.message, 'detail', 'p')

    @staticmethod
    def _key(part: Part) -> str:
        return f'parts.{part.name}'
