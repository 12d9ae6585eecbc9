"""Artist, title and album as the name of a file and of its folders tell them."""

import re
from dataclasses import dataclass
from pathlib import PurePosixPath

__all__ = ['Named', 'named']

# "01 Title", "3. Title", "12 - Title"; but "7 Rings" and "1999" are titles.
_NUMBER = re.compile(r'^(?P<number>0\d{1,2}(?=[\s._-])|\d{1,3}(?=\s*[.)-]\s|\s+-\s|[.]\D))[\s._)-]+(?=\S)')
_BETWEEN = re.compile(r'\s+[-–—]\s+|(?<=[\u3400-\u9fff])\s*[-－–—]\s*|\s*[-－–—]\s*(?=[\u3400-\u9fff])')
_UNPRINTABLE = re.compile(r'[\x00-\x1f\x7f-\x9f\ud800-\udfff]+')


@dataclass(frozen=True, slots=True)
class Named:
    """What a name tells; empty or 0 where it does not."""

    title: str
    artist: str = ''
    album: str = ''
    number: int = 0


def named(path: str) -> Named:
    """Read "Artist/Album/01 Title.mp3", "Artist - Title.mp3", "Artist - Album - 01 - Title.mp3" and the like.

    `path` is relative to the folder of all music.
    """
    parts = PurePosixPath(path)
    stem = _plain(parts.stem)
    stem, number = _without_number(stem)
    pieces = [piece for piece in _BETWEEN.split(stem) if piece.strip()]
    artist, title = (pieces[0], pieces[-1]) if len(pieces) > 1 else ('', stem)
    folders = [_plain(folder) for folder in parts.parts[:-1]]
    album = folders[-1] if len(folders) > 1 else ''
    if not artist and folders:
        artist = folders[-2] if len(folders) > 1 else folders[-1]
    return Named(title.strip() or parts.stem, artist.strip(), album, number)


def _without_number(stem: str) -> tuple[str, int]:
    match = _NUMBER.match(stem)
    return (stem[match.end() :], int(match['number'])) if match else (stem, 0)


def _plain(name: str) -> str:
    name = _UNPRINTABLE.sub(' ', name)
    if ' ' not in name.strip():
        name = name.replace('_', ' ')
    return ' '.join(name.split())
