"""The map as people see it, in a real browser, over the demo town."""

import re
from collections.abc import Callable
from dataclasses import replace

import pytest
from browser import Visit
from maps import SQUARE, find, town, town_folder
from playwright.sync_api import expect
from served_page import ServedPage
from waiting import wait_for

from ipa_agents.assistant.ports import Travelling, Trip
from ipa_agents.assistant.route_facts import Detour
from ipa_agents.cabin.events import Report, Stage
from ipa_agents.language import Words
from ipa_agents.travel.places.place import Place
from ipa_agents.travel.places.view import View
from ipa_agents.travel.routing.position import Position
from ipa_agents.vehicle.signals import Signal

Serve = Callable[..., ServedPage]
FOUND = (
    {'name': '<script>window.hacked = 1</script>', 'latitude': 31.201, 'longitude': 165.401},
    {'name': 'Harbour Café', 'name_zh': '港口咖啡', 'latitude': 31.202, 'longitude': 165.402},
)


def here(latitude: float, longitude: float, heading: float) -> Report:
    values = {'Latitude': latitude, 'Longitude': longitude, 'Heading': heading}
    return Report('simulator', tuple(Signal(f'Vehicle.CurrentLocation.{key}', value) for key, value in values.items()))


def searched(*places: object, where: str = 'near') -> Stage:
    detail = {'text': 'x', 'where': where, 'found': len(places), 'places': list(places)}
    return Stage('t', 'assistant', 'search', detail, 1.0, 0.0)


def seen(served: ServedPage, *, since: int = 0) -> View:
    """The newest view that the car was told of, one that it was told of later than `since` others."""
    wait_for(lambda: len(served.done.seen) > since and served.done.seen[-1] is not None, 'a view')
    view = served.done.seen[-1]
    assert view is not None
    return view


def travelling(goal: Place) -> Travelling:
    route = town().router.plan(Position(*SQUARE, None), goal, (), 'fastest', 0)[0]
    shape = tuple(zip(route.latitudes, route.longitudes, strict=True))
    trip = Trip(goal, route.distance, route.duration)
    return Travelling('GUIDING', trip, (), 5321.0, 600.0, 1.7e9, '', shape, route.maneuvers[1], 252.0)


def test_the_map_shows_ground_names_and_the_car_on_its_own_machine_by_day_and_by_night(
    serve: Serve, visit: Visit
) -> None:
    served = serve(map_folder=town_folder())
    served.show(here(*SQUARE, 90.0))
    page = visit(served.url, 'zh', theme='day')
    expect(page.locator('.car-marker')).to_have_count(1)
    for layer in ('day/ground', 'day/names/zh/90'):
        pictures = page.locator(f'.map-view img.leaflet-tile-loaded[src*="/map/{layer}/"]')
        expect(pictures.first).to_be_visible()
        assert pictures.first.evaluate('picture => picture.naturalWidth') > 500
    page.evaluate('document.documentElement.dataset.theme = "night"')
    expect(page.locator('img.leaflet-tile-loaded[src*="/map/night/ground/"]').first).to_be_visible()
    expect(page.locator('img[src*="/map/day/"]')).to_have_count(0)
    assert {address.split('/')[2] for address in visit.asked} == {served.url.split('/')[2]}
    assert visit.errors == []


def test_the_map_turns_with_the_car_until_north_is_up(serve: Serve, visit: Visit) -> None:
    served = serve(map_folder=town_folder())
    served.show(here(*SQUARE, 90.0))
    page = visit(served.url)
    turned = 'document.querySelector(".map-turned").style.transform.includes("rotate(-90deg)")'
    page.wait_for_function(turned)
    page.get_by_role('button', name='Heading or north up').click()
    page.wait_for_function(f'!{turned}')
    page.get_by_role('button', name='Heading or north up').click()
    page.wait_for_function(turned)


def test_the_car_moves_and_stays_in_sight_until_people_look_elsewhere(serve: Serve, visit: Visit) -> None:
    served = serve(map_folder=town_folder())
    served.show(here(*SQUARE, 0.0))
    page = visit(served.url)
    car = page.locator('.car-marker')
    expect(car).to_be_visible()
    recentre = page.get_by_role('button', name='Back to the car')
    for step in range(1, 4):
        north = SQUARE[0] + 0.004 * step
        served.show(here(north, SQUARE[1], 0.0))
        page.wait_for_function(f'getElement(document.querySelector(".map-view").id.slice(1)).at[0] > {north - 1e-5}')
        spot = car.bounding_box()
        assert spot is not None
        assert 300 < spot['x'] < 980
        assert 200 < spot['y'] < 700
    expect(recentre).to_be_hidden()
    page.mouse.move(640, 300)
    page.mouse.down()
    page.mouse.move(640, 420, steps=5)
    page.mouse.up()
    expect(recentre).to_be_visible()
    recentre.click()
    expect(recentre).to_be_hidden()


@pytest.mark.parametrize(
    ('language', 'distance', 'rest', 'place'),
    [('en', '250 m', '10 min · 5.3 km', 'Merrow Stadium'), ('zh', '250 米', '10 分钟 · 5.3 公里', '澜港体育场')],
)
def test_a_route_and_its_next_turn_are_shown_and_put_away(
    serve: Serve, visit: Visit, language: str, distance: str, rest: str, place: str
) -> None:
    served = serve(map_folder=town_folder())
    driven = travelling(find('Merrow Stadium'))
    served.show(here(*SQUARE, 0.0), driven)
    page = visit(served.url, language)
    assert driven.ahead is not None
    expect(page.locator('.turn-distance')).to_have_text(distance)
    said = driven.ahead.instruction_zh if language == 'zh' else driven.ahead.instruction
    expect(page.locator('.turn .turn-text')).to_have_text(said)
    expect(page.locator('.turn-arrow use')).to_have_attribute(
        'href', f'/static/maneuvers.svg#{driven.ahead.kind.lower()}'
    )
    expect(page.locator('.arrival-rest')).to_have_text(rest)
    expect(page.locator('.arrival-place')).to_have_text(place)
    route = page.locator('path.route-ahead')
    expect(route).to_have_attribute('d', re.compile('.{20}'))
    expect(page.locator('.place-goal')).to_have_count(1)
    served.show(here(*driven.shape[8], 0.0))
    expect(page.locator('path.route-done')).to_have_attribute('d', re.compile('.{20}'))
    served.show(Travelling('IDLE'))
    expect(page.locator('.turn')).to_be_hidden()
    expect(page.locator('.arrival')).to_be_hidden()
    expect(page.locator('.place-goal')).to_have_count(0)


@pytest.mark.parametrize(
    ('language', 'name', 'choice'), [('en', 'Harbour Café', 'the second one'), ('zh', '港口咖啡', '第二个')]
)
def test_places_are_numbered_and_a_touch_chooses_one(
    serve: Serve, visit: Visit, language: str, name: str, choice: str
) -> None:
    served = serve(map_folder=town_folder())
    served.show(here(*SQUARE, 0.0), searched(*FOUND))
    page = visit(served.url, language)
    expect(page.locator('.place-pin')).to_have_text(['1', '2'])
    expect(page.locator('.place-name')).to_have_text([FOUND[0]['name'], name])
    page.locator('.place-pin', has_text='2').click()
    wait_for(lambda: served.done.said == [(choice, 'row1_driver')], 'the choice to be said')
    assert page.evaluate('window.hacked') is None
    served.show(searched())
    expect(page.locator('.place-pin')).to_have_count(0)


@pytest.mark.parametrize(('language', 'told'), [('en', 'There is no map to draw'), ('zh', '没有可以显示的地图')])
def test_without_a_map_the_page_says_so_with_the_cure_and_goes_on(
    serve: Serve, visit: Visit, language: str, told: str
) -> None:
    served = serve()
    page = visit(served.url, language)
    expect(page.locator('.map-missing')).to_contain_text(told)
    expect(page.locator('.map-missing')).to_contain_text('ipa town --if-missing')
    served.show(travelling(find('Merrow Stadium')), here(*SQUARE, 0.0))
    expect(page.locator('.turn-distance')).to_be_visible()


def test_a_car_off_the_map_is_said_until_it_is_on_it(serve: Serve, visit: Visit) -> None:
    served = serve(map_folder=town_folder())
    served.show(here(60.17, 24.94, 0.0))
    page = visit(served.url)
    note = page.get_by_text('The car is not on this map')
    expect(note).to_be_visible()
    expect(page.locator('.map-view img.leaflet-tile-loaded').first).to_be_visible()
    expect(page.locator('.car-marker')).to_have_count(0)
    served.show(here(*SQUARE, 0.0))
    expect(page.locator('.car-marker')).to_be_visible()
    expect(note).to_be_hidden()


def test_what_was_found_is_listed_with_its_numbers_and_reasons_and_chosen_by_a_touch(
    serve: Serve, visit: Visit
) -> None:
    served = serve(map_folder=town_folder())
    why = {'reasons': ['2 min detour', '<b>has free Wi-Fi</b>'], 'reasons_zh': ['绕路2分钟', '有免费无线网络']}
    served.show(here(*SQUARE, 0.0))
    page = visit(served.url, 'zh')
    expect(page.locator('.car-marker')).to_be_visible()
    expect(page.get_by_role('list', name='找到的地点')).not_to_be_visible()
    served.show(searched({**FOUND[0]}, {**FOUND[1], **why}))
    listed = page.get_by_role('list', name='找到的地点')
    expect(listed.get_by_role('listitem')).to_have_count(2)
    expect(listed.get_by_role('listitem').nth(0)).to_contain_text('<script>')
    second = listed.get_by_role('button', name='港口咖啡')
    expect(second).to_contain_text('2')
    expect(second).to_contain_text('绕路2分钟 · 有免费无线网络')
    second.click()
    wait_for(lambda: served.done.said == [('第二个', 'row1_driver')], 'the answer')
    served.show(searched())
    expect(listed).not_to_be_visible()
    assert page.evaluate('window.hacked') is None
    assert visit.errors == []


def test_another_way_is_offered_with_its_numbers_and_taken_by_a_touch(serve: Serve, visit: Visit) -> None:
    served = serve(map_folder=town_folder())
    guided = travelling(find('Port Merrow Airport'))
    served.show(here(*SQUARE, 90.0), guided)
    page = visit(served.url)
    card = page.get_by_role('status', name='Another way')
    expect(page.locator('.arrival')).to_be_visible()
    expect(card).not_to_be_visible()
    served.show(replace(guided, delay=310.0, offer=Detour(200.0, road=Words('Ring Road', '环城路'))))
    expect(card).to_contain_text('Ring Road: 5 min of delay')
    expect(card).to_contain_text('Another way saves 3 min')
    card.get_by_role('button', name='Take it').click()
    wait_for(lambda: served.done.said == [('take the other route', 'row1_driver')], 'the answer')
    served.show(replace(guided, offer=Detour(-240.0, is_closed=True)))
    expect(card).to_contain_text('The way ahead: closed')
    expect(card).to_contain_text('4 min longer')


def test_how_far_the_car_gets_is_drawn_until_something_else_is_looked_for(serve: Serve, visit: Visit) -> None:
    served = serve(map_folder=town_folder())
    served.show(here(*SQUARE, 90.0))
    page = visit(served.url)
    expect(page.locator('.car-marker')).to_be_visible()
    ring = [[31.19, 165.39], [31.21, 165.39], [31.21, 165.41], [31.19, 165.41]]
    served.show(Stage('t', 'assistant', 'reach', {'minutes': 5.0, 'rings': [ring]}, 1.0, 0.0))
    area = page.locator('path.reach-area')
    page.wait_for_function('document.querySelector("path.reach-area").getBBox().width > 100')
    served.show(searched(*FOUND))
    page.wait_for_function('document.querySelector("path.reach-area").getBBox().width === 0')
    expect(area).to_have_count(1)
    assert visit.errors == []


@pytest.mark.parametrize('heading', [0.0, 50.0])
def test_the_car_is_told_what_is_seen_and_the_map_stands_where_people_asked_what_is_on_it(
    serve: Serve, visit: Visit, heading: float
) -> None:
    served = serve(map_folder=town_folder())
    served.show(here(*SQUARE, heading))
    page = visit(served.url)
    expect(page.locator('.car-marker')).to_be_visible()
    wait_for(lambda: abs(seen(served).corners[0][0] - seen(served).corners[1][0]) > 1e-4 or not heading, 'its turn')
    view, (south, west) = seen(served), SQUARE
    spots = [(south + north * 0.0017, west + east * 0.0017) for north in (-3, -1, 2, 4) for east in (-3, 0, 2)]
    places = ({'name': str(spot), 'latitude': spot[0], 'longitude': spot[1]} for spot in spots)
    served.show(searched(*places, where='view'))
    expect(page.locator('.place-pin')).to_have_count(len(spots))
    on_screen = []
    for pin in page.locator('.place-pin').all():
        box = pin.bounding_box()
        assert box is not None
        x, y = (box['x'] + box['width'] / 2) / 1280, (box['y'] + box['height'] / 2) / 800
        on_screen.append(0.3 <= x <= 0.7 and 0.12 <= y <= 0.88)
    assert [view.holds(*spot) for spot in spots] == on_screen
    assert set(on_screen) == {True, False}
    expect(page.get_by_role('button', name='Back to the car')).to_be_hidden()
    served.show(searched(*FOUND))
    expect(page.get_by_role('button', name='Back to the car')).to_be_visible()
    assert visit.errors == []


def test_of_two_pages_the_one_that_was_touched_last_is_what_is_seen(serve: Serve, visit: Visit) -> None:
    served = serve(map_folder=town_folder())
    served.show(here(*SQUARE, 0.0))
    tablet = visit(served.url)
    far = seen(served)
    dash = visit(served.url)
    dash.get_by_role('button', name='Closer').click()
    wait_for(lambda: not served.done.seen[-1].holds(*far.corners[0]), 'the view of the other page')
    close = served.done.seen[-1]
    tablet.keyboard.press('Shift')
    wait_for(lambda: served.done.seen[-1] == far, 'the view of the page that was touched')
    tablet.close()
    wait_for(lambda: served.done.seen[-1] == close, 'the view of the page that is open yet')
    dash.close()
    wait_for(lambda: served.done.seen[-1] is None, 'no map')
