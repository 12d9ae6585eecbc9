"""The shipped layout of Foxglove: it must fit our topics and messages, since Foxglove itself says nothing if not."""

import json
import re
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).parents[1]
LAYOUT = json.loads((ROOT / 'config' / 'foxglove' / 'cockpit.json').read_text(encoding='utf-8'))
PANELS = {'map', 'Plot', 'RawMessages', 'StateTransitions', 'Table', 'DiagnosticSummary'}
PACKAGES = ('ipa_agents', 'sensor_msgs', 'nav_msgs', 'diagnostic_msgs')
ROW = re.compile(r'^\| (`.*`) \| ([A-Za-z, ]+) \|', re.MULTILINE)
STEP = re.compile(r'\.(\w+)(\[:\])?(\{(\w+)==.*?\})?')


def topics() -> dict[str, str]:
    """Topics and the names of their types, as the table of docs/architecture.md has them."""
    text = (ROOT / 'docs' / 'architecture.md').read_text(encoding='utf-8')
    found = {}
    for names, types in ROW.findall(text):
        topic_names, type_names = re.findall('`(.*?)`', names), types.split(', ')
        if len(topic_names) > len(type_names):
            type_names = type_names * len(topic_names)
        found.update(zip(topic_names, type_names, strict=False))
    return {name if name.startswith('/') else f'/ipa/{name}': kind for name, kind in found.items()}


def paths() -> Iterator[str]:
    """Every topic or message path that a panel or the script reads."""
    for config in LAYOUT['configById'].values():
        for key in ('topicPath', 'topicToRender', 'followTopic'):
            if key in config:
                yield config[key]
        yield from config.get('topicColors', ())
        yield from (path['value'] for path in config.get('paths', ()))
    for script in LAYOUT['userNodes'].values():
        [inputs] = re.findall(r'inputs = \[(.*?)\]', script['sourceCode'])
        yield from json.loads(f'[{inputs}]')


def leaves(layout: Any) -> Iterator[str]:
    if isinstance(layout, str):
        yield layout
        return
    assert layout['direction'] in ('row', 'column')
    assert 0 < layout['splitPercentage'] < 100
    yield from leaves(layout['first'])
    yield from leaves(layout['second'])


def fields_of(kind: str) -> dict[str, str]:
    """The fields of a type, given as "Name" or "package/Name"."""
    packages = (kind.split('/')[0],) if '/' in kind else PACKAGES
    modules = (import_module(f'{package}.msg') for package in packages)
    found = next(getattr(module, kind.split('/')[-1]) for module in modules if hasattr(module, kind.split('/')[-1]))
    return dict(found.get_fields_and_field_types())


def test_the_layout_shows_every_panel_once() -> None:
    shown = list(leaves(LAYOUT['layout']))
    assert sorted(shown) == sorted(LAYOUT['configById'])
    assert {name.split('!')[0] for name in shown} == PANELS
    assert set(LAYOUT) == {'configById', 'globalVariables', 'userNodes', 'playbackConfig', 'layout'}


@pytest.mark.ros
@pytest.mark.parametrize('path', sorted(set(paths())))
def test_every_path_exists_in_our_messages(path: str) -> None:
    topic, steps = re.fullmatch(r'(/[\w/]+)(.*)', path).groups()  # type: ignore[union-attr]
    kind = topics()[topic]
    assert STEP.sub('', steps) == ''
    for field, is_slice, _, key in STEP.findall(steps):
        kind = fields_of(kind)[field]
        if is_slice:
            kind = re.fullmatch(r'sequence<(.*)>', kind)[1]  # type: ignore[index]
            assert not key or key in fields_of(kind)


@pytest.mark.ros
def test_what_the_script_reads_of_a_route_exists() -> None:
    source = LAYOUT['userNodes']['route']['sourceCode']
    assert set(re.findall(r'\broute\.(\w+)', source)) <= set(fields_of('Route'))
    assert set(re.findall(r'\bdestination\.(\w+)', source)) <= set(fields_of('Place'))


def test_the_signals_that_are_plotted_are_in_the_catalogue() -> None:
    from ipa_agents.vehicle.catalogue import load_catalogue

    plotted = re.findall(r'path==\\"(.*?)\\"', json.dumps(LAYOUT))
    assert plotted
    assert set(plotted) <= set(load_catalogue().signals)
