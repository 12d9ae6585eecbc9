"""The words of a model as they come, cut to what is spoken at once: the first word, then sentence by sentence.

Where the stream was cut does not matter: the same text gives the same pieces.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

__all__ = ['Cutter', 'FirstWord', 'Whole']

_HAN = r'\u3400-\u4dbf\u4e00-\u9fff'
_FIRST = re.compile(rf"\s*([A-Za-z][A-Za-z'’]*(?=[\s,;]|:\s)|[{_HAN}]{{2}}|[{_HAN}](?=[，、：,]))")
_CLOSING = r'"”’」』）)\]*_'
_END = re.compile(rf'[.!?…]+[{_CLOSING}]*(?=\s)|[。！？；][。！？；!?…]*[{_CLOSING}]*(?=[^。！？；!?…{_CLOSING}])|\n')
_NO_END = re.compile(r'(?:^|\s)(?:\d{1,2}|Mr|Mrs|Ms|Dr|St|No|vs|e\.g|i\.e|approx)\.$')
_BREAK = re.compile(r'[,，、;:\s]')


@dataclass(frozen=True, slots=True)
class FirstWord:
    """The first word of an answer, complete, of a sentence that is not."""

    text: str


@dataclass(frozen=True, slots=True)
class Whole:
    """A whole sentence as it was written, with its first word."""

    text: str


class Cutter:
    """Takes the pieces of one answer; a sentence without an end is cut after `longest` characters."""

    def __init__(self, longest: int) -> None:
        self._longest = longest
        self._rest = ''
        self._may_open = True

    def feed(self, text: str) -> Iterator[FirstWord | Whole]:
        """What can be spoken now that `text` has come."""
        self._rest += text
        if self._may_open and (first := _FIRST.match(self._rest)):
            self._may_open = False
            yield FirstWord(first.group(1))
        while (end := self._end()) is not None:
            yield from self._taken(end)

    def end(self) -> Iterator[FirstWord | Whole]:
        """The rest, when no more comes."""
        yield from self._taken(len(self._rest))

    def _taken(self, end: int) -> Iterator[Whole]:
        sentence, self._rest = self._rest[:end].strip(), self._rest[end:]
        if sentence:
            self._may_open = False
            yield Whole(sentence)

    def _end(self) -> int | None:
        """Where the first sentence ends; None while more must come to tell."""
        for found in _END.finditer(self._rest):
            if found.end() > self._longest:
                break
            if not _NO_END.search(self._rest[: found.end()].rstrip()):
                return found.end()
        if len(self._rest) <= self._longest:
            return None
        breaks = [found.end() for found in _BREAK.finditer(self._rest, 0, self._longest)]
        return breaks[-1] if breaks else self._longest
