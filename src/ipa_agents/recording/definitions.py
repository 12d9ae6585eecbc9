"""The text of message types and of all that they are made of, from the .msg files that are installed."""

import json
import os
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from ipa_agents.errors import RecordingError

__all__ = ['installed_definition', 'is_same', 'is_stamped', 'type_hash']

_RULE = '=' * 80
_FIELD = re.compile(r'^\s*([A-Za-z]\w*(?:/\w+)*)(?:<=\d+)?(?:\[[^\]]*\])?\s+[A-Za-z]\w*', re.MULTILINE)
_PRIMITIVE = re.compile(r'bool|byte|char|w?string|float(?:32|64)|u?int(?:8|16|32|64)')
_STAMPED = re.compile(r'\s*(?:std_msgs/)?Header\s')


@cache
def installed_definition(name: str) -> str:
    """The text of the type `name`, such as "std_msgs/msg/String"; raises RecordingError when it is not installed."""
    nested: dict[str, str] = {}
    text = _text(name)
    for part in _parts(name, text):
        _collect(part, nested)
    nested.pop(name, None)
    return text + ''.join(f'{_RULE}\nMSG: {_short(part)}\n{inner}' for part, inner in nested.items())


def is_same(definition: str, other: str) -> bool:
    """Whether two texts define the same message: comments and empty lines do not count, nor the order of the parts."""
    return _bare(definition) == _bare(other)


def is_stamped(definition: str) -> bool:
    """Whether the message begins with a header, and so with a time."""
    return _STAMPED.match(_without_comments(definition).lstrip()) is not None


def type_hash(name: str) -> str:
    """The hash by which ROS tells versions of a type apart (REP 2011); empty where none is installed."""
    try:
        described = json.loads(_file(name).with_suffix('.json').read_text(encoding='utf-8'))
        return next(str(entry['hash_string']) for entry in described['type_hashes'] if entry['type_name'] == name)
    except (RecordingError, OSError, ValueError, KeyError, TypeError, StopIteration):
        return ''


def _collect(name: str, found: dict[str, str]) -> None:
    if name in found:
        return
    found[name] = text = _text(name)
    for part in _parts(name, text):
        _collect(part, found)


def _parts(name: str, text: str) -> Iterator[str]:
    """The types of the fields that are messages themselves."""
    package = name.split('/', 1)[0]
    for kind in _FIELD.findall(_without_comments(text)):
        if not _PRIMITIVE.fullmatch(kind):
            owner = 'std_msgs' if kind == 'Header' else package
            yield '{}/msg/{}'.format(*(kind.split('/')[0], kind.split('/')[-1]) if '/' in kind else (owner, kind))


def _text(name: str) -> str:
    try:
        text = _file(name).read_text(encoding='utf-8')
    except (OSError, UnicodeDecodeError) as error:
        raise RecordingError(f'the message type {name} is not installed here') from error
    return text if text.endswith('\n') else f'{text}\n'


def _file(name: str) -> Path:
    package, _, base = name.partition('/msg/')
    for prefix in os.environ.get('AMENT_PREFIX_PATH', '').split(os.pathsep):
        file = Path(prefix) / 'share' / package / 'msg' / f'{base}.msg'
        if prefix and base and file.is_file():
            return file
    raise RecordingError(f'the message type {name} is not installed here')


def _short(name: str) -> str:
    return name.replace('/msg/', '/')


def _bare(definition: str) -> dict[str, list[list[str]]]:
    """Each message's lines, each as its words."""
    found: dict[str, list[list[str]]] = {}
    for number, part in enumerate(re.split(r'^={3,}$', definition, flags=re.MULTILINE)):
        lines = [re.sub(r'\s*=\s*', '=', line).split() for line in _without_comments(part).splitlines()]
        lines = [line for line in lines if line]
        name = lines.pop(0)[-1] if number and lines else ''
        found[_short(name)] = lines
    return found


def _without_comments(text: str) -> str:
    return re.sub(r'#.*', '', text)
