"""Whether a sentence is in the language of the user: by its letters, and where these are the same by small words."""

import re
from collections.abc import Mapping, Set
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from ipa_agents.config_files import config_folder, load_yaml
from ipa_agents.language import Language, language_of

__all__ = ['Tongues', 'load_tongues']

_LATIN = r'A-Za-z\u00c0-\u024f\u1e00-\u1eff'
_HAN = r'\u3400-\u4dbf\u4e00-\u9fff'
_KANA = r'\u3041-\u30ff\u31f0-\u31ff'
_OWN: Mapping[Language, re.Pattern[str]] = {
    'en': re.compile(rf"[{_LATIN}][{_LATIN}'’]*"),
    'zh': re.compile(rf'[{_HAN}]'),
}
_OTHER: Mapping[Language, Language] = {'en': 'zh', 'zh': 'en'}
# Kana count one by one, as Han characters do; of all other letters, which are neither Latin nor Han, words do.
_STRANGE = re.compile(rf'[{_KANA}]|(?:(?![{_LATIN}{_HAN}{_KANA}])[^\W\d_])+')
_LETTERS = re.compile(r'[^\W\d_]+')
_FEW = 3  # words of another language that may be a name
_FAR_MORE = 1.5


@dataclass(frozen=True)
class Tongues:
    """`own` are small English words, `others` those of other languages in Latin letters."""

    own: Set[str]
    others: Set[str]

    def is_foreign(self, sentence: str, language: Language, texts: str) -> bool:
        """Whether `sentence` is not in `language`.

        Names may be foreign: those that stand in `texts`, and a few words of any sentence.
        """
        own = _OWN[language].findall(sentence)
        foreign = [word for word in _OWN[_OTHER[language]].findall(sentence) if word not in texts]
        strange = [word for word in _STRANGE.findall(sentence) if word not in texts]
        if not own or not (foreign or strange):
            return bool(foreign or strange) or (language == 'en' and self._is_no_english(sentence, texts))
        if len(strange) > _FEW or len(strange) >= len(own):
            return True
        return len(foreign) > _FEW and language_of(' '.join((*own, *foreign))) != language

    def may_open(self, word: str, language: Language) -> bool:
        """Whether a sentence that begins with `word` may be in `language`."""
        is_other = _OWN[_OTHER[language]].search(word) or _STRANGE.search(word)
        return not is_other and not (language == 'en' and word.lower() in self.others)

    def _is_no_english(self, sentence: str, texts: str) -> bool:
        """Whether far more small words are those of another language than are English, or no word is English."""
        known = set(_LETTERS.findall(texts.lower()))
        words = [word for word in _LETTERS.findall(sentence.lower()) if word not in known]
        others = [word for word in words if word in self.others or not word.isascii()]
        own = [word for word in words if word in self.own]
        return len(others) > max(_FAR_MORE * len(own), 1) or 0 < len(others) == len(words)


def load_tongues(file: Path | None = None) -> Tongues:
    """The words of `file` (default: config/qwen/languages.yaml); raises ConfigError."""
    return _load(file or config_folder() / 'qwen' / 'languages.yaml')


@cache
def _load(file: Path) -> Tongues:
    data = load_yaml(file, 'languages').data
    own, others = (frozenset(' '.join(texts).split()) for texts in (data['own'], data['others'].values()))
    return Tongues(own, others)
