import math
from dataclasses import replace

import pytest

from ipa_agents.errors import ReportError
from ipa_agents.travel.traffic.report import MOST_INCIDENTS, Incident, Report, Where, checked

ON_ROAD = Incident('a', Where('Ring Road'), 20.0)
NAN = math.nan


def test_a_good_report_is_taken_as_it_is() -> None:
    line = Incident('b', Where(line=((31.2, 165.4), (31.3, 165.4))), None, 100.0, 200.0)
    box = Incident('c', Where(box=(31.1, 165.3, 31.2, 165.4)), 250.0)
    report = Report(50.0, (ON_ROAD, line, box))
    assert checked(report) is report


@pytest.mark.parametrize(
    ('incident', 'reason'),
    [
        (replace(ON_ROAD, speed=NAN), 'speed of nan'),
        (replace(ON_ROAD, speed=0.0), 'speed of 0'),
        (replace(ON_ROAD, speed=-20.0), 'speed of -20'),
        (replace(ON_ROAD, speed=900.0), 'speed of 900'),
        (replace(ON_ROAD, speed=math.inf), 'speed of inf'),
        (replace(ON_ROAD, begins=200.0, ends=100.0), 'ends before'),
        (replace(ON_ROAD, begins=NAN), 'ends before'),
        (replace(ON_ROAD, ends=NAN), 'ends before'),
        (replace(ON_ROAD, where=Where()), 'one of a road'),
        (replace(ON_ROAD, where=Where('Ring Road', box=(1.0, 1.0, 2.0, 2.0))), 'one of a road'),
        (replace(ON_ROAD, where=Where(line=((31.2, 165.4),))), 'line has 2'),
        (replace(ON_ROAD, where=Where(line=((31.2, 165.4), (165.4, 31.2)))), 'not on earth'),
        (replace(ON_ROAD, where=Where(line=((31.2, 165.4), (NAN, 31.2)))), 'not on earth'),
        (replace(ON_ROAD, where=Where(box=(31.3, 165.4, 31.2, 165.5))), 'box is'),
        (replace(ON_ROAD, where=Where(box=(31.3, 165.4, NAN, 165.5))), 'box is'),
        (replace(ON_ROAD, where=Where(box=(31.3, 165.4, 31.5))), 'box is'),
        (replace(ON_ROAD, where=Where(box=(31.3, 165.4, 31.5, 181.0))), 'not on earth'),
    ],
)
def test_what_cannot_be_is_refused_with_its_name(incident: Incident, reason: str) -> None:
    with pytest.raises(ReportError, match=f"incident 'a': .*{reason}"):
        checked(Report(50.0, (incident,)))


def test_too_many_twice_and_never_made() -> None:
    with pytest.raises(ReportError, match='twice'):
        checked(Report(50.0, (ON_ROAD, ON_ROAD)))
    many = tuple(replace(ON_ROAD, incident_id=str(number)) for number in range(MOST_INCIDENTS + 1))
    with pytest.raises(ReportError, match='the most'):
        checked(Report(50.0, many))
    with pytest.raises(ReportError, match='when it was made'):
        checked(Report(NAN, ()))
