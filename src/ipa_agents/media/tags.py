"""What an audio file tells of itself: its tags and its length. Broken ones cost their tags, never the file."""

import io
import os
import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Literal, get_args

import mutagen

__all__ = ['FAULTS', 'Fault', 'Tags', 'read_tags']

Fault = Literal['', 'empty', 'unreadable', 'broken tags', 'huge tags']
FAULTS: tuple[Fault, ...] = get_args(Fault)

_LONGEST_READ = 16 * 2**20  # bytes: more than a large picture of an album needs
_LONGEST_TEXT = 200
_MOST_VALUES = 5
# By the names that ID3, Vorbis comments, APE, MP4 and ASF give them.
_KEYS = {
    'title': ('TIT2', 'title', '\xa9nam', 'Title'),
    'artist': ('TPE1', 'artist', '\xa9ART', 'Author', 'TPE2', 'albumartist', 'aART'),
    'album': ('TALB', 'album', '\xa9alb', 'WM/AlbumTitle'),
    'genre': ('TCON', 'genre', '\xa9gen', 'WM/Genre'),
    'date': ('TDRC', 'TYER', 'date', 'year', '\xa9day', 'WM/Year'),
    'disc': ('TPOS', 'discnumber', 'disk', 'WM/PartOfSet'),
    'track': ('TRCK', 'tracknumber', 'track', 'trkn', 'WM/TrackNumber'),
}
_YEAR = re.compile(r'\b(1[89]\d\d|20\d\d)')
_NUMBER = re.compile(r'\d{1,4}')
_BEYOND_ASCII = re.compile(rb'[\x80-\xff]+')


@dataclass(frozen=True, slots=True)
class Tags:
    """Empty or 0 where a file does not tell; `duration` in s, `number` orders the tracks of an album."""

    title: str = ''
    artist: str = ''
    album: str = ''
    genre: str = ''
    year: int = 0
    number: int = 0
    duration: float = 0.0
    fault: Fault = ''


class _TooMuch(Exception):
    """Somebody asks for more of a file than tags can be."""


class _Bounded(io.FileIO):
    """A file that is not read in gulps, whatever the sizes written in it say."""

    def read(self, size: int | None = -1, /) -> bytes:
        if size is None or size < 0:
            size = os.fstat(self.fileno()).st_size
        if size > _LONGEST_READ and os.fstat(self.fileno()).st_size - self.tell() > _LONGEST_READ:
            raise _TooMuch
        return super().read(size) or b''


def read_tags(file: str) -> Tags:
    """The tags of `file`; never raises: `fault` says what is wrong with it."""
    try:
        with _Bounded(file) as opened:
            if os.fstat(opened.fileno()).st_size == 0:
                return Tags(fault='empty')
            return _tags(mutagen.File(opened))
    except OSError:
        return Tags(fault='unreadable')
    except Exception as error:  # noqa: BLE001 - broken tags make the parser raise anything, its own errors around ours
        return Tags(fault='huge tags' if _stems_from(error, _TooMuch) else 'broken tags')


def _stems_from(error: BaseException | None, kind: type[BaseException]) -> bool:
    while error is not None:
        if isinstance(error, kind):
            return True
        error = error.__cause__ or error.__context__
    return False


def _tags(audio: Any) -> Tags:
    if audio is None:
        return Tags(fault='broken tags')
    found = {name: _first(audio.tags or {}, keys) for name, keys in _KEYS.items()}
    year = _YEAR.search(found['date'])
    return Tags(
        title=found['title'],
        artist=found['artist'],
        album=found['album'],
        genre=found['genre'],
        year=int(year[1]) if year else 0,
        number=1000 * _number(found['disc']) + _number(found['track']),
        duration=max(float(getattr(audio.info, 'length', 0.0)), 0.0),
    )


def _number(text: str) -> int:
    match = _NUMBER.search(text)
    return int(match[0]) if match else 0


def _first(tags: Any, keys: Iterable[str]) -> str:
    for key in keys:
        try:
            value = tags[key]
        except (KeyError, ValueError):  # Vorbis comments raise ValueError for the names of other formats
            continue
        if text := _text(value):
            return text
    return ''


def _text(value: Any) -> str:
    """The value of a tag in one line: frames of ID3, lists of words, pairs of numbers."""
    values = getattr(value, 'genres', None) or getattr(value, 'text', None) or value
    if isinstance(values, str) or not isinstance(values, Iterable):
        values = [values]
    parts = []
    for part in list(values)[:_MOST_VALUES]:
        word = str(part[0] if isinstance(part, tuple) and part else part)[: 4 * _LONGEST_TEXT]
        parts.append(_line(_repaired(word) if getattr(value, 'encoding', None) == 0 else word))
    return ', '.join(filter(None, parts))[:_LONGEST_TEXT]


def _repaired(text: str) -> str:
    """Text of a Latin-1 field in the encoding that it was written in: often UTF-8 or, in China, GBK.

    Accented letters stand alone in Latin-1, the bytes of a Chinese character in pairs.
    """
    try:
        raw = text.encode('latin-1')
    except UnicodeEncodeError:
        return text
    runs = _BEYOND_ASCII.findall(raw)
    encodings = ('utf-8', 'gbk') if all(len(run) % 2 == 0 for run in runs) else ('utf-8',)
    for encoding in encodings:
        try:
            return raw.decode(encoding)
        except UnicodeDecodeError:
            continue
    return text


def _line(text: str) -> str:
    shown = ''.join(' ' if unicodedata.category(char) in ('Cc', 'Cs', 'Zl', 'Zp') else char for char in text)
    return ' '.join(shown.split())
