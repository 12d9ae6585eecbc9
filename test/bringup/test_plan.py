from pathlib import Path

import pytest

from ipa_agents.bringup.declaration import load_bringup
from ipa_agents.bringup.plan import Process, assignments, plan
from ipa_agents.errors import IpaError

STATE = Path('/dev/shm/state')


def by_name(**arguments: str) -> dict[str, Process]:
    return {process.node: process for process in plan(arguments, STATE)}


def test_all_nodes_start_in_order_but_for_those_that_were_not_asked_for() -> None:
    names = [process.node for process in plan({}, STATE)]
    elsewhere = load_bringup().outside('built_in')
    assert names == [name for name in load_bringup().nodes if name not in {*load_bringup().only_with, *elsewhere}]
    assert names[0] == 'manager'
    assert {'metrics', 'recorder'} <= by_name(metrics_port='9464', record='here').keys()


def test_a_world_brings_its_nodes_which_are_told_what_is_theirs() -> None:
    here = by_name(world='carla_shape', role_name='ego')
    assert here.keys() - by_name().keys() == {'carla_shape', 'carla_bridge'}
    assert here['carla_bridge'].parameters['role_name'] == here['carla_shape'].parameters['role_name'] == 'ego'
    assert here['carla_bridge'].module == 'ipa_agents.bridges.carla.node'
    assert here['carla_shape'].module == 'ipa_agents.bridges.shapes.carla'
    assert 'simulator' in here
    assert list(by_name(nodes='carla_bridge')) == ['carla_bridge']


def test_who_ends_waits_for_all_that_come_later_and_for_nobody_else() -> None:
    processes = by_name()
    assert processes['assistant'].parameters['end_after'] == ['']
    assert processes['guard'].parameters['end_after'] == ['assistant', 'cockpit']
    assert processes['hvac'].parameters['end_after'] == ['guard', 'assistant', 'cockpit']
    assert set(processes['manager'].parameters['end_after']) == processes.keys() - {'manager'}  # type: ignore[call-overload]
    waits = [float(str(processes[name].parameters['end_within'])) for name in ('assistant', 'guard', 'hvac', 'manager')]
    assert waits == sorted(waits)
    assert waits[0] == 0 < waits[-1] < 10  # s, after which the launch file gives a process up


def test_devices_wait_for_the_manager_only_where_there_is_one() -> None:
    assert by_name()['hvac'].parameters['autostart'] is False
    assert by_name(nodes='hvac')['hvac'].parameters['autostart'] is True
    assert by_name(nodes='manager,hvac')['manager'].parameters['nodes'] == ['hvac']


def test_an_argument_goes_to_its_nodes_and_one_that_is_not_given_to_none() -> None:
    processes = by_name(persona='finch', cockpit_port='9000')
    assert processes['assistant'].parameters['persona'] == 'finch'
    assert processes['cockpit'].parameters['port'] == 9000
    assert 'persona' not in processes['hvac'].parameters
    assert 'persona' not in by_name()['assistant'].parameters
    assert 'recorder' not in by_name(record='')


def test_all_nodes_go_by_the_same_clock_where_anything_is_said_of_it() -> None:
    for asked, said in (('true', True), ('false', False)):
        assert {process.parameters['use_sim_time'] for process in plan({'use_sim_time': asked}, STATE)} == {said}
    assert all('use_sim_time' not in process.parameters for process in plan({}, STATE)), 'a file may say so'
    with pytest.raises(IpaError, match='none of true, false'):
        plan({'use_sim_time': 'yes'}, STATE)


def test_nodes_can_be_chosen_or_left_out() -> None:
    assert list(by_name(nodes=' guard, hvac ')) == ['hvac', 'guard']
    assert 'cockpit' not in by_name(nodes='-cockpit')
    assert by_name(nodes='-cockpit').keys() == by_name().keys() - {'cockpit'}


def test_the_namespace_is_that_of_every_node() -> None:
    assert {process.namespace for process in plan({'namespace': 'fleet/car2'}, None)} == {'/fleet/car2'}
    assert by_name(namespace='/x/')['hvac'].namespace == '/x'


@pytest.mark.parametrize(
    ('arguments', 'reason'),
    [
        ({'color': 'red'}, 'unknown argument color; there are: namespace, '),
        ({'nodes': 'hvac,wings'}, 'nodes: there is no wings; there are: manager, '),
        ({'nodes': '-hvac,hvac'}, 'leaves none'),
        ({'world': 'moon'}, "world: 'moon' is none of built_in"),
        ({'log_level': 'loud'}, "log_level: 'loud' is none of debug, "),
        ({'params_file': '/no/such.yaml'}, 'params_file: there is no file /no/such.yaml'),
        ({'map_folder': '/no/such'}, 'map_folder: there is no folder /no/such'),
        ({'persona': 'nobody'}, 'no such persona; there are: '),
        ({'cockpit_port': 'high'}, "cockpit_port: 'high' is no whole number"),
        ({'namespace': 'my car'}, "namespace: 'my car'"),
        ({'namespace': '/'}, 'namespace'),
        ({'namespace': 'über'}, "namespace: 'über'"),
    ],
)
def test_a_wrong_argument_is_one_line_that_says_what_would_be_right(arguments: dict[str, str], reason: str) -> None:
    with pytest.raises(IpaError) as caught:
        plan(arguments, None)
    assert reason in str(caught.value)
    assert '\n' not in str(caught.value)


def test_words_of_a_command_line() -> None:
    assert assignments(['a:=b', 'c:=', 'd:=e:=f']) == {'a': 'b', 'c': '', 'd': 'e:=f'}
    for word in ('persona=finch', ':=x', 'finch'):
        with pytest.raises(IpaError, match='name:=value'):
            assignments([word])
