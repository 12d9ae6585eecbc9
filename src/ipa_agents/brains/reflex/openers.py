"""How commands begin: where a sentence may be cut, and where free text starts that must stay whole."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from ipa_agents.brains.reflex.templates import Template, anonymous
from ipa_agents.language import Language

__all__ = ['Openers', 'openers']

_NEVER = re.compile(r'(?!)')
_SHORTEST_INNER = 2


@dataclass(frozen=True, slots=True)
class Openers:
    """`free` begins templates with free text; `fixed` are whole templates; the `inner` ones may follow unseparated."""

    language: Language
    free: re.Pattern[str]
    fixed: re.Pattern[str]
    inner_free: re.Pattern[str]
    inner_fixed: re.Pattern[str]

    def takes_all(self, text: str) -> bool:
        """Whether `text` begins with words after which anything may be a name: "play ..."."""
        text = self._spaced(text)
        match = self.free.match(text)
        return match is not None and match.end() < len(text) and not self.fixed.fullmatch(text)

    def is_whole(self, text: str) -> bool:
        """Whether `text` is a sentence of its own, without free text."""
        return bool(self.fixed.fullmatch(self._spaced(text)))

    def begins(self, text: str) -> bool:
        """Whether `text` begins like a sentence."""
        text = self._spaced(text)
        match = self.free.match(text)
        return match is not None and match.end() < len(text) or bool(self.fixed.match(text))

    def begins_inside(self, text: str, start: int = 0) -> bool:
        """Whether a sentence clearly begins at `start` of `text`, with no word before it that separates."""
        free, fixed = self.inner_free.match(text, start), self.inner_fixed.match(text, start)
        ends = [match.end() for match in (free, fixed) if match and (match is fixed or match.end() < len(text))]
        return max(ends, default=start) - start >= _SHORTEST_INNER

    def _spaced(self, text: str) -> str:
        return f' {text}' if self.language == 'en' else text


def openers(language: Language, templates: Sequence[tuple[Template, bool]]) -> Openers:
    """From the templates that may stand inside a sentence, each with whether it may follow without a separator."""
    known = [item for item in templates if not re.fullmatch(item[0].start, '', re.IGNORECASE)]
    patterns = (
        _any(
            language,
            (
                template.start
                for template, unseparated in known
                if bool(template.free) is free and (unseparated or not inner)
            ),
        )
        for inner in (False, True)
        for free in (True, False)
    )
    return Openers(language, *patterns)


def _any(language: Language, starts: Iterable[str]) -> re.Pattern[str]:
    expression = '|'.join(f'(?:{anonymous(start)})' for start in dict.fromkeys(starts))
    end = r'(?![a-z])' if language == 'en' else ''
    return re.compile(f'(?:{expression}){end}', re.IGNORECASE) if expression else _NEVER
