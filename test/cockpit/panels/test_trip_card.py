"""The trip as people see it over the map, in a real browser."""

from collections.abc import Callable
from dataclasses import replace

import pytest
from browser import Visit
from evenings import ADDED, held
from maps import SQUARE, town_folder
from playwright.sync_api import expect
from served_page import ServedPage

from ipa_agents.cabin.events import Report, Stage
from ipa_agents.travel.trips.electric import Level
from ipa_agents.travel.trips.held import NOTHING_HELD
from ipa_agents.vehicle.signals import Signal

Serve = Callable[..., ServedPage]
HERE = Report(
    'simulator',
    tuple(
        Signal(f'Vehicle.CurrentLocation.{key}', value)
        for key, value in zip(('Latitude', 'Longitude', 'Heading'), (*SQUARE, 0.0), strict=True)
    ),
)


@pytest.mark.parametrize(
    ('language', 'title', 'first', 'remark', 'last', 'battery'),
    [
        (
            *('en', 'The trip'),
            ['19:00 – 20:30', 'dinner', 'next stop', 'Golden Wok', 'arriving with 60 % · rated 4.5'],
            *('You would be 10 minutes late at Golden Wok.', 'added, since the battery would not last'),
            'At the end the battery has 80 percent.',
        ),
        (
            *('zh', '行程'),
            ['19:00 – 20:30', '晚饭', '下一站', '金锅', '到达时电量60%'],
            *('到金锅会晚10分钟。', '电量不够，因此加上', '结束时电量还有80%。'),
        ),
    ],
)
def test_a_trip_is_shown_stop_by_stop_and_put_away(
    serve: Serve, visit: Visit, language: str, title: str, first: list[str], remark: str, last: str, battery: str
) -> None:
    served = serve(map_folder=town_folder())
    served.show(HERE)
    page = visit(served.url, language)
    card = page.get_by_role('region', name=title, exact=True)
    expect(page.locator('.car-marker')).to_be_visible()
    expect(card).to_be_hidden()
    served.show(held())
    stops = card.get_by_role('listitem')
    expect(stops).to_have_count(3)
    for said in (*first, remark):
        expect(stops.nth(0)).to_contain_text(said)
    expect(stops.nth(2)).to_contain_text(last)
    expect(card).to_contain_text(battery)
    expect(page.locator('.trip-pin')).to_have_text(['1', '2', '3'])
    served.show(NOTHING_HELD)
    expect(card).to_be_hidden()
    expect(page.locator('.trip-pin')).to_have_count(0)
    assert visit.errors == []


def test_the_stop_that_is_next_moves_on_while_the_trip_is_driven(serve: Serve, visit: Visit) -> None:
    served = serve(map_folder=town_folder())
    served.show(HERE, held())
    page = visit(served.url)
    next_stop = page.locator('.trip-stop.next .trip-name')
    expect(next_stop).to_have_text(['Golden Wok'])
    served.show(held('driving', 1))
    expect(next_stop).to_have_text(['Rex'])
    expect(page.locator('.trip-pin.past')).to_have_text(['1'])
    expect(page.locator('.trip-pin.next')).to_have_text(['2'])
    served.show(held('staying', 1))
    expect(next_stop).to_have_text(['Pillar'])
    expect(page.locator('.trip-state')).to_have_text(['you are here', 'next stop'])


def test_places_to_choose_from_stand_in_the_place_of_a_trip_until_it_changes(serve: Serve, visit: Visit) -> None:
    served = serve(map_folder=town_folder())
    served.show(HERE, held())
    page = visit(served.url)
    trip = page.locator('.trip-pin')
    expect(trip).to_have_count(3)
    found = {'name': 'Harbour Café', 'latitude': 31.202, 'longitude': 165.402}
    served.show(Stage('t', 'assistant', 'search', {'places': [found]}, 1.0, 0.0))
    expect(page.locator('.place-pin')).to_have_text(['1'])
    expect(trip).to_have_count(0)
    expect(page.locator('.trip')).to_be_hidden()
    served.show(held(command='another'))
    expect(trip).to_have_count(3)
    expect(page.locator('.place-pin')).to_have_count(0)


def test_a_stop_that_the_battery_does_not_last_to_is_told_as_such(serve: Serve, visit: Visit) -> None:
    served = serve()
    served.show(held(entries=(replace(ADDED, level=Level(-0.04, -0.04)),)))
    facts = visit(served.url).locator('.trip-why')
    expect(facts).to_have_text('added, since the battery would not last · the battery does not last to here')


def test_a_trip_is_told_where_there_is_no_map(serve: Serve, visit: Visit) -> None:
    served = serve()
    served.show(held())
    expect(visit(served.url).locator('.trip-name')).to_have_text(['Golden Wok', 'Rex', 'Pillar'])
