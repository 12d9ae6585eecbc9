"""Reports of the traffic, and what they do to routes that are asked for then."""

from collections.abc import Iterator
from dataclasses import replace

import pytest
from small_map import leads_by, small_router, spot, spot_place

from ipa_agents.errors import ReportError
from ipa_agents.travel.routing.edges import Edge
from ipa_agents.travel.routing.route import Route
from ipa_agents.travel.traffic.report import Incident, Report, Where
from ipa_agents.travel.traffic.traffic import Traffic

NOW = 1_000_000.0
SLOW = Incident('slow', Where('Hill Tunnel'), 5.0)
CLOSED = Incident('closed', Where('山洞'), None)


@pytest.fixture
def traffic() -> Iterator[Traffic]:
    yield Traffic()
    small_router().live.show({})


def step(traffic: Traffic, now: float) -> bool:
    return traffic.step(now, small_router().roads, small_router().live)


def tell(traffic: Traffic, *incidents: Incident, now: float = NOW) -> bool:
    traffic.take(Report(now, incidents), now)
    return step(traffic, now)


def way() -> Route:
    return small_router().plan(spot(100, 0), spot_place('town', 1900, 0))[0]


def goes_around() -> bool:
    return leads_by(way(), 1000, 800)


@pytest.mark.parametrize('incident', [SLOW, CLOSED])
def test_the_next_route_heeds_it_and_the_one_after_does_not(traffic: Traffic, incident: Incident) -> None:
    assert not goes_around()
    assert tell(traffic, incident)
    assert goes_around()
    assert tell(traffic, now=NOW + 1)
    assert not goes_around()


def test_a_line_is_closed_in_its_direction_and_a_box_in_all(traffic: Traffic) -> None:
    ends = [(here.latitude, here.longitude) for here in (spot(1500, 0), spot(500, 0))]
    back = Incident('back', Where(line=tuple(ends)), None)
    tell(traffic, back)
    assert not goes_around()
    tell(traffic, replace(back, where=Where(line=tuple(ends), both_ways=True)), now=NOW + 1)
    assert goes_around()
    south, north = spot(450, -50), spot(550, 50)
    box = (south.latitude, south.longitude, north.latitude, north.longitude)
    tell(traffic, Incident('box', Where(box=box), 2.0), now=NOW + 2)
    assert way().duration > 300


def test_it_holds_from_when_until_when_it_says(traffic: Traffic) -> None:
    tell(traffic, replace(CLOSED, begins=NOW + 100, ends=NOW + 200))
    assert not goes_around()
    assert step(traffic, NOW + 100)
    assert goes_around()
    assert not step(traffic, NOW + 150)
    assert step(traffic, NOW + 200)
    assert not goes_around()


def test_a_clock_that_is_set_back_brings_back_what_holds_then(traffic: Traffic) -> None:
    tell(traffic, replace(CLOSED, ends=NOW + 100))
    step(traffic, NOW + 7200)
    assert traffic.holding == ()
    assert step(traffic, NOW + 50)
    assert goes_around()


def test_of_several_the_slowest_counts(traffic: Traffic) -> None:
    tell(traffic, replace(SLOW, incident_id='1', speed=40.0), replace(CLOSED, incident_id='2'), SLOW)
    assert goes_around()
    edge = small_router().roads.called('Hill Tunnel')[0].edge_id
    assert small_router().live.of(edge) == 0.0


def test_nobody_drives_faster_than_usual_because_of_a_report(traffic: Traffic) -> None:
    usual = way().duration
    tell(traffic, replace(SLOW, speed=250.0))
    assert way().duration == pytest.approx(usual, rel=0.02)


def test_unknown_roads_are_told_and_the_others_hold(traffic: Traffic) -> None:
    nowhere = Incident('nowhere', Where('Broadway'), 5.0)
    at_sea = Incident('at sea', Where(line=((30.0, 160.0), (30.1, 160.0))), None)
    tell(traffic, nowhere, CLOSED, at_sea)
    assert traffic.unknown == (nowhere, at_sea)
    assert traffic.holding == (CLOSED,)


def test_a_report_that_is_no_good_leaves_the_last_one(traffic: Traffic) -> None:
    tell(traffic, CLOSED)
    for report, reason in (
        (Report(NOW - 10, ()), 'older than the last'),
        (Report(NOW + 10, (replace(SLOW, speed=float('nan')),)), 'speed of nan'),
        (Report(float('nan'), ()), 'when it was made'),
    ):
        with pytest.raises(ReportError, match=reason):
            traffic.take(report, NOW)
        step(traffic, NOW)
        assert traffic.holding == (CLOSED,)


def test_a_report_from_the_past_is_refused(traffic: Traffic) -> None:
    with pytest.raises(ReportError, match='4000 s ago'):
        traffic.take(Report(NOW - 4000, (CLOSED,)), NOW)
    assert not step(traffic, NOW)


def test_many_places_are_looked_up_a_few_at_a_time(traffic: Traffic) -> None:
    here = spot(0, 0)
    boxes = [
        Where(box=(here.latitude, here.longitude, here.latitude + 1e-5 * n, here.longitude + 0.03))
        for n in range(1, 51)
    ]
    traffic.take(Report(NOW, tuple(Incident(str(number), box, 5.0) for number, box in enumerate(boxes))), NOW)
    seen = []
    for _ in range(4):
        step(traffic, NOW)
        seen.append(len(traffic.holding))
    assert seen == [20, 40, 50, 50]


class NoRoads:
    def called(self, name: str) -> tuple[Edge, ...]:
        return ()


def test_what_was_told_holds_on_the_map_that_is_opened_later(traffic: Traffic) -> None:
    traffic.take(Report(NOW, (CLOSED,)), NOW)
    assert not traffic.step(NOW, NoRoads(), small_router().live)  # type: ignore[arg-type]
    assert traffic.unknown == (CLOSED,)
    assert step(traffic, NOW)
    assert traffic.holding == (CLOSED,)
    assert goes_around()
