"""What an audio file tells of itself: its tags and its length. Broken ones cost their tags, never the file."""

import io
import os
import re
import unicodedata
from dataclasses import dataclass
from typing import Literal, get_args

from tinytag import TinyTag, UnsupportedFormatError

__all__ = ['FAULTS', 'Fault', 'Tags', 'read_tags']

Fault = Literal['', 'empty', 'unreadable', 'broken tags', 'huge tags']
FAULTS: tuple[Fault, ...] = get_args(Fault)

_LONGEST_READ = 2**18  # bytes: pictures are passed over
_LONGEST_READ_OF_CHUNKS = 2**23  # in these formats all tags are one chunk, with the picture of the album
_CHUNKS = ('.aif', '.aiff', '.wav', '.wma')
_MOST_READS = 200_000  # what has no beginning of an MP3 is searched through for one
_WITH_ID3 = ('.aif', '.aiff', '.mp3', '.wav')
_ID3V1_LENGTH = 30
_LONGEST_TEXT = 200
_MOST_VALUES = 5
_MOST = 999  # tracks of a disc, and discs
_YEAR = re.compile(r'\b(1[89]\d\d|20\d\d)')
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


class _Bounded(io.BufferedReader):
    """A file that is not read in gulps, nor to its end, whatever the sizes written in it say."""

    def __init__(self, file: str) -> None:
        super().__init__(io.FileIO(file))
        self._longest = _LONGEST_READ_OF_CHUNKS if file.lower().endswith(_CHUNKS) else _LONGEST_READ
        self._reads = 0

    def read(self, size: int | None = -1, /) -> bytes:
        self._reads += 1
        if size is None or not 0 <= size <= self._longest or self._reads > _MOST_READS:
            raise _TooMuch
        return super().read(size)


def read_tags(file: str) -> Tags:
    """The tags of `file`; never raises: `fault` says what is wrong with it."""
    try:
        with _Bounded(file) as opened:
            if os.fstat(opened.fileno()).st_size == 0:
                return Tags(fault='empty')
            return _tags(TinyTag.get(file, opened), file.lower().endswith(_WITH_ID3))
    except UnsupportedFormatError:
        return Tags()
    except OSError:
        return Tags(fault='unreadable')
    except Exception as error:  # noqa: BLE001 - broken tags make the parser raise anything
        return Tags(fault='huge tags' if isinstance(error.__cause__, _TooMuch) else 'broken tags')


def _tags(audio: TinyTag, is_id3: bool) -> Tags:
    year = _YEAR.search(str(audio.year or ''))
    return Tags(
        title=_text(audio, 'title', is_id3),
        artist=_text(audio, 'artist', is_id3) or _text(audio, 'albumartist', is_id3),
        album=_text(audio, 'album', is_id3),
        genre=_text(audio, 'genre', is_id3),
        year=int(year[1]) if year else 0,
        number=1000 * min(audio.disc or 0, _MOST) + min(audio.track or 0, _MOST),
        duration=round(max(float(audio.duration or 0.0), 0.0), 3),
    )


def _text(audio: TinyTag, name: str, is_id3: bool) -> str:
    """The values of a field, in one line."""
    values = [getattr(audio, name) or '', *audio.other.get(name, [])][:_MOST_VALUES]
    texts = [str(value)[: 4 * _LONGEST_TEXT] for value in values]
    lines = [_line(_repaired(text) if is_id3 else text) for text in texts]
    return ', '.join(filter(None, lines))[:_LONGEST_TEXT]


def _repaired(text: str) -> str:
    """Text of ID3, where it was read as Latin-1, in the encoding that it was written in: often UTF-8 or GBK.

    Accented letters stand alone in Latin-1, the bytes of a Chinese character in pairs.
    """
    try:
        raw = text.encode('latin-1')
    except UnicodeEncodeError:
        return text
    runs = _BEYOND_ASCII.findall(raw)
    if runs and len(raw) == _ID3V1_LENGTH and len(runs[-1]) % 2 and raw.endswith(runs[-1]):
        raw, runs = raw[:-1], [*runs[:-1], runs[-1][:-1]]  # cut within a character
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
