"""The page of a whole car: what people type and touch on it happens, and what happens is shown on it."""

from collections.abc import Iterator

import pytest
from browser import Visit
from playwright.sync_api import Page, expect
from ports import free_port, is_served
from running_car import RunningCar

pytestmark = pytest.mark.ros

DRIVER = 'Vehicle.Cabin.HVAC.Station.Row1.Driver.Temperature'
TRUNK = 'Vehicle.Body.Trunk.Rear.IsOpen'


class Cockpit:
    """The process that serves the page of `car`."""

    def __init__(self, car: RunningCar) -> None:
        self.car = car
        self.port = free_port()
        self.url = f'http://127.0.0.1:{self.port}/'
        self.start()

    def start(self) -> None:
        self.car.start('cockpit', f'port:={self.port}')
        self.car.desk.wait(lambda: is_served(self.port), 'the port of the page')


@pytest.fixture(scope='module')
def cockpit(car: RunningCar) -> Cockpit:
    return Cockpit(car)


@pytest.fixture
def page(cockpit: Cockpit, visit: Visit) -> Iterator[Page]:
    yield visit(cockpit.url)
    assert visit.errors == []


def type_in(page: Page, text: str) -> None:
    page.locator('input[name=said]').fill(text)
    page.keyboard.press('Enter')


@pytest.mark.parametrize(
    ('language', 'sentence', 'name', 'degrees'),
    [('en', 'set the temperature to 25 degrees', 'Temperature, Driver', '25'), ('zh', '把温度调到19度', '温度', '19')],
)
def test_what_is_typed_changes_the_temperature_that_is_shown(
    cockpit: Cockpit, visit: Visit, language: str, sentence: str, name: str, degrees: str
) -> None:
    page = visit(cockpit.url, language)
    shown = page.locator('.panel.climate').get_by_role('group', name=name).first
    expect(shown).not_to_contain_text(degrees)
    type_in(page, sentence)
    expect(shown).to_contain_text(degrees)
    expect(page.locator('.message.person').last).to_contain_text(sentence)
    expect(page.locator('.message.assistant').last).to_contain_text(degrees)
    expect(page.locator('.panel.trace')).to_contain_text(sentence)
    page.reload()
    expect(shown).to_contain_text(degrees)
    expect(page.locator('.message.person').last).to_contain_text(sentence)


def test_what_is_touched_on_one_page_is_shown_on_both(cockpit: Cockpit, page: Page, visit: Visit) -> None:
    other = visit(cockpit.url, 'zh')
    type_in(page, 'set the temperature to 21 degrees')
    expect(other.locator('.panel.climate')).to_contain_text('21')
    page.get_by_role('button', name='Temperature, Driver: more').click()
    for shown in (page, other):
        expect(shown.locator('.panel.climate').get_by_role('status').first).to_contain_text('21.5')
    assert cockpit.car.value(DRIVER) == 21.5


def test_a_risky_touch_is_asked_about_and_a_touched_yes_does_it(cockpit: Cockpit, page: Page) -> None:
    page.get_by_role('button', name='Trunk', exact=True).click()
    expect(page.locator('.question')).to_contain_text('Open the trunk?')
    assert cockpit.car.value(TRUNK) is not True
    page.locator('.question').get_by_role('button', name='Yes').click()
    expect(page.locator('.question')).to_have_count(0)
    cockpit.car.desk.wait(lambda: cockpit.car.value(TRUNK) is True, 'an open trunk')


def test_a_question_of_the_assistant_is_answered_by_a_touch(page: Page) -> None:
    type_in(page, 'turn on the high beams')
    expect(page.locator('.question')).to_be_visible()
    page.locator('.question').get_by_role('button', name='No').click()
    expect(page.locator('.question')).to_have_count(0)
    expect(page.locator('.message.note').last).to_contain_text('nothing was done')


def test_what_is_on_the_map_is_found_while_a_page_shows_it(cockpit: Cockpit, page: Page) -> None:
    car = cockpit.car
    car.desk.wait(lambda: 'first' in car.ask('which cafes are on the map'), 'what is seen')
    expect(page.locator('.place-pin').first).to_be_visible()
    expect(page.get_by_role('button', name='Back to the car')).to_be_hidden()
    page.close()
    car.desk.wait(lambda: '没有看到打开的地图' in car.ask('地图上有哪些咖啡馆'), 'that no map is open')


def test_a_touch_has_no_more_rights_than_its_seat(cockpit: Cockpit, page: Page) -> None:
    page.get_by_label('Who speaks').select_option('row2_driver')
    page.wait_for_function('document.cookie.includes("seat=row2_driver")')
    page.get_by_role('button', name='Temperature, Driver: more').click()
    refusal = page.locator('.notice.refusal')
    expect(refusal).to_contain_text('seat-rights')
    expect(refusal).to_contain_text('Only the driver')


def test_a_page_left_open_over_a_restart_comes_back_by_itself(cockpit: Cockpit, visit: Visit) -> None:
    page = visit(cockpit.url)
    expect(page.locator('.panel.climate')).to_be_visible()
    cockpit.car.kill('cockpit')
    cockpit.start()

    def is_told() -> bool:
        """The new process hears of who speaks only after a while."""
        cockpit.car.say('hello again')
        page.wait_for_timeout(1000)
        return 'hello again' in page.locator('.messages').inner_text()

    cockpit.car.desk.wait(is_told, 'a page that is back', 60.0)


def test_an_assistant_that_was_killed_is_shown_until_it_is_back(cockpit: Cockpit, visit: Visit) -> None:
    english, chinese = visit(cockpit.url), visit(cockpit.url, 'zh')
    expect(english.locator('.panel.health')).to_have_text('')
    cockpit.car.kill('assistant')
    expect(english.locator('.part.stale')).to_contain_text('Assistant: no answer')
    expect(chinese.locator('.part.stale')).to_contain_text('助手没有响应')
    english.get_by_role('button', name='Temperature, Driver: less').click()
    cockpit.car.start('assistant')
    expect(english.locator('.part.stale')).to_have_count(0)
    expect(chinese.locator('.part.stale')).to_have_count(0)
