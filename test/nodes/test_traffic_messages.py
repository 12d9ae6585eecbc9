import math

import pytest
from builtin_interfaces.msg import Time
from std_msgs.msg import Header

from ipa_agents import msg
from ipa_agents.errors import ReportError
from ipa_agents.language import Words
from ipa_agents.nodes.traffic_messages import report_from
from ipa_agents.travel.traffic.report import Incident, Report, Where

MADE = Header(stamp=Time(sec=100))


def test_a_report_comes_over_whole() -> None:
    works = msg.TrafficIncident(
        incident_id='works', road='A1', speed=20.0, description='Roadworks', description_zh='施工'
    )
    bridge = msg.TrafficIncident(
        incident_id='bridge',
        latitudes=[31.0, 31.5],
        longitudes=[165.0, 165.5],
        both_ways=True,
        speed=math.nan,
        is_closed=True,
        begins=Time(sec=90),
        ends=Time(sec=190),
    )
    assert report_from(msg.Traffic(header=MADE, incidents=[works, bridge])) == Report(
        100.0,
        (
            Incident('works', Where('A1'), 20.0, description=Words('Roadworks', '施工')),
            Incident('bridge', Where(line=((31.0, 165.0), (31.5, 165.5)), both_ways=True), None, 90.0, 190.0),
        ),
    )


@pytest.mark.parametrize(
    'wrong',
    [
        {'road': 'A1', 'speed': math.nan},
        {'road': 'A1', 'speed': 1e9},
        {'speed': 20.0},
        {'latitudes': [31.0, 31.1], 'longitudes': [165.0], 'speed': 20.0},
        {'box': [31.0, 165.0], 'speed': 20.0},
    ],
)
def test_what_cannot_be_is_refused(wrong: dict[str, object]) -> None:
    with pytest.raises(ReportError, match="incident 'x'"):
        report_from(msg.Traffic(header=MADE, incidents=[msg.TrafficIncident(incident_id='x', **wrong)]))
