"""The car on the page, in a real browser: it is touched, it is asked for, and it changes when the car says so."""

import re
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest
from browser import Visit
from playwright.sync_api import expect
from served_page import ServedPage
from waiting import wait_for

import ipa_agents.cockpit
from ipa_agents.assistant.ports import Playing
from ipa_agents.cabin.events import Report
from ipa_agents.cabin.telltales import PATHS, telltales
from ipa_agents.vehicle.catalogue import load_catalogue
from ipa_agents.vehicle.exchange import Outcome, Status
from ipa_agents.vehicle.signals import Signal, Value

Serve = Callable[..., ServedPage]
TEMPERATURE = 'Vehicle.Cabin.HVAC.Station.Row1.Driver.Temperature'
SEAT = 'Vehicle.Cabin.Seat.Row1.PassengerSide.HeatingCooling'
WINDOW = 'Vehicle.Cabin.Door.Row1.DriverSide.Window.Position'
TRUNK = 'Vehicle.Body.Trunk.Rear.IsOpen'
CHARGE = 'Vehicle.Powertrain.TractionBattery.StateOfCharge.Displayed'
WEATHER = 'Vehicle.Exterior.Weather'
STATIC = Path(ipa_agents.cockpit.__file__).parent / 'static'
SMALLEST = 44  # px of something that is touched


def reported(values: Mapping[str, Value]) -> Report:
    return Report('car', tuple(Signal(path, value) for path, value in values.items()))


def sky(weather: str) -> str:
    return load_catalogue()[WEATHER].value_names[weather]['en'][0]


def test_a_touch_is_proposed_and_shown_when_the_car_shows_it(serve: Serve, visit: Visit) -> None:
    served = serve()
    served.show(reported({TEMPERATURE: 22.0}))
    page = visit(served.url)
    station = page.get_by_role('group', name='Temperature, Driver')
    expect(station).to_contain_text('22°C')
    station.get_by_role('button', name='Temperature, Driver: more').click()
    expect(station.locator('.pending')).to_be_visible()
    expect(station).to_contain_text('22°C')
    assert served.done.touched == [('set_signals', {'signals': {TEMPERATURE: 22.5}}, 'row1_driver')]
    served.show(reported({TEMPERATURE: 22.5}))
    expect(station).to_contain_text('22.5°C')
    expect(station.locator('.pending')).to_have_count(0)


def test_a_seat_opens_its_own_controls_and_escape_closes_them(serve: Serve, visit: Visit) -> None:
    served = serve()
    served.show(reported({SEAT: 33}))
    page = visit(served.url)
    page.get_by_role('button', name=re.compile('^Passenger: .* heating 1')).click()
    sheet = page.get_by_role('dialog', name='Seat')
    expect(sheet).to_contain_text('Passenger')
    heating = sheet.get_by_role('group', name='Seat heating')
    expect(heating.get_by_role('button', name='1')).to_have_attribute('aria-pressed', 'true')
    heating.get_by_role('button', name='3').click()
    served.show(reported({SEAT: 100}))
    expect(heating.get_by_role('button', name='3')).to_have_attribute('aria-pressed', 'true')
    assert served.done.touched == [('set_signals', {'signals': {SEAT: 100}}, 'row1_driver')]
    page.keyboard.press('Escape')
    expect(sheet).to_be_hidden()


def test_what_the_guard_refuses_stays_closed_and_says_why(serve: Serve, visit: Visit) -> None:
    served = serve()
    served.show(reported({TRUNK: False}))
    page = visit(served.url)
    trunk = page.get_by_role('button', name='Trunk', exact=True)
    trunk.click()
    expect(trunk).to_have_class(re.compile('pending'))
    served.show(Outcome('p', 't', Status.DENIED, 'driving-state', 'Only in park.', '仅限驻车时。'))
    expect(page.locator('.notice').first).to_contain_text('Only in park.')
    expect(trunk).to_have_attribute('aria-pressed', 'false')
    expect(trunk).not_to_have_class(re.compile('pending'))


def test_the_car_is_drawn_as_it_is(serve: Serve, visit: Visit) -> None:
    served = serve()
    page = visit(served.url)
    vehicle = page.locator('.vehicle')
    expect(vehicle).not_to_have_class(re.compile('trunk-open'))
    served.show(reported({TRUNK: True, WINDOW: 40}))
    expect(vehicle).to_have_class(re.compile('trunk-open'))
    glass = page.locator('.door-row1-driver .window')
    expect(glass).to_have_css('stroke-dasharray', '60px, 200px')
    expect(page.get_by_role('button', name='Window, Driver')).to_have_attribute('aria-pressed', 'true')


@pytest.mark.parametrize(('is_dark', 'theme'), [(True, 'night'), (False, 'day')])
def test_the_theme_follows_the_light_outside(serve: Serve, visit: Visit, is_dark: bool, theme: str) -> None:
    served = serve()
    served.show(reported({'Vehicle.Exterior.IsDark': is_dark}))
    page = visit(served.url)
    expect(page.locator('html')).to_have_attribute('data-theme', theme)
    page.keyboard.press('t')
    expect(page.locator('html')).to_have_attribute('data-theme', 'day')
    page.reload()
    expect(page.locator('html')).to_have_attribute('data-theme', 'day')


def test_the_other_language_is_one_touch_away(serve: Serve, visit: Visit) -> None:
    page = visit(serve().url, 'en')
    page.get_by_role('button', name='中文').click()
    expect(page.locator('html')).to_have_attribute('lang', 'zh')
    expect(page.get_by_role('group', name='主驾温度')).to_be_visible()
    expect(page.get_by_role('button', name='后备箱', exact=True)).to_be_visible()


def test_a_key_writes_and_another_plays(serve: Serve, visit: Visit) -> None:
    served = serve()
    page = visit(served.url)
    page.keyboard.press('/')
    page.keyboard.type('n/p')
    expect(page.get_by_placeholder('Say something')).to_have_value('n/p')
    page.get_by_placeholder('Say something').blur()
    page.keyboard.press('n')
    served.show(Playing('PLAYING', 'Blue Hour', volume=30.0))
    expect(page.get_by_role('button', name='Pause')).to_be_visible()
    page.keyboard.press('p')
    wait_for(lambda: len(served.done.touched) == 2, 'both keys to be heard')
    served.show(Playing('PAUSED', 'Blue Hour', volume=30.0))
    expect(page.get_by_role('button', name='Play', exact=True)).to_be_visible()
    assert [arguments['action'] for _, arguments, _ in served.done.touched] == ['NEXT', 'PAUSE']


def test_a_key_opens_a_sheet_and_escape_closes_it(serve: Serve, visit: Visit) -> None:
    page = visit(serve().url)
    sheet = page.get_by_role('dialog', name='Climate')
    page.keyboard.press('c')
    expect(sheet).to_be_visible()
    page.keyboard.press('Escape')
    expect(sheet).to_be_hidden()


def test_every_drawing_that_the_page_names_is_there(serve: Serve, visit: Visit) -> None:
    served = serve()
    page = visit(served.url)
    known = set(re.findall(r'<symbol id="(\w+)"', (STATIC / 'icons.svg').read_text(encoding='utf-8')))
    everything: dict[str, Value] = {path: True for path in PATHS if load_catalogue()[path].type == 'boolean'}
    everything |= {'Vehicle.Speed': 50.0, CHARGE: 1.0, 'Vehicle.Diagnostics.DTCList': ('P0A80',)}
    assert {telltale.key for telltale in telltales(everything)} <= known
    served.show(reported(everything))
    expect(page.locator('.telltale:visible')).to_have_count(6)
    for weather in load_catalogue()[WEATHER].allowed:
        served.show(reported({WEATHER: weather}))
        expect(page.get_by_role('img', name=re.compile(f'Outside.*{sky(weather)}'))).to_be_visible()
        drawn = page.locator('use[href*="icons.svg"]').evaluate_all('all => all.map((use) => use.href.baseVal)')
        assert {href.partition('#')[2] for href in drawn} <= known


def test_a_title_is_a_text_whatever_stands_in_it(serve: Serve, visit: Visit) -> None:
    served = serve()
    title = '<img src=x onerror="document.title=1"><b>Loud</b>'
    served.show(
        Playing('PLAYING', title, title, title, title, album='<script>document.title = 1</script>', duration=60.0)
    )
    page = visit(served.url)
    expect(page.locator('.playing .title')).to_have_text(title)
    expect(page.locator('.playing b, .playing img')).to_have_count(0)
    expect(page).to_have_title('Cockpit')


def test_a_station_is_played_by_its_name(serve: Serve, visit: Visit) -> None:
    served = serve()
    page = visit(served.url)
    page.get_by_role('button', name='Volume and stations').click()
    page.get_by_role('button', name='Near FM').click()
    served.show(Playing('PLAYING', station='Near FM'))
    expect(page.locator('.playing .title')).to_have_text('Near FM')
    play = {'action': 'PLAY', 'query': 'Near FM', 'kind': 'station'}
    assert served.done.touched == [('control_media', play, 'row1_driver')]


@pytest.mark.parametrize('size', [(1280, 800), (1920, 1080), (1024, 600)])
def test_all_that_can_be_touched_is_large_enough_named_and_in_sight(
    serve: Serve, visit: Visit, size: tuple[int, int]
) -> None:
    page = visit(serve().url)
    page.set_viewport_size({'width': size[0], 'height': size[1]})
    expect(page.locator('.vehicle')).to_be_visible()
    for key in page.locator('.cockpit button:visible').all():
        box = key.bounding_box()
        name = key.get_attribute('aria-label') or key.inner_text()
        assert name
        assert box
        assert min(box['width'], box['height']) >= SMALLEST - 0.5, name
        assert box['x'] >= 0, name
        assert box['y'] >= 0, name
        assert box['x'] + box['width'] <= size[0], name
        assert box['y'] + box['height'] <= size[1], name
