"""Whether a sentence of a model may be spoken: in the right language, no refusal, no empty claim, no endless chant."""

import re
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

from ipa_agents.brains.qwen.patterns import any_of, openers_of
from ipa_agents.brains.qwen.speech.claims import Backing, Claims, Named, load_claims
from ipa_agents.brains.qwen.speech.tongue import Tongues, load_tongues
from ipa_agents.config_files import config_folder, load_yaml
from ipa_agents.language import Language

__all__ = ['Complaint', 'Judge', 'Manners', 'load_manners']

Complaint = Literal['', 'language', 'refusal', 'claim', 'repetition']

_TWICE = 2
_CHANT = re.compile(r'(.{1,60}?)\1{7,}', re.DOTALL)
_SHORT_CHANT = 24


@dataclass(frozen=True)
class Manners:
    """What no sentence may be, in both languages; shared by all turns."""

    claims: Claims
    tongues: Tongues
    refusals: Mapping[Language, re.Pattern[str]]
    declines: Mapping[Language, re.Pattern[str]]
    openers: tuple[str, ...]


@dataclass
class Judge:
    """Judges the sentences of one answer in `language`; `backing` and `texts` tell what was done and found so far."""

    manners: Manners
    language: Language
    named: Named
    backing: Callable[[], Backing]
    texts: Callable[[], str]
    _said: Counter[str] = field(default_factory=Counter)

    def may_open(self, word: str) -> bool:
        """Whether the first word may be spoken before its sentence is known."""
        small = word.lower().replace('’', "'")
        is_held = small in self.manners.openers or self.language == 'zh' and small.startswith(self.manners.openers)
        return not is_held and self.manners.tongues.may_open(word, self.language)

    def complaint(self, sentence: str) -> Complaint:
        """What is wrong with `sentence`; empty when it may be spoken."""
        if self.manners.tongues.is_foreign(sentence, self.language, self.texts()):
            return 'language'
        if self.manners.refusals[self.language].search(sentence.lower().replace('’', "'")):
            return 'refusal'
        self._said[sentence] += 1
        chant = _CHANT.search(sentence)
        if self._said[sentence] > _TWICE or chant and len(chant.group()) >= _SHORT_CHANT:
            return 'repetition'
        if self.manners.claims.is_unbacked(sentence, self.language, self.backing(), self.named):
            return 'claim'
        return ''


def load_manners(file: Path | None = None) -> Manners:
    """The manners by the refusals of `file` (default: config/qwen/refusals.yaml) and by the claims."""
    document = load_yaml(file or config_folder() / 'qwen' / 'refusals.yaml', 'refusals')
    claims = load_claims()
    openers = (*claims.openers, *openers_of(document))
    return Manners(claims, load_tongues(), any_of(document, 'refusals'), any_of(document, 'declines'), openers)
