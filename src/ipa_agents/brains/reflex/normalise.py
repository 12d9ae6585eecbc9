"""Spoken text in one plain form: no emoji, one kind of punctuation, simplified characters, no politeness."""

import re
import unicodedata

from ipa_agents.brains.reflex.words import Words, load_words
from ipa_agents.language import Language, simplified

__all__ = ['MAXIMUM_LENGTH', 'fold', 'is_mixed', 'plain', 'without_politeness']

MAXIMUM_LENGTH = 400

_HAN = r'\u3400-\u4dbf\u4e00-\u9fff'
_SPACE_BY_HAN = re.compile(rf'(?<=[{_HAN},|])\s+|\s+(?=[{_HAN},|])')
_BETWEEN_SCRIPTS = re.compile(rf'(?<=[{_HAN}])(?=[A-Za-z])|(?<=[A-Za-z])(?=[{_HAN}])')
_SPACE_BY_MARK = re.compile(r'(?<=[,|])\s+|\s+(?=[,|])')
_STOP = re.compile(r'(?:[.!?;:。！？；\n](?=\s|$|[^\d\w])|[。！？；\n!?;]|…)+')
_COMMA = re.compile(r'[,，、](?!\d{3}\b)|(?<=\D),|\s[-–—]+\s|——|～')
_DROPPED = re.compile(r'["“”「」『』《》〈〉()\[\]{}<>*_#~^|\\`]')
_APOSTROPHES = str.maketrans({'’': "'", '‘': "'", 'ʼ': "'", '`': "'"})
_CONTRACTIONS = [
    (re.compile(pattern, re.IGNORECASE), full)
    for pattern, full in (
        (r"\bwon't\b", 'will not'),
        (r"\bcan't\b|\bcannot\b", 'can not'),
        (r"\bain't\b", 'is not'),
        (r"\b(do|does|did|is|are|was|were|would|could|should|have|has|had)n't\b", r'\1 not'),
        (r"\b(what|who|where|how|when|it|that|there|here|he|she|why)'s\b", r'\1 is'),
        (r"\b(what|who|where|how|when|they|we|you)'re\b", r'\1 are'),
        (r"\bi'm\b", 'i am'),
        (r"\b(i|we|you|they|he|she|it|how)'d\b", r'\1 would'),
        (r"\b(i|we|you|they|it|that|he|she)'ll\b", r'\1 will'),
        (r"\b(i|we|you|they)'ve\b", r'\1 have'),
        (r"\blet's\b", 'let us'),
        (r'\bgonna\b', 'going to'),
        (r'\bwanna\b', 'want to'),
        (r'\b(gimme)\b', 'give me'),
        (r'\b(do|does|did|is|are|was|were|would|could|should|have|has)nt\b', r'\1 not'),
        (r'\b(im)\b', 'i am'),
        (r'^its\b', 'it is'),
        (r'\b(that|there)s\b', r'\1 is'),
        (r'\bcant\b', 'can not'),
        (r'\b(turn|switch) of\b', r'\1 off'),
        (r'\bwhats\b', 'what is'),
        (r'\ba/c\b|\ba\.c\.?(?=\s|$)', 'AC'),
        (r'\ba bit of\b', 'some'),
        (r'\bp\.m\.?', 'pm'),
        (r'\ba\.m\.', 'am'),
    )
]


def fold(text: str) -> str:
    """Lower case that keeps the place of every character."""
    lowered = text.lower()
    if len(lowered) == len(text):
        return lowered
    return ''.join(low if len(low := char.lower()) == 1 else char for char in text)


def is_mixed(text: str) -> bool:
    """Whether `text` holds words of both scripts: "turn on 座椅加热"."""
    return bool(re.search(f'[{_HAN}]', text) and re.search('[A-Za-z]', text))


def plain(text: str, language: Language) -> str:
    """`text` with "|" where a sentence ends and "," at commas; cut to MAXIMUM_LENGTH characters."""
    text = unicodedata.normalize('NFKC', text[:MAXIMUM_LENGTH]).translate(_APOSTROPHES)
    text = ''.join(char if _is_said(char) else ' ' for char in text)
    text = _DROPPED.sub(' ', text)
    if language == 'zh':
        text = simplified(text)
    else:
        text = _BETWEEN_SCRIPTS.sub(' ', text)
        for pattern, full in _CONTRACTIONS:
            text = pattern.sub(full, text)
    text = load_words(language).fillers.sub(' ', _COMMA.sub(' , ', _STOP.sub(' | ', text)))
    text = (_SPACE_BY_HAN if language == 'zh' else _SPACE_BY_MARK).sub('', ' '.join(text.split()))
    return text[:MAXIMUM_LENGTH].strip(' |,')


def without_politeness(clause: str, words: Words) -> str:
    """`clause` without the polite words and fillers at its ends; never empty when the clause is not."""
    clause = clause.strip(' |,')
    while clause:
        shorter = _stripped(clause, words)
        if not shorter or shorter == clause:
            return clause
        clause = shorter
    return clause


def _stripped(clause: str, words: Words) -> str:
    before = words.politeness_before.match(clause)
    if before and before.end() < len(clause):
        clause = clause[before.end() :].lstrip(' ,|')
    after = words.politeness_after.search(clause)
    if after and after.start() > 0:
        clause = clause[: after.start()].rstrip(' ,|')
    return clause


def _is_said(char: str) -> bool:
    """Emoji, control and private characters are nothing that anyone says."""
    return unicodedata.category(char) not in {'So', 'Sk', 'Cc', 'Cf', 'Cs', 'Co', 'Cn', 'Mn', 'Me'} or char in '°\n'
