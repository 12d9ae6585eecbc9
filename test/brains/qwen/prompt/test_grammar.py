import json

import jsonschema
import pytest

from ipa_agents.brains.agents import load_agents
from ipa_agents.brains.qwen.prompt.grammar import arguments_schema, in_order, structural_tag
from ipa_agents.brains.qwen.prompt.slice import Slice, Slicer
from ipa_agents.brains.qwen.prompt.toolbox import load_toolbox
from ipa_agents.errors import InvalidValue
from ipa_agents.vehicle.catalogue import load_catalogue

CATALOGUE = load_catalogue()
TOOLBOX = load_toolbox()


def of(*names: str) -> Slice:
    return Slice(tuple(CATALOGUE.functions[name] for name in names))


def is_allowed(found: Slice, signals: object) -> bool:
    schema = arguments_schema(TOOLBOX['set_signals'], found)
    assert schema is not None
    return not list(jsonschema.Draft202012Validator(schema).iter_errors({'signals': signals}))


def test_only_paths_of_the_slice_may_be_written() -> None:
    found = of('climate.air_conditioning')
    assert is_allowed(found, {'Vehicle.Cabin.HVAC.IsAirConditioningActive': True})
    assert not is_allowed(found, {'Vehicle.Cabin.Sunroof.Position': 50})
    assert not is_allowed(found, {})


@pytest.mark.parametrize(
    ('function', 'good', 'bad'),
    [
        ('climate.temperature', 22.5, 40),
        ('climate.temperature', 16, 22.3),
        ('seat.recline', 22.5, 22.3),
        ('window.position', 35, 101),
        ('wiper.front', 'FAST', 'FASTER'),
        ('climate.auto', False, 1),
    ],
)
def test_values_are_bounded(function: str, good: object, bad: object) -> None:
    path = next(iter(CATALOGUE.functions[function].paths()))
    assert is_allowed(of(function), {path: good})
    assert not is_allowed(of(function), {path: bad})


def test_each_step_of_a_function_may_be_written_and_is_said_in_few_words() -> None:
    for function in CATALOGUE.functions.values():
        if function.minimum is not None and function.step != 1:
            path = next(iter(function.paths()))
            assert is_allowed(Slice((function,)), {path: function.minimum + function.step})
            assert len(structural_tag(TOOLBOX, ['set_signals'], Slice((function,)))) < 2500


def test_two_functions_of_one_signal_join_their_ranges() -> None:
    path = next(iter(CATALOGUE.functions['seat.heating'].paths()))
    both = of('seat.heating', 'seat.ventilation')
    assert is_allowed(both, {path: 100})
    assert is_allowed(both, {path: -100})
    assert not is_allowed(of('seat.heating'), {path: -100})


def test_what_the_grammar_allows_the_catalogue_takes() -> None:
    for function in CATALOGUE.functions.values():
        schema = arguments_schema(TOOLBOX['set_signals'], Slice((function,)))
        assert schema is not None
        for value in _values(next(iter(schema['$defs'].values()))):
            for path in function.paths():
                try:
                    CATALOGUE.check(path, value)
                except InvalidValue as error:
                    pytest.fail(str(error))


def _values(schema: dict[str, object]) -> list[object]:
    if schema.get('type') == 'boolean':
        return [True, False]
    return list(schema['enum']) if 'enum' in schema else [schema['minimum'], schema['maximum']]  # type: ignore[call-overload]


def test_a_request_offers_the_tools_of_its_agent_or_words() -> None:
    agent = load_agents()[0]
    tag = json.loads(structural_tag(TOOLBOX, agent.tools, of('climate.fan')))
    calls, words = tag['format']['elements']
    assert {entry['begin'].split('"')[3] for entry in calls['tags']} == set(agent.tools)
    assert words['excludes'] == ['<']


def test_nothing_can_be_set_where_the_slice_is_empty() -> None:
    tag = json.loads(structural_tag(TOOLBOX, ('set_signals', 'read_media'), Slice()))
    assert [entry['begin'].split('"')[3] for entry in tag['format']['elements'][0]['tags']] == ['read_media']
    assert json.loads(structural_tag(TOOLBOX, ('set_signals',), Slice()))['format']['type'] == 'any_text'


def test_kinds_of_places_are_those_of_the_catalogue() -> None:
    schema = arguments_schema(TOOLBOX['navigate'], Slice())
    assert schema is not None
    validator = jsonschema.Draft202012Validator(schema)
    assert validator.is_valid({'action': 'START', 'place': {'kind': 'cafe', 'nearest': True}})
    assert not validator.is_valid({'action': 'START', 'place': {'kind': 'volcano'}})
    assert not validator.is_valid({'action': 'START', 'place': {'latitude': 1.0}})


def test_paths_are_put_in_the_order_in_which_they_can_be_written() -> None:
    found = Slicer(CATALOGUE).find('close the windows', 'en')
    first, second = list(CATALOGUE.functions['window.position'].paths())[:2]
    ordered = in_order({'signals': {second: 1, first: 2}}, found)
    assert list(ordered['signals']) == [first, second]


@pytest.mark.parametrize('name', sorted(TOOLBOX))
def test_no_text_that_a_model_may_write_can_hold_a_tag(name: str) -> None:
    # Else a call could hold "<tool_call>", and what reads the stream would lose its end.
    def free(schema: object) -> list[object]:
        if isinstance(schema, list):
            return [one for part in schema for one in free(part)]
        if not isinstance(schema, dict):
            return []
        is_free = schema.get('type') == 'string' and 'enum' not in schema and '<' not in schema.get('pattern', '')
        is_clock = '[0-9]' in schema.get('pattern', '')
        found = [schema] if is_free and not is_clock else []
        return found + [one for part in schema.values() for one in free(part)]

    assert free(arguments_schema(TOOLBOX[name], of('climate.fan'))) == []
