"""What others tell navigation while it runs: stores of places, traffic, how full chargers are."""

import math
from datetime import UTC, datetime
from pathlib import Path

import pytest
from desk import Desk
from diagnostic_msgs.msg import DiagnosticArray
from maps import SQUARE, find, town
from mcp_servers import served
from navigation_process import Navigation
from ports import free_port

from ipa_agents import msg, srv
from ipa_agents.nodes import qos
from ipa_agents.nodes.messages import header
from ipa_agents.nodes.state_messages import place_message
from ipa_agents.travel.places.remote.serving import application


def test_a_store_elsewhere_that_goes_away_is_said_and_answers_again_when_it_is_back(desk: Desk) -> None:
    port, search = free_port(), srv.SearchPlaces.Request(text='Northgate Mall')
    navigation = Navigation(desk, f'places:=mcp+http://127.0.0.1:{port}/mcp')
    health = desk.listen('/diagnostics', DiagnosticArray, qos.DIAGNOSTICS)
    navigation.be_at(*SQUARE)

    def heard(message: str) -> bool:
        said = [status for array in health for status in array.status if status.name.endswith('navigation: places')]
        return bool(said) and message in said[-1].message

    def refused() -> object:
        answer = navigation.call('search_places', search)
        return not answer.success and answer.message.startswith('The places cannot') and answer.message_zh

    desk.wait(refused, 'a refusal')
    desk.wait(lambda: heard('unreachable: the provider of places does not answer'), 'the reason')
    with served(application(town().places, '127.0.0.1'), port):
        found = desk.wait(lambda: (a := navigation.call('search_places', search)).success and a, 'an answer')
        assert found.places[0].name == 'Northgate Mall'
        desk.wait(lambda: heard('answering'), 'health')
    desk.wait(refused, 'another refusal')
    assert navigation.process.poll() is None


def test_traffic_makes_the_way_longer_and_what_is_no_report_leaves_it_so(desk: Desk) -> None:
    navigation = Navigation(desk)
    navigation.be_in_town()
    navigation.send('c1', 'START', place=place_message(find('Port Merrow Airport')))
    route = navigation.done('c1').route
    road = max(route.maneuvers, key=lambda maneuver: maneuver.length).street
    reports = navigation.desk.publisher('traffic', msg.Traffic, qos.STATE)
    health = navigation.desk.listen('/diagnostics', DiagnosticArray, qos.DIAGNOSTICS)
    incident = msg.TrafficIncident(incident_id='works', road=road, speed=5.0)
    clock = navigation.desk.node.get_clock()
    reports.publish(msg.Traffic(header=header(clock), incidents=[incident]))
    slow = navigation.desk.wait(lambda: navigation.states[-1].delay > 60 and navigation.states[-1], 'a delay')
    assert slow.route.route_id == route.route_id
    assert slow.time_remaining == pytest.approx(route.duration + slow.delay, rel=0.05)
    incident.speed = math.nan
    reports.publish(msg.Traffic(header=header(clock), incidents=[incident]))
    navigation.desk.wait(
        lambda: [
            status
            for array in health
            for status in array.status
            if status.name.endswith('navigation: traffic') and 'speed of nan' in status.message
        ],
        'a refusal',
    )
    assert navigation.states[-1].delay == pytest.approx(slow.delay)
    reports.publish(msg.Traffic(header=header(clock)))
    navigation.desk.wait(lambda: navigation.states[-1].delay == 0, 'a free road')


def test_what_operators_tell_of_free_outlets_is_a_reason_and_what_is_no_report_changes_nothing(
    desk: Desk, tmp_path: Path
) -> None:
    file = tmp_path / 'free.jsonl'
    navigation = Navigation(desk, f'occupancy_file:={file}')
    health = desk.listen('/diagnostics', DiagnosticArray, qos.DIAGNOSTICS)
    navigation.be_in_town()
    request = srv.SearchPlaces.Request(kind='charging_station', limit=3)
    before = navigation.call('search_places', request)
    assert not {'free_outlets', 'full'} & {reason.code for reason in before.reasons}
    first, second = (place.place_id for place in before.places[:2])

    def told(code: str, place_id: str) -> bool:
        answer = navigation.call('search_places', request)
        return any(
            reason.code == code and answer.places[reason.place].place_id == place_id for reason in answer.reasons
        )

    def said(message: str) -> bool:
        tasks = [status for array in health for status in array.status if status.name.endswith('navigation: occupancy')]
        return bool(tasks) and message in tasks[-1].message

    reports, clock = desk.publisher('occupancy', msg.OccupancyReport, qos.SIGNALS), desk.node.get_clock()
    places = [msg.Occupancy(place_id=first), msg.Occupancy(place_id='n0', free=1)]
    reports.publish(msg.OccupancyReport(header=header(clock), places=places))
    desk.wait(lambda: told('full', first), 'a full charger')
    desk.wait(lambda: said('no charger and no car park: n0'), 'an unknown place')
    reports.publish(msg.OccupancyReport(header=header(clock), places=[msg.Occupancy(place_id=first, free=-7)]))
    desk.wait(lambda: said('-7 free ones'), 'a refusal')
    assert told('full', first)
    flood = [msg.Occupancy(place_id=f'n{number}') for number in range(20_000)]
    reports.publish(msg.OccupancyReport(header=header(clock), places=flood))
    desk.wait(lambda: said('more than 10000 places at once'), 'a refusal of the flood')
    issued = datetime.now(UTC).isoformat(timespec='seconds')
    file.write_text(f'{{"issued": "{issued}", "count": 1}}\n')
    desk.wait(lambda: said('1 places are said, 0 are there'), 'a refusal of what was cut short')
    file.write_text(f'{{"issued": "{issued}", "count": 1}}\n{{"id": "{second}", "free": 2}}\n')
    desk.wait(lambda: told('free_outlets', second), 'free outlets')
