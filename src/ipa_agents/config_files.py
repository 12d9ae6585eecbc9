"""YAML files that are checked by a JSON schema when they are read, with file, line and reason in the error."""

import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import jsonschema
import yaml

from ipa_agents.errors import ConfigError

__all__ = ['Document', 'Location', 'check', 'config_folder', 'load_schema', 'load_yaml', 'named_file', 'read_yaml']

_TAG = 'tag:yaml.org,2002:'
Location = tuple[str | int, ...]


class _Loader(getattr(yaml, 'CSafeLoader', yaml.SafeLoader)):  # type: ignore[misc]
    """Plain words as in YAML 1.2: on, off, yes, no, 10:30 and 2026-01-31 stay words, and all numbers are finite."""


_Loader.yaml_implicit_resolvers = {
    first: [(tag, pattern) for tag, pattern in resolvers if tag in (_TAG + 'null', _TAG + 'merge')]
    for first, resolvers in _Loader.yaml_implicit_resolvers.items()
}
for _name, _pattern, _first in (
    ('bool', r'true|false', 'tf'),
    ('int', r'[-+]?(?:0|[1-9][0-9]*)', '-+0123456789'),
    ('float', r'[-+]?(?:[0-9]+\.[0-9]*(?:[eE][-+]?[0-9]+)?|[0-9]+[eE][-+]?[0-9]+)', '-+0123456789'),
):
    _Loader.add_implicit_resolver(_TAG + _name, re.compile(f'^(?:{_pattern})$'), list(_first))


class Document:
    """The data of one YAML file, and where in the file each part stands."""

    def __init__(self, file: Path, data: Any, lines: dict[Location, int]) -> None:
        self.file = file
        self.data = data
        self._lines = lines

    def line(self, *location: str | int) -> int:
        """The line, from 1, of the part at `location` (keys and indices from the root), or of its nearest parent."""
        while location and location not in self._lines:
            location = location[:-1]
        return self._lines.get(location, 0)

    def error(self, reason: str, *location: str | int) -> ConfigError:
        """An error that points at the part at `location`."""
        return ConfigError(str(self.file), self.line(*location), reason)


@cache
def config_folder() -> Path:
    """The folder config/ of the checkout that this module runs from, or of the installed package."""
    checkout = Path(__file__).resolve().parents[2] / 'config'
    if checkout.is_dir():
        return checkout
    for parent in Path(__file__).resolve().parents:
        installed = parent / 'share' / 'ipa_agents' / 'config'
        if installed.is_dir():
            return installed
    raise ConfigError(str(checkout), 0, 'no config folder beside the package; build and source the workspace again')


def named_file(name: str | Path, part: str) -> Path:
    """The file that people name: a path ending in .yaml, or `name`.yaml in config/`part`.

    Raises ConfigError with the names there are.
    """
    path = Path(name)
    if path.suffix in ('.yaml', '.yml'):
        return path
    folder = config_folder() / part
    file = folder / f'{name}.yaml'
    if not file.is_file():
        known = ', '.join(sorted(known.stem for known in folder.glob('*.yaml')))
        raise ConfigError(str(file), 0, f'no such {part.removesuffix("s")}; there are: {known}')
    return file


def load_yaml(file: Path, schema: str) -> Document:
    """Read `file` and check it by config/schemas/`schema`.yaml.

    Raises ConfigError for a file that is missing, is not YAML, repeats a key or breaks the schema.
    """
    return check(read_yaml(file), schema)


def check(document: Document, schema: str) -> Document:
    """The document itself; raises ConfigError, with file and line, where it breaks config/schemas/`schema`.yaml."""
    error = jsonschema.exceptions.best_match(_validator(schema).iter_errors(document.data))
    if error is not None:
        place = '/'.join(map(str, error.absolute_path))
        raise document.error(f'{place}: {error.message}' if place else error.message, *error.absolute_path)
    return document


def read_yaml(file: Path) -> Document:
    """Read `file` without a schema; raises ConfigError for what is not well-formed YAML."""
    try:
        text = file.read_text(encoding='utf-8')
    except (OSError, UnicodeDecodeError) as error:
        raise ConfigError(str(file), 0, f'cannot be read: {error}') from error
    loader = _Loader(text)
    try:
        root = loader.get_single_node()
        if root is None:
            raise ConfigError(str(file), 1, 'the file is empty')
        lines = dict(_lines(root, (), str(file)))
        data = loader.construct_document(root)
    except yaml.YAMLError as error:
        mark = getattr(error, 'problem_mark', None)
        reason = ': '.join(filter(None, (getattr(error, 'context', ''), getattr(error, 'problem', '')))) or str(error)
        raise ConfigError(str(file), mark.line + 1 if mark else 0, reason) from error
    finally:
        loader.dispose()
    return Document(file, data, lines)


@cache
def load_schema(schema: str) -> Any:
    """The JSON schema config/schemas/`schema`.yaml."""
    return read_yaml(config_folder() / 'schemas' / f'{schema}.yaml').data


@cache
def _validator(schema: str) -> Any:
    return jsonschema.Draft202012Validator(load_schema(schema))


def _lines(node: yaml.Node, location: Location, file: str) -> Iterator[tuple[Location, int]]:
    yield location, node.start_mark.line + 1
    if isinstance(node, yaml.MappingNode):
        seen = set()
        for key, value in node.value:
            if not isinstance(key, yaml.ScalarNode):
                raise ConfigError(file, key.start_mark.line + 1, 'a key must be one word or text')
            if key.value in seen:
                raise ConfigError(file, key.start_mark.line + 1, f'the key {key.value!r} stands twice')
            seen.add(key.value)
            for place, line in _lines(value, (*location, key.value), file):
                yield place, key.start_mark.line + 1 if place == (*location, key.value) else line
    elif isinstance(node, yaml.SequenceNode):
        for index, value in enumerate(node.value):
            yield from _lines(value, (*location, index), file)
