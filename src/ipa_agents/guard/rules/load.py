"""Reads the rules of config/guard/rules/ and checks that all they name is in the catalogue."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from ipa_agents.config_files import Document, config_folder, load_yaml
from ipa_agents.errors import SignalError
from ipa_agents.guard.driving_state import DrivingState
from ipa_agents.guard.rules.condition import NUMERIC_TESTS, SIGNAL_SUBJECTS, SUBJECTS, TESTS, Condition, Test
from ipa_agents.guard.rules.rule import Addition, Effect, Rule
from ipa_agents.guard.tools import Tools
from ipa_agents.language import Words
from ipa_agents.vehicle.catalogue import Catalogue
from ipa_agents.vehicle.seats import SEATS

__all__ = ['load_rules']

Place = tuple[str | int, ...]


def load_rules(catalogue: Catalogue, tools: Tools, folder: Path | None = None) -> tuple[Rule, ...]:
    """The rules of every file in `folder` (default: config/guard/rules); raises ConfigError."""
    rules: dict[str, Rule] = {}
    for file in sorted((folder or config_folder() / 'guard' / 'rules').glob('*.yaml')):
        document = load_yaml(file, 'guard_rules')
        for index, entry in enumerate(document.data['rules']):
            if entry['id'] in rules:
                raise document.error(f'the rule {entry["id"]} stands twice', 'rules', index, 'id')
            rules[entry['id']] = _Reader(document, catalogue, tools).rule(entry, ('rules', index))
    return tuple(rules.values())


class _Reader:
    """Makes rules of the entries of one file."""

    def __init__(self, document: Document, catalogue: Catalogue, tools: Tools) -> None:
        self._document = document
        self._catalogue = catalogue
        self._allowed: Mapping[str, tuple[str, ...]] = {
            'seat': SEATS,
            'driving': tuple(DrivingState),
            'tool': tuple(tools),
            'action': tuple(action for tool in tools for action in tools.actions(tool)),
        }

    def rule(self, entry: Mapping[str, Any], place: Place) -> Rule:
        return Rule(
            id=entry['id'],
            source=entry['source'],
            effect=Effect(entry['effect']),
            words=Words(entry['en'], entry['zh']),
            conditions=tuple(
                self._condition(condition, (*place, 'when', index))
                for index, condition in enumerate(entry.get('when', ()))
            ),
            additions=tuple(
                self._addition(addition, (*place, 'add', index)) for index, addition in enumerate(entry.get('add', ()))
            ),
        )

    def _condition(self, entry: Mapping[str, Any], place: Place) -> Condition:
        subject = next(key for key in entry if key in SUBJECTS)
        named = entry[subject]
        tests = tuple(_test(name, entry[name]) for name in TESTS if name in entry)
        if subject in SIGNAL_SUBJECTS:
            keys = self._paths(named, entry.get('zones'), place)
            for test in tests:
                self._check_test(subject, keys, test, place)
        else:
            keys = tuple(named) if isinstance(named, list) else (named,)
            for key in keys:
                if subject in self._allowed and key not in self._allowed[subject]:
                    raise self._document.error(f'there is no {subject} {key}', *place)
        return Condition(subject, keys, tests, entry.get('unknown', False))

    def _addition(self, entry: Mapping[str, Any], place: Place) -> Addition:
        paths = self._paths(entry['set'], entry.get('zones'), place)
        for path in paths:
            if not self._catalogue[path].is_actuator:
                raise self._document.error(f'{path} can only be read', *place)
            self._check_value(path, entry['to'], place)
        ((name, value),) = entry.get('unless', {'equals': entry['to']}).items()
        unless = _test(name, value)
        for path in paths:
            self._check_test('after', (path,), unless, place)
        return Addition(paths, self._catalogue.check(paths[0], entry['to']), unless)

    def _paths(self, named: str | list[str], zones: list[str] | None, place: Place) -> tuple[str, ...]:
        """The signals that function ids or paths mean, in all or only some zones."""
        if isinstance(named, list):
            return tuple(dict.fromkeys(path for name in named for path in self._paths(name, zones, place)))
        function = self._catalogue.functions.get(named)
        if function is not None:
            paths = tuple(path for path, zone in function.paths().items() if zones is None or zone in zones)
        elif zones is None and named in self._catalogue.signals:
            paths = (named,)
        else:
            paths = ()
        if not paths:
            raise self._document.error(
                f'no function or signal of the catalogue, or not in those zones: {named}', *place
            )
        return paths

    def _check_test(self, subject: str, paths: tuple[str, ...], test: Test, place: Place) -> None:
        if test.name == 'equals_argument':
            raise self._document.error('a signal is not compared with an argument', *place)
        if subject == 'spread' or test.name in NUMERIC_TESTS:
            types = {self._catalogue[path].type for path in paths}
            if not types <= {'integer', 'float'} or test.name not in NUMERIC_TESTS:
                raise self._document.error(f'{test.name} cannot be tested for {paths[0]}', *place)
            return
        for value in test.value if test.name in ('one_of', 'none_of') else (test.value,):
            self._check_value(paths[0], value, place)

    def _check_value(self, path: str, value: object, place: Place) -> None:
        try:
            self._catalogue.check(path, value)
        except SignalError as error:
            raise self._document.error(str(error), *place) from error


def _test(name: str, value: Any) -> Test:
    return Test(name, tuple(value) if isinstance(value, list) else value)
