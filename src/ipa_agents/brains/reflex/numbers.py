"""Finds numbers, in digits and in words of both languages: "twenty three", "two and a half", "二十三", "百分之五十"."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import chain

from ipa_agents.language import Language

__all__ = ['Found', 'find_numbers']

_UNITS = {
    'zero': 0, 'one': 1, 'two': 2, 'three': 3, 'four': 4, 'five': 5, 'six': 6, 'seven': 7, 'eight': 8, 'nine': 9,
    'ten': 10, 'eleven': 11, 'twelve': 12, 'thirteen': 13, 'fourteen': 14, 'fifteen': 15, 'sixteen': 16,
    'seventeen': 17, 'eighteen': 18, 'nineteen': 19,
}  # fmt: skip
_TENS = {
    'twenty': 20, 'thirty': 30, 'forty': 40, 'fifty': 50, 'sixty': 60, 'seventy': 70, 'eighty': 80, 'ninety': 90,
}  # fmt: skip
_SMALL = '|'.join(sorted(_UNITS, key=len, reverse=True))
_BELOW_100 = rf'(?:(?:{"|".join(_TENS)})(?:[ -](?:{_SMALL}))?|(?:{_SMALL}))'
_ENGLISH = re.compile(
    rf'(?<![\w.])(?:(?P<digits>\d{{1,6}}(?:\.\d{{1,3}})?)'
    rf'|(?:(?P<hundreds>a|{_SMALL}) hundred(?: and)?(?: |\b))?(?P<words>{_BELOW_100})?)'
    rf'(?:(?P<point> point(?: (?:{_SMALL}|\d))+)|(?P<half> and a half))?(?![\d\w])',
    re.IGNORECASE | re.ASCII,
)
_COUNTED_AFTER = re.compile(r' (?:degree|percent|level|notch|step|stage|more|point)', re.IGNORECASE)
_COUNTED_BEFORE = re.compile(r'\b(?:to|by|level|step|stage|setting|speed|on) $', re.IGNORECASE)
_HAN_DIGITS = {digit: value for value, digit in enumerate('零一二三四五六七八九')} | {'两': 2, '〇': 0, '幺': 1}
_SCALES = {'十': 10, '百': 100, '千': 1000}
_DIGIT = ''.join(_HAN_DIGITS)
_HAN_NUMBER = rf'(?:\d{{1,6}}(?:\.\d{{1,3}})?|[{_DIGIT}十百千]{{1,9}}(?:点[{_DIGIT}]{{1,3}})?)'
_CHINESE = re.compile(
    rf'百分之(?P<percent>{_HAN_NUMBER})|(?<![\d.])(?P<number>{_HAN_NUMBER})(?!\d)(?P<tenths>成(?![为了\d]))?(?P<half>个半|点半)?'
)
_NOT_COUNTED = re.compile(r'[些下条会直样起边排般定旦切丝丢侧点共座门面键]')
_VAGUE = frozenset({'一', '两', '十', '百', '千', '零', '〇', '幺'})
_MEASURED = re.compile(r'个?(?:度|档|挡|级|格|倍|成|%|小时|分)')


@dataclass(frozen=True, slots=True)
class Found:
    """A number at text[start:end]; `percent` where the words themselves say so."""

    start: int
    end: int
    value: float
    percent: bool = False


def find_numbers(text: str, language: Language) -> Iterator[Found]:
    """The numbers of `text`, in order; "one" and "一" only where something is counted."""
    return _english(text) if language == 'en' else chain(_chinese(text), _spelled(text))


def _spelled(text: str) -> Iterator[Found]:
    """Numbers in English words inside a Chinese sentence."""
    return (found for found in _english(text) if not any(char.isdigit() for char in text[found.start : found.end]))


def _english(text: str) -> Iterator[Found]:
    for match in _ENGLISH.finditer(text):
        if not (match['digits'] or match['words'] or match['hundreds']):
            continue
        if match[0].lower() == 'one' and not _is_counted(text, match):
            continue
        value = float(match['digits']) if match['digits'] else _below_100(match['words'] or '')
        if match['hundreds']:
            value += 100 * _UNITS.get(match['hundreds'].lower(), 1)
        if match['point']:
            value += float('0.' + ''.join(str(_UNITS.get(word, word)) for word in match['point'].lower().split()[1:]))
        yield Found(match.start(), match.start() + len(match[0].rstrip()), value + (0.5 if match['half'] else 0))


def _is_counted(text: str, match: re.Match[str]) -> bool:
    return bool(_COUNTED_AFTER.match(text, match.end()) or _COUNTED_BEFORE.search(text[: match.start()]))


def _below_100(words: str) -> float:
    return float(sum(_UNITS.get(word, _TENS.get(word, 0)) for word in re.split(r'[ -]', words.lower())))


def _chinese(text: str) -> Iterator[Found]:
    for match in _CHINESE.finditer(text):
        if match['percent']:
            yield Found(match.start(), match.end(), _han_value(match['percent']), percent=True)
            continue
        word = match['number']
        if word in _VAGUE and not match['tenths'] and not _MEASURED.match(text, match.end('number')):
            continue
        if not word[0].isdigit() and _NOT_COUNTED.match(text, match.end('number')) and not match['half']:
            continue
        value = _han_value(word) + (0.5 if match['half'] else 0)
        yield Found(match.start(), match.end(), value * 10 if match['tenths'] else value, percent=bool(match['tenths']))


def _han_value(word: str) -> float:
    if word[0].isdigit():
        return float(word)
    whole, _, fraction = word.partition('点')
    if any(char in _SCALES for char in whole):
        value = _scaled(whole)
    else:
        value = int(''.join(str(_HAN_DIGITS[char]) for char in whole))
    return value + (float('0.' + ''.join(str(_HAN_DIGITS[char]) for char in fraction)) if fraction else 0.0)


def _scaled(word: str) -> int:
    """ "一百二" is 120 and "一百零二" 102."""
    total = digit = 0
    scale = 10
    for char in word:
        if char in _SCALES:
            scale = _SCALES[char]
            total += (digit or 1) * scale
            digit = 0
        else:
            digit = _HAN_DIGITS[char]
            if digit == 0:
                scale = 10
    return total + digit * (scale // 10 if word[-1] in _HAN_DIGITS else 1)
