"""Cuts a sentence into its commands, with or without a word between them."""

import re
from collections.abc import Iterator, Sequence

from ipa_agents.brains.reflex.lexicon import Lexicon, Tag
from ipa_agents.brains.reflex.normalise import without_politeness
from ipa_agents.brains.reflex.openers import Openers
from ipa_agents.brains.reflex.words import Words

__all__ = ['Splitter']

_STRONG_VERB = 4
_OBJECT_FIRST = ('把', '将')
_SHORTEST_SENTENCE = 4


class Splitter:
    """Cuts where a new command clearly begins; in doubt it does not cut, so that names stay whole."""

    def __init__(self, lexicon: Lexicon, words: Words, openers: Openers) -> None:
        self._lexicon = lexicon
        self._words = words
        self._openers = openers
        self._gap = 3 if words.language == 'zh' else 10

    def split(self, text: str) -> tuple[str, ...]:
        """The commands of `text` (as `plain` gives it), in order."""
        pieces: list[str] = []
        for chunk in text.split('|'):
            pieces.extend(self._cut(chunk.strip(' ,')))
        return tuple(piece for piece in pieces if piece)

    def _cut(self, chunk: str) -> Iterator[str]:
        tags = self._lexicon.tags(chunk)
        start, checked = 0, -1
        for left_end, right_start in self._candidates(chunk, tags):
            if left_end <= start:
                continue
            if start != checked:
                checked = start
                if self._openers.is_whole(without_politeness(chunk[start:], self._words)):
                    break
            left = [tag for tag in tags if start <= tag.start and tag.end <= left_end]
            right = [tag for tag in tags if tag.start >= right_start]
            separated = right_start > left_end
            if self._is_cut(chunk, (start, left_end), left, right_start, right, separated):
                yield chunk[start:left_end].strip(' ,')
                start = right_start
        yield chunk[start:].strip(' ,')

    def _candidates(self, chunk: str, tags: Sequence[Tag]) -> list[tuple[int, int]]:
        negated = {tag.end for tag in tags if 'negation' in tag.readings}  # "不要再" ends like a word between commands
        found = {span for span in map(re.Match.span, self._words.separators.finditer(chunk)) if span[1] not in negated}
        found = set(_merged(sorted(found), chunk))
        ends = {end for _, end in found}
        inside = list(found)
        for tag in tags:
            is_inside = tag.start in ends or any(first <= tag.start < last for first, last in inside)
            if not is_inside and self._may_begin(tag):
                found.add((tag.start, tag.start))
        if self._words.language == 'zh':
            firm = [tag for tag in tags if not {'sensor', 'noise'} >= set(tag.readings)]
            inner = {index for tag in firm for index in range(tag.start + ('number' not in tag.readings), tag.end)}
            starts = set(range(1, len(chunk))) - inner
            found |= {(start, start) for start in starts if self._openers.begins_inside(chunk, start)}
        return sorted(found, key=lambda span: (span[0], -span[1]))

    def _may_begin(self, tag: Tag) -> bool:
        if self._words.language == 'zh':
            return bool({'verb', 'function', 'zone', 'value'} & set(tag.readings)) or tag.text in _OBJECT_FIRST
        return 'verb' in tag.readings and len(tag.text) >= _STRONG_VERB

    def _is_cut(
        self,
        chunk: str,
        span: tuple[int, int],
        left: Sequence[Tag],
        right_start: int,
        right: Sequence[Tag],
        separated: bool,
    ) -> bool:
        said = without_politeness(chunk[span[0] : span[1]], self._words)
        rest = without_politeness(chunk[right_start:], self._words)
        head = self._head(chunk, right_start, right)
        is_verb = bool(right) and right[0].start == right_start and _is_verb(right[0])
        if self._openers.takes_all(said) and not _is_complete(left):
            if separated:
                return head == 'command' or self._openers.begins(rest)
            return head == 'command' and is_verb and len(right[0].text) > 1
        if separated:
            return (
                head == 'command' or self._openers.begins(rest) or (head in ('name', 'value') and _is_about_car(left))
            )
        if not _is_complete(left):
            goes_on = span[0] > 0 and _are_names(left) and 'function' in right[0].readings if right else False
            is_next = head == 'command' and is_verb and self._openers.is_whole(said)
            return goes_on or is_next or self._are_two(said, rest)
        if self._words.language == 'en' or not _names_function(left):
            return head == 'command' and is_verb
        return head in ('command', 'name', 'degrees') or self._openers.begins_inside(rest)

    def _are_two(self, said: str, rest: str) -> bool:
        """Whether both are sentences of their own ("播放音乐音量调到二十"); short ones could be parts of a name."""
        if self._words.language == 'en' or min(len(said), len(rest)) < _SHORTEST_SENTENCE:
            return False
        return self._openers.is_whole(said) and self._openers.is_whole(rest)

    def _head(self, chunk: str, start: int, tags: Sequence[Tag]) -> str:
        """What begins at `start`: a command (verb and name), a name alone, a value for a zone, or nothing of these."""
        seen: set[str] = set()
        position, gap = start, 0
        for index, tag in enumerate(tags):
            gap += sum(char.isalnum() for char in chunk[position : tag.start])
            if gap > self._gap or ',' in chunk[position : tag.start] and seen:
                break
            position = tag.end
            if 'function' in tag.readings and 'number' in seen:
                break
            if 'function' in tag.readings or 'value' in tag.readings and 'verb' in seen:
                return 'command' if 'verb' in seen or _has_value(tags[index + 1 :]) else 'name'
            seen |= set(tag.readings)
        if 'number' in seen and {'zone', 'verb'} & seen:
            degrees = any('number' in tag.readings and tag.readings['number'].unit == 'degrees' for tag in tags)
            return 'degrees' if degrees else 'value'
        return (
            'value'
            if 'zone' in seen and {'number', 'amount', 'verb'} & seen or 'pronoun' in seen and 'verb' in seen
            else ''
        )


def _merged(spans: Sequence[tuple[int, int]], chunk: str) -> Iterator[tuple[int, int]]:
    """Separators that follow each other (", and then") are one."""
    current: tuple[int, int] | None = None
    for span in spans:
        if current is not None and not chunk[current[1] : span[0]].strip():
            current = (current[0], max(current[1], span[1]))
            continue
        if current is not None:
            yield current
        current = span
    if current is not None:
        yield current


def _has_value(tags: Sequence[Tag]) -> bool:
    """Whether a verb or a value follows before the next name."""
    for tag in tags:
        if {'verb', 'number', 'amount', 'value'} & set(tag.readings):
            return True
        if 'function' in tag.readings:
            return False
    return False


def _is_about_car(tags: Sequence[Tag]) -> bool:
    return any({'function', 'value', 'number'} & set(tag.readings) for tag in tags)


def _is_verb(tag: Tag) -> bool:
    return 'verb' in tag.readings or tag.text in _OBJECT_FIRST


def _are_names(tags: Sequence[Tag]) -> bool:
    """Only names, as after a verb that is said once for several: "关闭座椅加热座椅通风座椅按摩"."""
    named = any('function' in tag.readings for tag in tags)
    return named and all({'function', 'zone', 'noise'} & set(tag.readings) for tag in tags)


def _names_function(tags: Sequence[Tag]) -> bool:
    return any({'function', 'number'} & set(tag.readings) for tag in tags)


def _is_complete(tags: Sequence[Tag]) -> bool:
    names = any({'function', 'value'} & set(tag.readings) for tag in tags)
    numbered = any('number' in tag.readings for tag in tags) and any('zone' in tag.readings for tag in tags)
    says = any({'verb', 'number', 'amount', 'value'} & set(tag.readings) for tag in tags)
    return names and says or numbered
