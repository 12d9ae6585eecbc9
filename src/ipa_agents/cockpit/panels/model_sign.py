"""Who understands at the moment: a word in the bar, and behind it, at a touch, which model, where, or why none."""

from typing import get_args

from ipa_agents.assistant.model_reasons import words_of_reasons
from ipa_agents.cabin.model_state import ModelState, State
from ipa_agents.cabin.scene import Changes
from ipa_agents.cockpit.elements import box, set_attribute, set_class, text
from ipa_agents.cockpit.panel import Cockpit
from ipa_agents.cockpit.panels.sheet import Sheet

__all__ = ['ModelSign']


class ModelSign:
    """Absent while no model is asked."""

    def __init__(self, cockpit: Cockpit) -> None:
        self._cockpit = cockpit
        sheet = Sheet(cockpit, 'model')
        with box('button', 'key model-sign absent', type='button', popovertarget=sheet.popover_id) as self._sign:
            box(classes='dot', aria_hidden='true')
            self._short = text()
        with sheet:
            self._means = text(tag='p')
            self._which = text(classes='which', tag='p')
            self._reason = text(classes='reason', tag='p')

    def refresh(self, changes: Changes) -> None:
        """Show how the model is."""
        if 'model' not in changes:
            return
        model = self._cockpit.scene.model
        set_class(self._sign, 'absent', model is None)
        if model:
            self._show(model)

    def _show(self, model: ModelState) -> None:
        words = self._cockpit.words
        endpoint = words.first([f'model.at_{model.endpoint}']) or model.endpoint
        for state in get_args(State):
            set_class(self._sign, state, state == model.state)
        short, means = (words(f'model.{key}', endpoint=endpoint) for key in (model.state, f'{model.state}_means'))
        self._short.set_text(short)
        set_attribute(self._sign, 'aria-label', words('model.sign', state=short))
        self._means.set_text(means)
        self._which.set_text(' · '.join(filter(None, (model.model, endpoint))))
        self._reason.set_text(words_of_reasons(model.reason, words.language) if model.reason else '')
