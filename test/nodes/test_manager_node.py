import signal
from collections.abc import Callable

import pytest
from desk import Desk
from diagnostic_msgs.msg import DiagnosticArray
from lifecycle_msgs.msg import Transition
from lifecycle_msgs.srv import ChangeState

from ipa_agents.nodes import qos

Said = Callable[[str], tuple[int, str, dict[str, str]]]


@pytest.fixture
def said(desk: Desk) -> Said:
    """What the manager last said of a node: level, message, values."""
    arrays = desk.listen('/diagnostics', DiagnosticArray, qos.DIAGNOSTICS)

    def last(node: str) -> tuple[int, str, dict[str, str]]:
        for array in reversed(arrays):
            for status in array.status:
                if status.name == f'/ipa/manager: {node}':
                    return status.level[0], status.message, {value.key: value.value for value in status.values}
        return 3, '', {}

    return last


def test_it_brings_devices_up_and_leaves_alone_what_is_put_to_sleep_by_hand(desk: Desk, said: Said) -> None:
    desk.run('hvac_node', 'autostart:=false')
    desk.run('manager_node', 'nodes:=[hvac, body]', 'patience:=1.0')
    desk.wait(lambda: said('hvac')[2].get('state') == 'active', lambda: str(said('hvac')))
    desk.wait(lambda: said('body')[0] == 2 and 'not there' in said('body')[1], lambda: str(said('body')))
    client = desk.node.create_client(ChangeState, 'hvac/change_state')
    client.wait_for_service()
    client.call_async(ChangeState.Request(transition=Transition(id=Transition.TRANSITION_DEACTIVATE)))
    desk.wait(lambda: said('hvac')[2].get('state') == 'inactive', lambda: str(said('hvac')))
    desk.run('body_node', 'autostart:=false')
    desk.wait(lambda: said('body')[2].get('state') == 'active', lambda: str(said('body')))
    assert said('hvac')[2]['state'] == 'inactive'


def test_it_tells_who_hangs_who_went_and_who_came_back(desk: Desk, said: Said) -> None:
    hvac = desk.run('hvac_node', 'autostart:=false')
    desk.run('manager_node', 'nodes:=[hvac]', 'silence:=2.0')
    desk.wait(lambda: said('hvac')[2].get('state') == 'active', lambda: str(said('hvac')))
    hvac.send_signal(signal.SIGSTOP)
    desk.wait(lambda: said('hvac')[2]['hangs'] == 'True', lambda: str(said('hvac')))
    assert (said('hvac')[0], 'no sign of life' in said('hvac')[1]) == (2, True)
    hvac.send_signal(signal.SIGCONT)
    desk.wait(lambda: said('hvac')[0] == 0, lambda: str(said('hvac')))
    hvac.terminate()
    desk.wait(lambda: 'is gone' in said('hvac')[1], lambda: str(said('hvac')))
    desk.run('hvac_node', 'autostart:=false')
    desk.wait(lambda: 'started again, once so far' in said('hvac')[1], lambda: str(said('hvac')))
    desk.wait(lambda: said('hvac')[2]['state'] == 'active', lambda: str(said('hvac')))
    assert said('hvac')[2]['restarts'] == '1'


def test_what_cannot_be_configured_is_said(desk: Desk, said: Said) -> None:
    desk.run('navigation_node', 'autostart:=false', 'map_folder:=/no/such/folder')
    desk.run('manager_node', 'nodes:=[navigation]')
    desk.wait(lambda: 'cannot be configured' in said('navigation')[1], lambda: str(said('navigation')))
    assert said('navigation')[0] == 2
