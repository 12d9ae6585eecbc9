import math
import time

import pytest
from desk import Desk
from maps import SQUARE, find
from navigation_process import Navigation

from ipa_agents import msg, srv
from ipa_agents.nodes import qos
from ipa_agents.nodes.messages import signal_array
from ipa_agents.nodes.state_messages import place_message
from ipa_agents.travel.geodesy import Line
from ipa_agents.vehicle.signals import Signal


@pytest.fixture
def navigation(desk: Desk) -> Navigation:
    return Navigation(desk)


def test_places_are_found_in_both_languages(navigation: Navigation) -> None:
    navigation.be_in_town()
    english = navigation.call('search_places', srv.SearchPlaces.Request(text='Northgate Mall', limit=1))
    chinese = navigation.call('search_places', srv.SearchPlaces.Request(text='北门购物中心', limit=1))
    assert english.success
    assert english.places[0].place_id == chinese.places[0].place_id
    near = navigation.call('search_places', srv.SearchPlaces.Request(kind='charging_station', limit=4))
    assert [place.kind for place in near.places] == ['charging_station'] * 4
    assert all(place.distance < 3000 for place in near.places)


def test_places_come_with_the_reasons_and_with_what_was_given_up(navigation: Navigation) -> None:
    navigation.be_in_town()
    request = srv.SearchPlaces.Request(kind='cafe', attributes=['wifi'], min_rating=4.0, open_now=True, limit=3)
    answer = navigation.call('search_places', request)
    assert {reason.place for reason in answer.reasons} == set(range(len(answer.places)))
    codes = {reason.code for reason in answer.reasons}
    assert 'distance' in codes
    assert codes & {'has', 'unknown'}
    assert not answer.relaxed
    wider = navigation.call('search_places', srv.SearchPlaces.Request(kind='airport', radius=200.0, relax=True))
    assert [reason.code for reason in wider.relaxed] == ['without_radius']
    assert wider.places[0].kind == 'airport'
    close = navigation.call('search_places', srv.SearchPlaces.Request(kind='cafe', max_drive=240.0, limit=5))
    assert close.places
    assert all(reason.number <= 240.0 for reason in close.reasons if reason.code == 'drive')
    assert [reason.place for reason in close.reasons if reason.code == 'drive'] == list(range(len(close.places)))
    view = srv.SearchPlaces.Request(kind='cafe', where='view', box=[31.19, 165.39, 31.21, 165.41], limit=50)
    for place in navigation.call('search_places', view).places:
        assert 31.19 <= place.latitude <= 31.21
        assert 165.39 <= place.longitude <= 165.41


def test_in_view_is_what_people_see_while_somebody_shows_a_map(navigation: Navigation) -> None:
    def search() -> srv.SearchPlaces.Response:
        return navigation.call('search_places', srv.SearchPlaces.Request(kind='cafe', where='view', limit=50))

    navigation.be_in_town()
    assert 'map that is open' in search().message
    south, west, north, east = 31.19, 165.39, 31.21, 165.41
    page = navigation.desk.node.create_publisher(msg.MapView, 'cockpit/map_view', qos.STATE)
    page.publish(msg.MapView(latitudes=[south, south, north], longitudes=[west, east, east]))
    found = navigation.desk.wait(lambda: search().places, 'places in view')
    assert all(place.latitude - south <= place.longitude - west for place in found)
    page.publish(msg.MapView(latitudes=[math.nan] * 3, longitudes=[west] * 3))
    assert len(search().places) == len(found)
    page.publish(msg.MapView())
    navigation.desk.wait(lambda: not search().success, 'a map that was closed')
    page.publish(msg.MapView(latitudes=[south, south, north], longitudes=[west, east, east]))
    navigation.desk.wait(lambda: search().success, 'a map that is open again')
    navigation.desk.node.destroy_publisher(page)
    navigation.desk.wait(lambda: not search().success, 'nobody who shows a map')


def test_car_parks_at_the_destination_come_with_the_walk_and_charging_is_planned(navigation: Navigation) -> None:
    navigation.be_in_town()
    refused = navigation.call('plan_charging', srv.PlanCharging.Request(destination=place_message(find('Town Hall'))))
    assert not refused.success
    assert 'battery' in refused.message
    assert refused.message_zh
    navigation.send('c1', 'START', place=place_message(find('Northgate Mall')))
    request = srv.SearchPlaces.Request(kind='parking', where='destination', limit=3)
    answer = navigation.desk.wait(lambda: (a := navigation.call('search_places', request)).success and a, 'car parks')
    assert [place.kind for place in answer.places] == ['parking'] * 3
    assert {reason.code for reason in answer.reasons} & {'walk', 'walk_about'}


def test_a_route_is_driven_to_its_end_with_guidance(navigation: Navigation) -> None:
    navigation.be_in_town()
    navigation.send('c1', 'START', place=place_message(find('Northgate Mall')))
    route = navigation.done('c1').route
    assert route.destination.name_zh == '北门购物中心'
    assert route.maneuvers[0].kind == 'START'
    assert route.maneuvers[-1].kind == 'DESTINATION'
    navigation.desk.wait(lambda: navigation.signal('IsGuiding') is True, 'IsGuiding')
    assert navigation.signal('DestinationName') == 'Northgate Mall'
    for latitude, longitude in zip(route.latitudes[::2], route.longitudes[::2], strict=True):
        navigation.be_at(latitude, longitude, 36.0)
        time.sleep(0.05)
    navigation.be_at(route.latitudes[-1], route.longitudes[-1])
    navigation.desk.wait(lambda: navigation.states[-1].status == 'ARRIVED', 'arrival')
    navigation.desk.wait(lambda: 'arrived' in navigation.said[-1].text, 'the last announcement')
    assert navigation.said[0].text.startswith('Head ')
    assert {said.is_last for said in navigation.said} == {True}
    assert len({said.turn_id for said in navigation.said}) == len(navigation.said)
    navigation.desk.wait(lambda: navigation.signal('IsGuiding') is False, 'IsGuiding')
    navigation.send('c2', 'CANCEL')
    assert navigation.done('c2').status == 'IDLE'


def test_guidance_speaks_the_language_of_the_car(navigation: Navigation) -> None:
    navigation.be_in_town()
    path = 'Vehicle.Cabin.Infotainment.HMI.CurrentLanguage'
    navigation._car.publish(signal_array(navigation.desk.node.get_clock(), 'cabin', [Signal(path, 'zh')]))
    navigation.be_at(*SQUARE)
    navigation.send('c1', 'START', place=place_message(find('Northgate Mall')))
    navigation.desk.wait(lambda: navigation.said, 'an announcement')
    assert navigation.said[0].locale == 'zh'
    assert navigation.said[0].text.endswith('出发。')


def test_guidance_speaks_as_the_driver_is_spoken_to(navigation: Navigation) -> None:
    navigation.be_in_town()
    speaker = navigation.desk.publisher('say', msg.Say, qos.EVENTS)
    speaker.publish(msg.Say(turn_id='t1', text='好的。', locale='zh', seat='row1_driver', is_last=True))
    speaker.publish(msg.Say(turn_id='t2', text='Okay.', locale='en', seat='row2_driver', is_last=True))
    navigation.send('c1', 'START', place=place_message(find('Northgate Mall')))
    announced = navigation.desk.wait(
        lambda: [said for said in navigation.said if said.turn_id.startswith('guidance')], 'an announcement'
    )
    assert announced[0].locale == 'zh'


def test_a_route_can_be_planned_without_starting_it(navigation: Navigation) -> None:
    navigation.be_in_town()
    request = srv.PlanRoute.Request(destination=place_message(find('Summit Lookout')), alternatives=2)
    answer = navigation.call('plan_route', request)
    assert answer.success
    assert 1 <= len(answer.routes) <= 3
    assert answer.routes[0].duration <= min(route.duration for route in answer.routes)
    assert navigation.states[-1].status == 'IDLE'


def test_what_a_way_is_not_to_lead_over_is_avoided_or_said_to_be_unknown(navigation: Navigation) -> None:
    navigation.be_in_town()
    request = srv.PlanRoute.Request(destination=place_message(find('Northgate Mall')))
    road = max(navigation.call('plan_route', request).routes[0].maneuvers, key=lambda maneuver: maneuver.length).street
    request.avoid, request.avoid_roads = ['tolls'], [road]
    (route,) = navigation.call('plan_route', request).routes
    assert (list(route.avoid), list(route.avoid_roads), list(route.given_up)) == (['tolls'], [road], [])
    assert road not in [maneuver.street for maneuver in route.maneuvers]
    request.avoid_roads = ['Broadway']
    refused = navigation.call('plan_route', request)
    assert 'Broadway' in refused.message
    assert 'Broadway' in refused.message_zh
    navigation.send('c1', 'START', place=request.destination)
    navigation.send('c2', 'AVOID', avoid_roads=[road])
    assert list(navigation.done('c2').route.avoid_roads) == [road]
    direct, passed = navigation.states[-1].route, find('Opera House')
    navigation.send('c3', 'VIA', vias=[place_message(passed)])
    past = navigation.done('c3').route
    assert (past.destination.place_id, list(past.stops)) == (direct.destination.place_id, [])
    line = Line(past.latitudes, past.longitudes)
    assert line.project(passed.latitude, passed.longitude).offset < 100
    assert past.distance > direct.distance


def test_how_far_the_car_gets_is_told(navigation: Navigation) -> None:
    navigation.be_in_town()
    answer = navigation.call('reach', srv.Reach.Request(minutes=5.0))
    assert answer.success
    assert answer.ends[-1] == len(answer.latitudes) == len(answer.longitudes) > 3
    assert min(answer.latitudes) < SQUARE[0] < max(answer.latitudes)
    assert not navigation.call('reach', srv.Reach.Request(metres=1e9)).success


def test_nothing_is_planned_before_the_car_is_known(navigation: Navigation) -> None:
    navigation.send('c1', 'START', place=place_message(find('Northgate Mall')))
    assert 'where the car is' in navigation.rejected('c1').reason
    assert navigation.signal('IsGuiding') is None
    assert not navigation.call('search_places', srv.SearchPlaces.Request(kind='cafe', latitude=math.nan)).success


BAD_COMMANDS: tuple[tuple[str, dict[str, object]], ...] = (
    ('START', {'place': msg.Place(name='nowhere', latitude=math.nan, longitude=math.inf)}),
    ('START', {'place': msg.Place(name='the pole', latitude=89.0, longitude=10.0)}),
    ('START', {'place': msg.Place(name='长' * 33_000, latitude=31.2, longitude=165.4)}),
    ('START', {'place': msg.Place(latitude=31.21, longitude=165.4), 'preference': '最美'}),
    ('EXPLODE', {}),
    ('', {}),
    ('CANCEL', {}),
    ('ADD_STOP', {'place': msg.Place(latitude=31.21, longitude=165.4)}),
    ('REMOVE_STOP', {}),
    ('REPLACE_DESTINATION', {'place': msg.Place(latitude=31.21, longitude=165.4)}),
    ('CHOOSE_ALTERNATIVE', {'alternative': 200}),
)
BAD_SEARCHES: tuple[dict[str, object], ...] = (
    {'text': '停车' * 50_000},
    {'kind': 'no_such_kind'},
    {'where': 'along'},
    {'kind': 'cafe', 'attributes': ['moat']},
    {'text': '\U0001f697 zzyzx', 'latitude': math.inf},
    {'text': 'x', 'latitude': 1e300, 'longitude': -1e300, 'radius': -5.0},
)


def test_bad_commands_are_rejected_and_the_node_goes_on(navigation: Navigation) -> None:
    navigation.be_in_town()
    for number, (action, fields) in enumerate(BAD_COMMANDS):
        navigation.send(f'bad{number}', action, **fields)
        rejection = navigation.rejected(f'bad{number}')
        assert rejection.device == 'navigation', (action, fields)
        assert 0 < len(rejection.reason) < 200, (action, fields)
        assert rejection.reason_zh, (action, fields)
    navigation.send('good', 'MUTE')
    assert navigation.done('good').is_muted


def test_bad_searches_are_answered(navigation: Navigation) -> None:
    navigation.be_in_town()
    for fields in BAD_SEARCHES:
        answer = navigation.call('search_places', srv.SearchPlaces.Request(**fields))
        assert not answer.places, fields
        assert answer.message, fields
        assert answer.message_zh, fields
    assert navigation.call('search_places', srv.SearchPlaces.Request(text='Northgate Mall')).places


def test_without_a_map_the_node_says_so_and_does_not_start(desk: Desk) -> None:
    process = desk.run('navigation_node', 'map_folder:=/nonexistent/map')
    rejections = desk.listen('command/rejected', msg.CommandRejection, qos.EVENTS)
    commands = desk.publisher('navigation/command', msg.NavigationCommand, qos.COMMANDS)
    commands.publish(msg.NavigationCommand(command_id='c1', action='MUTE'))
    desk.wait(lambda: rejections, 'a rejection')
    assert process.poll() is None


def test_the_process_ends_in_order(navigation: Navigation) -> None:
    navigation.process.terminate()
    assert navigation.process.wait(20) == 0
