"""What sentences of both languages mean, alone and after others."""

from pathlib import Path
from typing import Any

import pytest
import yaml
from told import told

from ipa_agents.brains.dialogue import after_turn
from ipa_agents.brains.interface import Act, Context, Dialogue, Sentence
from ipa_agents.brains.reflex import ReflexBrain
from ipa_agents.language import Language, language_of
from ipa_agents.vehicle.catalogue import Catalogue

_HERE = Path(__file__).parent


def _cases(name: str) -> list[dict[str, Any]]:
    cases: list[dict[str, Any]] = yaml.safe_load((_HERE / f'{name}.yaml').read_text(encoding='utf-8'))
    return cases


def _check(brain: ReflexBrain, catalogue: Catalogue, case: dict[str, Any], language: Language) -> None:
    sentence = Sentence(case['say'], language, case.get('seat', 'row1_driver'))
    interpretation = brain.understand(sentence, Context(catalogue.defaults()))
    assert [told(step, catalogue) for step in interpretation.steps] == case['steps']


@pytest.mark.parametrize('case', _cases('sentences_en'), ids=lambda case: case['say'])
def test_english(brain: ReflexBrain, catalogue: Catalogue, case: dict[str, Any]) -> None:
    _check(brain, catalogue, case, 'en')


@pytest.mark.parametrize('case', _cases('sentences_zh'), ids=lambda case: case['say'])
def test_chinese(brain: ReflexBrain, catalogue: Catalogue, case: dict[str, Any]) -> None:
    _check(brain, catalogue, case, 'zh')


@pytest.mark.parametrize('case', _cases('dialogues'), ids=lambda case: ' / '.join(case['turns']))
def test_dialogue(brain: ReflexBrain, catalogue: Catalogue, case: dict[str, Any]) -> None:
    signals, dialogue, steps = catalogue.defaults(), Dialogue(), ()
    for text in case['turns']:
        interpretation = brain.understand(Sentence(text, language_of(text)), Context(signals, dialogue))
        steps, dialogue = interpretation.steps, after_turn(dialogue, interpretation, signals)
        for step in steps:
            if step.call is not None and step.call.tool == 'set_signals' and step.act is Act.ACT:
                signals |= step.call.arguments['signals']
    assert [told(step, catalogue) for step in steps] == case['steps']
