"""Between messages and what the cabin hears of nodes and turns."""

import ipa_agents.msg as msg
import pytest
from diagnostic_msgs.msg import DiagnosticArray, DiagnosticStatus, KeyValue

from ipa_agents.cabin.events import Condition
from ipa_agents.cabin.stages import stage_from
from ipa_agents.nodes.event_messages import conditions_from


@pytest.mark.parametrize(
    ('detail', 'read'),
    [
        ('{"tool": "navigate"}', {'tool': 'navigate'}),
        ('', {}),
        ('{"tool":', {'text': '{"tool":'}),
        ('[1, 2]', {'text': '[1, 2]'}),
    ],
)
def test_a_detail_that_is_no_object_is_kept_as_text(detail: str, read: dict[str, str]) -> None:
    stage = stage_from(msg.TurnEvent(turn_id='t', node='guard', stage='guard', detail=detail, elapsed_ms=1.5))
    assert (stage.turn_id, stage.node, stage.stage, stage.elapsed_ms) == ('t', 'guard', 'guard', 1.5)
    assert stage.detail == read


def test_every_part_of_this_car_in_an_array_is_a_condition() -> None:
    fine = DiagnosticStatus(level=DiagnosticStatus.OK, name='/car/a: x', message='running', hardware_id='car')
    broken = DiagnosticStatus(level=DiagnosticStatus.ERROR, name='/car/b: x', values=[KeyValue(key='lost', value='3')])
    odd = DiagnosticStatus(level=bytes([9]), name='/car/c: x')
    other = DiagnosticStatus(name='/other/car/a: x')
    conditions = conditions_from(DiagnosticArray(status=[fine, other, broken, odd]), '/car')
    assert conditions[0] == Condition('/car/a: x', 'ok', 'running', {}, 'car')
    assert (conditions[1].level, conditions[1].values) == ('error', {'lost': '3'})
    assert conditions[2].level == 'stale'
