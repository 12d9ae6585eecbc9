r"""Sentence templates as patterns.

    play [some] {query} [(by|from) {artist}]

`[...]` may be left out, `[a|b]*` may come up to three times, `(a|b)` is one of several; `{slot}` holds any text or,
for a slot with a vocabulary, one of its names; `<rule>` stands for another template. This is the notation of Home
Assistant's sentences (hassil), with repeats. Here they become regular expressions, because free text that other
commands follow must end where those begin.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from ipa_agents.language import Language

__all__ = ['Template', 'TemplateError', 'anonymous', 'compile_template']

_TOKEN = re.compile(r'[\[\]()|*]|\{[a-z_]+\}|<[a-z_]+>|\s+|[^\[\](){}|<>\s*]+')
_SOME = '{0,3}'  # bounded, so that no text can make the search explode


class TemplateError(ValueError):
    """A template that does not parse; the loader tells where it stands."""


@dataclass(frozen=True, slots=True)
class Template:
    """A compiled template. `start` matches what comes before the first free text; `free` names the groups of free text.

    A slot "place" is held by the group place1, or place2 where it stands twice.
    """

    text: str
    pattern: re.Pattern[str]
    start: str
    free: tuple[str, ...]


class _Parser:
    def __init__(self, language: Language, rules: Mapping[str, str], slots: Mapping[str, str]) -> None:
        self.spaced = language == 'en'
        self.rules = rules
        self.slots = slots
        self.free: list[str] = []
        self.held: dict[str, int] = {}

    def parse(self, template: str, waiting: bool = True, depth: int = 0) -> str:
        """The regular expression of `template`; `waiting`: a space must come before its first word."""
        if depth > 8:
            raise TemplateError('rules that stand in each other')
        tokens = _TOKEN.findall(template)
        if ''.join(tokens) != template:
            raise TemplateError(f'cannot be read: {template!r}')
        expression, rest = self._sequence(tokens, waiting, depth)
        if rest:
            raise TemplateError(f'an unexpected {rest[0]!r}')
        return expression

    def _sequence(self, tokens: list[str], waiting: bool, depth: int) -> tuple[str, list[str]]:
        parts: list[str] = []
        while tokens and tokens[0] not in (']', ')', '|'):
            token, tokens = tokens[0], tokens[1:]
            if token.isspace():
                waiting = True
                continue
            if token in '([':
                part, tokens = self._group(token, tokens, waiting, depth)
            elif token.startswith('{'):
                part = self._slot(token[1:-1], waiting)
            elif token.startswith('<'):
                part = f'(?:{self.parse(self._rule(token[1:-1]), waiting, depth + 1)})'
            else:
                part = self._space(waiting) + re.escape(token)
            parts.append(part)
            waiting = False
        return ''.join(parts), tokens

    def _group(self, opening: str, tokens: list[str], waiting: bool, depth: int) -> tuple[str, list[str]]:
        closing = ']' if opening == '[' else ')'
        choices = []
        while True:
            choice, tokens = self._sequence(tokens, waiting, depth)
            choices.append(choice)
            if not tokens or tokens[0] not in ('|', closing):
                raise TemplateError(f'no {closing!r} for a {opening!r}')
            last, tokens = tokens[0], tokens[1:]
            if last == closing:
                if tokens and tokens[0] == '*':
                    return f'(?:{"|".join(choices)}){_SOME}', tokens[1:]
                return f'(?:{"|".join(choices)}){"?" if opening == "[" else ""}', tokens

    def _slot(self, name: str, waiting: bool) -> str:
        self.held[name] = self.held.get(name, 0) + 1
        group = f'{name}{self.held[name]}'
        if name in self.slots:
            return f'{self._space(waiting)}(?P<{group}>{self.slots[name]})'
        self.free.append(group)
        return f'{self._space(waiting)}(?P<{group}>.+?)'

    def _rule(self, name: str) -> str:
        if name not in self.rules:
            raise TemplateError(f'no rule <{name}>')
        return self.rules[name]

    def _space(self, waiting: bool) -> str:
        return ' ' if waiting and self.spaced else ''


def compile_template(text: str, language: Language, rules: Mapping[str, str], slots: Mapping[str, str]) -> Template:
    """Compile `text`; `slots` gives the patterns of slots that are no free text. Raises TemplateError.

    The pattern of an English template matches text with one space before it.
    """
    parser = _Parser(language, rules, slots)
    expression = parser.parse(text)
    try:
        pattern = re.compile(expression, re.IGNORECASE)
    except re.error as error:
        raise TemplateError(str(error)) from error
    return Template(text, pattern, _start(expression, parser.free), tuple(parser.free))


def anonymous(expression: str) -> str:
    """`expression` without the names of its groups."""
    return re.sub(r'\(\?P<[a-z_]+\d>', '(?:', expression)


def _start(expression: str, free: Sequence[str]) -> str:
    """The part of `expression` before its first free text, or before the outermost group that holds it."""
    if not free:
        return expression
    end = min(expression.index(f'(?P<{name}>') for name in free)
    opened: list[int] = []
    for index in range(end):
        if expression[index] == '(' and expression[index - 1 : index] != '\\':
            opened.append(index)
        elif expression[index] == ')' and expression[index - 1 : index] != '\\':
            opened.pop()
    return expression[: opened[0] if opened else end]
