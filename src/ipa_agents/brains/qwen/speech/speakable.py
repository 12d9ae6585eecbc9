"""Written text as it can be spoken: no Markdown, no pictures, no addresses of the web."""

import re
import unicodedata

__all__ = ['speakable']

_FENCE = re.compile(r'^\s*(?:`{3,}|~{3,}).*$', re.MULTILINE)
_LINK = re.compile(r'!?\[([^\]\[]*)\]\([^()\s]*\)')
_ADDRESS = re.compile(
    r'(?:https?://|www\.)[^\s<>()\[\]，。！？、；：”’」』]*[^\s<>()\[\]，。！？、；：”’」』.,;:!?\'"]', re.IGNORECASE
)
_TAG = re.compile(r'</?[A-Za-z|_][^<>\n]{0,60}>')
_BEGINNING = re.compile(r'^\s*(?:#{1,6}\s+|>\s+|[-*+•]\s+|\d{1,2}[.)]\s+)+', re.MULTILINE)
_RULE = re.compile(r'^[\s|:*_=-]*$')
_MARKS = re.compile(r'[*`~]+|(?<!\w)_+|_+(?!\w)')
_CELL = re.compile(r'\s*\|\s*')
_PICTURES = ('So', 'Cs', 'Co', 'Cn', 'Cf', 'Me')
# What makes a picture of the sign before it, or gives it a colour.
_MODIFIERS = frozenset('\ufe0f\U0001f3fb\U0001f3fc\U0001f3fd\U0001f3fe\U0001f3ff')
# What a picture leaves before a full stop.
_GAP = re.compile(r'\s+(?=[.!?,;]+(?:\s|$))')
# Signs that are read aloud although Unicode counts them to the pictures.
_READ = frozenset('°℃℉№©®™')


def speakable(text: str) -> str:
    """`text` in one line as a person would read it out; empty where nothing of it can be read."""
    text = _FENCE.sub('', text)
    text = _LINK.sub(r'\1', text)
    text = _ADDRESS.sub(lambda found: _host(found.group()), text)
    text = _BEGINNING.sub('', _TAG.sub('', text))
    text = ''.join(char for char in text if not _is_picture(char))
    text = '\n'.join('' if _RULE.match(line) else line for line in text.splitlines())
    text = _CELL.sub(', ', _MARKS.sub('', text).strip(' |\t\n'))
    return _GAP.sub('', ' '.join(text.split()))


def _host(address: str) -> str:
    """What people call an address: "example.com"."""
    bare = re.sub(r'^(?:https?://)?(?:www\.)?', '', address, flags=re.IGNORECASE)
    return re.split(r'[/?#:]', bare, maxsplit=1)[0]


def _is_picture(char: str) -> bool:
    return char in _MODIFIERS or unicodedata.category(char) in _PICTURES and char not in _READ
