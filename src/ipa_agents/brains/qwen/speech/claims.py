"""Words of a model that claim a deed, and whether anything backs them."""

import re
from collections.abc import Callable, Mapping, Set
from dataclasses import dataclass
from pathlib import Path

from ipa_agents.brains.qwen.patterns import any_of, openers_of
from ipa_agents.config_files import config_folder, load_yaml
from ipa_agents.language import LANGUAGES, Language

__all__ = ['Backing', 'Claims', 'Named', 'load_claims']

Named = Callable[[str, Language], Set[str]]


@dataclass(frozen=True, slots=True)
class Backing:
    """What the car has confirmed in this turn: ids of functions that were set or looked at, and whether any deed was.

    A deed that concerns no function of the catalogue (music, a route) counts only in `has_done`.
    """

    done: frozenset[str] = frozenset()
    seen: frozenset[str] = frozenset()
    has_done: bool = False


@dataclass(frozen=True)
class Claims:
    """Recognises claims; `openers` are first words after which one may follow."""

    openers: tuple[str, ...]
    _deeds: Mapping[Language, re.Pattern[str]]
    _states: Mapping[Language, re.Pattern[str]]
    _results: Mapping[Language, re.Pattern[str]]
    _exempt: Mapping[Language, re.Pattern[str]]
    _clauses: Mapping[Language, re.Pattern[str]]

    def is_unbacked(self, sentence: str, language: Language, backing: Backing, named: Named) -> bool:
        """Whether `sentence` claims what `backing` does not show; `named` tells the functions that words name.

        What is asked claims nothing, but what stands before it may. One claim makes all clauses of its sentence claims,
        where they name functions.
        """
        text = sentence.lower().replace('’', "'").strip()
        clauses = [clause for clause in self._clauses[language].split(text) if clause]
        clauses = clauses[:-1] if text.endswith(('?', '？')) else [text, *clauses]
        clauses = [clause for clause in clauses if not self._exempt[language].search(clause)]
        shown = backing.done | backing.seen
        results = [named(clause, language) for clause in clauses if self._results[language].search(clause)]
        if any(functions and not functions & shown for functions in results):
            return True
        deeds = any(self._deeds[language].search(clause) for clause in clauses)
        states = any(self._states[language].search(clause) for clause in clauses)
        if not deeds and not states:
            return False
        if deeds and not backing.has_done:
            return True
        confirmed = backing.done if deeds else shown
        if not confirmed and not backing.has_done:
            return True
        about = [functions for clause in clauses if clause != text and (functions := named(clause, language))]
        return not all(functions & confirmed for functions in about or [named(text, language)] if functions)


def load_claims(file: Path | None = None) -> Claims:
    """The claims of `file` (default: config/qwen/claims.yaml); raises ConfigError."""
    document = load_yaml(file or config_folder() / 'qwen' / 'claims.yaml', 'claims')
    separators = document.data['clauses']
    return Claims(
        openers_of(document),
        any_of(document, 'deeds'),
        any_of(document, 'states'),
        any_of(document, 'results'),
        any_of(document, 'exempt'),
        {language: re.compile(separators[language]) for language in LANGUAGES},
    )
