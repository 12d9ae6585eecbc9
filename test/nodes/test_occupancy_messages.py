import math

import pytest
from builtin_interfaces.msg import Time
from std_msgs.msg import Header

from ipa_agents import msg
from ipa_agents.errors import ReportError
from ipa_agents.nodes.occupancy_messages import report_from
from ipa_agents.travel.occupancy.occupancy import Occupancy
from ipa_agents.travel.occupancy.report import Count, OccupancyReport

MADE = Header(stamp=Time(sec=100))


def test_a_report_comes_over_whole() -> None:
    places = [
        msg.Occupancy(place_id='n1', free=0, wait=600.0, stamp=Time(sec=40)),
        msg.Occupancy(place_id='n2', free=-1, wait=math.nan),
    ]
    assert report_from(msg.OccupancyReport(header=MADE, places=places)) == OccupancyReport(
        100.0, (Count('n1', Occupancy(0, 600.0), 40.0), Count('n2', Occupancy(), 100.0))
    )


@pytest.mark.parametrize(
    'wrong', [{'free': -2}, {'free': 1, 'wait': -5.0}, {'wait': math.inf}, {'free': 1, 'stamp': Time(sec=101)}]
)
def test_what_cannot_be_is_refused(wrong: dict[str, object]) -> None:
    with pytest.raises(ReportError, match="place 'n1'"):
        report_from(msg.OccupancyReport(header=MADE, places=[msg.Occupancy(place_id='n1', **wrong)]))
