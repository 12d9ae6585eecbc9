"""What people want of a place beside its kind ("quiet, with free Wi-Fi, near my route"), and "the cheaper one".

A sentence is taken apart into an opening, wishes and a kind of place; it is understood when nothing is left over.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from functools import cache
from typing import Any

from ipa_agents.brains.interface import Act, Call, Context, Domain, Step
from ipa_agents.brains.reflex.leftovers import leftover
from ipa_agents.brains.reflex.numbers import find_numbers
from ipa_agents.brains.reflex.times import TIME, clock_of, in_the_evening
from ipa_agents.brains.reflex.words import alternatives
from ipa_agents.config_files import Document, config_folder, load_yaml
from ipa_agents.language import Language
from ipa_agents.travel.places.kinds import load_kinds

__all__ = ['PlaceWishes', 'load_place_wishes']

_UNKNOWN = re.compile(r' (?:(?:with|that has|which has|and) (?:an? |some )?|an? )\w+(?: \w+){0,2}$')
_OF_AN_EVENING = ('restaurant', 'bar', 'cinema', 'theatre')
_WHERE = {'along_route', 'at_destination', 'in_view', 'near'}
_NUMBER: Mapping[Language, str] = {
    'en': r'(?:\d+(?:\.\d+)?'
    r'|(?:twenty|thirty|forty|fifty|sixty)(?:[ -](?:one|two|three|four|five|six|seven|eight|nine))?'
    r'|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|fifteen)(?: and a half| point (?:five|\d))?',
    'zh': r'(?:\d+(?:\.\d+)?|[一二两三四五六七八九十百]+(?:点[一二三四五六七八九])?)',
}


@dataclass(frozen=True, slots=True)
class _Wish:
    arguments: Mapping[str, Any]
    patterns: tuple[re.Pattern[str], ...]
    is_common: bool
    needs_route: bool


@dataclass(frozen=True, slots=True)
class _Taken:
    """What of a sentence the wishes have explained, what is left of it, and how many were more than common ones."""

    arguments: Mapping[str, Any]
    rest: str
    count: int
    special: int


@dataclass(frozen=True)
class PlaceWishes:
    """The wishes and choices of one language."""

    language: Language
    wishes: tuple[_Wish, ...]
    connector: re.Pattern[str]
    opening: re.Pattern[str]
    somewhere: re.Pattern[str]
    ending: re.Pattern[str]
    comparisons: tuple[tuple[str, re.Pattern[str]], ...]
    ones: tuple[re.Pattern[str], ...]
    ordinals: Mapping[str, int]

    def search(self, text: str, context: Context) -> tuple[Step, ...]:
        """The search that `text` asks for; wishes alone go on with the last search. Nothing when it is none.

        A wish that nobody knows is said beside others that are known.
        """
        taken = self.taken(self.opening.sub('', text, count=1).strip(), context)
        if not taken.count:
            return ()
        whole = self._search(taken, text, context)
        if whole is not None:
            return (whole,)
        unknown = _UNKNOWN.search(taken.rest)
        if unknown is None or not taken.special:
            return ()
        known = self._search(replace(taken, rest=taken.rest[: unknown.start()].strip()), text, context)
        said = unknown[0].strip()
        return () if known is None else (known, leftover(f'with {said}' if said.startswith(('a ', 'an ')) else said))

    def _search(self, taken: _Taken, text: str, context: Context) -> Step | None:
        last = context.dialogue.last.call if context.dialogue.last else None
        before = last.arguments if last and last.tool == 'search_places' else None
        # A common wish beside a kind of place is what the patterns of the sentences are made for.
        if not taken.special and (taken.rest or before is None):
            return None
        named = self._kind(taken.rest)
        is_alone = taken.rest == '' and 'kind' in taken.arguments
        if named is None or not (named or is_alone or before is not None or self.somewhere.search(text)):
            return None
        wanted = {} if named or is_alone or before is None else dict(before)
        if _WHERE & taken.arguments.keys():
            wanted = {name: value for name, value in wanted.items() if name not in _WHERE}
        # A cafe for lunch is a cafe.
        arguments = {**wanted, **named, **taken.arguments, **named}
        if arguments.get('kind') in _OF_AN_EVENING and 'open_at' in taken.arguments:
            arguments['open_at'] = in_the_evening(arguments['open_at'], text)
        if 'attributes' in wanted and 'attributes' in arguments:
            arguments['attributes'] = list(dict.fromkeys((*wanted['attributes'], *arguments['attributes'])))
        domain = Domain.CHARGING if arguments.get('kind') == 'charging_station' else Domain.NAVIGATION
        return Step(domain, Act.INFORM, Call('search_places', arguments), 'places', text=text)

    def choice(self, text: str, context: Context) -> Step | None:
        """The choice among the places that were offered: "the cheaper one", "the second one, the closer one"."""
        if len(context.dialogue.options) < 2:
            return None
        found = (pattern.fullmatch(text) for pattern in self.ones)
        for said in ({name: value for name, value in match.groupdict().items() if value} for match in found if match):
            slots: dict[str, Any] = {}
            if 'ordinal' in said:
                slots['index'] = self.ordinals[said['ordinal'].lower()]
            if 'what' in said:
                slots['by'] = next(by for by, one in self.comparisons if one.fullmatch(said['what']))
            if 'wish' in said:
                taken = self.taken(said['wish'], context)
                slots['by'] = '' if taken.rest else next(iter(taken.arguments.get('attributes', ())), '')
            if slots.get('by'):
                return Step(Domain.NONE, Act.ACT, slots=slots, move='choose', text=text)
        return None

    def taken(self, text: str, context: Context) -> _Taken:
        """The wishes of `text`, each of which takes its words out."""
        arguments: dict[str, Any] = {}
        attributes: list[str] = []
        rest, count, special = text, 0, 0
        for wish in self.wishes:
            if wish.needs_route and not context.route:
                continue
            match = next(filter(None, (pattern.search(rest) for pattern in wish.patterns)), None)
            filled = (
                {name: self._value(value, match, context.now) for name, value in wish.arguments.items()}
                if match
                else {}
            )
            if match is None or None in filled.values():
                continue
            attributes += filled.pop('attributes', ())
            arguments |= filled
            rest = f'{rest[: match.start()]} , {rest[match.end() :]}'
            count, special = count + 1, special + (not wish.is_common)
        return _Taken(
            {**arguments, **({'attributes': attributes} if attributes else {})}, self._tidy(rest), count, special
        )

    def _value(self, value: Any, match: re.Match[str], now: float) -> Any:
        if value == '{time}':
            return clock_of(match['time'], self.language, now)
        if value == '{number}':
            counted = match.string[match.start('number') : match.end()]
            return next((found.value for found in find_numbers(counted, self.language)), None)
        if value == '{place}':
            return match['place'].strip()
        return value

    def _kind(self, rest: str) -> dict[str, Any] | None:
        """The kind and the cuisine that the rest names; none where it is empty, None where it says something else."""
        named = self.opening.sub('', rest, count=1).strip()
        if not named or self.somewhere.fullmatch(named):
            return {}
        bare = self.somewhere.sub('', named, count=1).strip()
        for said in dict.fromkeys((named, self.ending.sub('', named).strip(), bare)):
            found = load_kinds().understand(said.removesuffix('的'))
            if found is not None:
                kind, cuisine = found
                return {'kind': kind or 'restaurant', **({'cuisine': cuisine} if cuisine else {})}
        return None

    def _tidy(self, rest: str) -> str:
        if self.language == 'zh':
            pieces = re.split(r'[\s,]+', rest)
            return ''.join(piece for piece in pieces if not self.connector.fullmatch(piece))
        return ' '.join(re.sub(r'(?:\s*,\s*)+(?:and\b)?', ' ', rest).split()).removesuffix(' and')


@cache
def load_place_wishes(language: Language) -> PlaceWishes:
    """Read config/sentences/place_wishes.yaml; raises ConfigError."""
    document = load_yaml(config_folder() / 'sentences' / 'place_wishes.yaml', 'place_wishes')
    dialogue = load_yaml(config_folder() / 'sentences' / language / 'dialogue.yaml', 'sentences')
    data, ordinals = document.data, dialogue.data['lists']['ordinal']

    def any_of(texts: Iterable[str], form: str = '(?:{})') -> re.Pattern[str]:
        return _compiled(document, form.format('|'.join(texts)), language)

    what = '|'.join(text for entry in data['comparisons'] for text in entry[language])
    slots = {
        '{ordinal}': f'(?P<ordinal>{alternatives(ordinals)})',
        '{what}': f'(?P<what>{what})',
        '{wish}': '(?P<wish>.+?)',
    }
    ones = data['ones'][language]
    for slot, pattern in slots.items():
        ones = [one.replace(slot, pattern) for one in ones]
    edge = r'(?:(?<![\w-]){}(?![\w-]))' if language == 'en' else '(?:{})'
    return PlaceWishes(
        language,
        tuple(
            _Wish(
                entry['arguments'],
                tuple(any_of([text], edge.replace('{}', '(?:{})')) for text in entry[language]),
                entry.get('common', False),
                entry.get('on_route', False),
            )
            for entry in data['wishes']
        ),
        any_of([data['connectors']]),
        any_of(data['openings'][language], '^(?:{})(?= |$)' if language == 'en' else '^(?:{})'),
        any_of(data['somewhere'][language]),
        any_of(data['endings'][language], '(?:{})$'),
        tuple((entry['by'], any_of(entry[language])) for entry in data['comparisons']),
        tuple(_compiled(document, one, language) for one in ones),
        {name.lower(): index for name, index in ordinals.items()},
    )


def _compiled(document: Document, pattern: str, language: Language) -> re.Pattern[str]:
    full = pattern.replace('{number}', f'(?P<number>{_NUMBER[language]})').replace(
        '{time}', f'(?P<time>{TIME[language]})'
    )
    try:
        return re.compile(full, re.IGNORECASE)
    except re.error as error:
        raise document.error(f'{pattern!r}: {error}') from error
