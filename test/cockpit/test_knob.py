"""What a touch asks for, from what the car reports and nothing else."""

from collections.abc import Mapping
from pathlib import Path

import pytest
from served_page import Done

from ipa_agents.cabin.events import Report
from ipa_agents.cabin.scene import Scene
from ipa_agents.cabin.transcript import Transcript
from ipa_agents.cockpit.knob import Knob
from ipa_agents.cockpit.map_pictures import MapPictures
from ipa_agents.cockpit.panel import Cockpit
from ipa_agents.cockpit.viewer import Viewer
from ipa_agents.cockpit.views import Views
from ipa_agents.cockpit.wording import load_words
from ipa_agents.language import Language
from ipa_agents.persona.persona import load_persona
from ipa_agents.vehicle.catalogue import load_catalogue
from ipa_agents.vehicle.exchange import Outcome, Status
from ipa_agents.vehicle.seats import Seat
from ipa_agents.vehicle.signals import Signal, Value

TEMPERATURE = 'Vehicle.Cabin.HVAC.Station.Row1.Driver.Temperature'
FAN = 'Vehicle.Cabin.HVAC.Station.{}.{}.FanSpeed'
SEAT = 'Vehicle.Cabin.Seat.Row1.DriverSide.HeatingCooling'
TRUNK = 'Vehicle.Body.Trunk.Rear.IsOpen'


class Hand:
    """A page without a browser, whose clock stands until it is moved."""

    def __init__(self, language: Language = 'en') -> None:
        self.now = 0.0
        self.done = Done()
        catalogue = load_catalogue()
        self.scene = Scene(Transcript(catalogue, load_persona('juno')))
        words, nowhere = load_words()[language], MapPictures(Path('nowhere'))
        views = Views(self.done.see)
        self.cockpit = Cockpit(self.scene, self.done, Viewer(language), words, catalogue, nowhere, views)

    def knob(self, function_id: str, *zones: Seat) -> Knob:
        return Knob(self.cockpit, function_id, zones, lambda: self.now)

    def report(self, values: Mapping[str, Value]) -> None:
        self.scene.hear([Report('hvac', tuple(Signal(path, value) for path, value in values.items()))], self.now)

    @property
    def asked(self) -> list[Mapping[str, Value]]:
        assert {tool for tool, _, _ in self.done.touched} <= {'set_signals'}
        return [arguments['signals'] for _, arguments, _ in self.done.touched]


def test_a_wish_changes_nothing_that_is_shown_until_the_car_reports_it() -> None:
    hand = Hand()
    knob = hand.knob('climate.temperature', 'row1_driver')
    hand.report({TEMPERATURE: 22.0})
    knob.step(1)
    assert hand.asked == [{TEMPERATURE: 22.5}]
    assert (knob.value, knob.is_open) == (22.0, True)
    hand.report({TEMPERATURE: 22.5})
    assert (knob.value, knob.is_open) == (22.5, False)


def test_quick_presses_add_up() -> None:
    hand = Hand()
    knob = hand.knob('climate.temperature', 'row1_driver')
    hand.report({TEMPERATURE: 22.0})
    for _ in range(3):
        knob.step(1)
    assert hand.asked[-1] == {TEMPERATURE: 23.5}


def test_a_step_stays_within_the_range() -> None:
    hand = Hand()
    hand.report({TEMPERATURE: 28.0})
    hand.knob('climate.temperature', 'row1_driver').step(1)
    assert hand.asked == [{TEMPERATURE: 28.0}]


def test_nothing_is_asked_of_a_car_that_has_said_nothing() -> None:
    hand = Hand()
    hand.knob('climate.temperature', 'row1_driver').step(1)
    assert hand.asked == []


def test_a_refusal_ends_the_waiting() -> None:
    hand = Hand()
    knob = hand.knob('trunk.open')
    hand.report({TRUNK: False})
    knob.toggle()
    assert (hand.asked, knob.is_open) == ([{TRUNK: True}], True)
    hand.now = 0.5
    hand.scene.hear([Outcome('p', 't', Status.DENIED, 'driving-state', 'Not while driving.', '行车时不行。')], hand.now)
    assert (knob.is_open, knob.is_on) == (False, False)


def test_an_older_refusal_does_not() -> None:
    hand = Hand()
    hand.scene.hear([Outcome('p', 't', Status.DENIED, 'driving-state', 'Not while driving.', '行车时不行。')], hand.now)
    hand.now = 1.0
    knob = hand.knob('trunk.open')
    knob.toggle()
    assert knob.is_open


def test_nobody_waits_for_ever() -> None:
    hand = Hand()
    knob = hand.knob('trunk.open')
    knob.toggle()
    hand.now = 60.0
    assert not knob.is_open


@pytest.mark.parametrize(
    ('function_id', 'level', 'value'),
    [('seat.heating', 2, 67), ('seat.heating', 0, 0), ('seat.ventilation', 1, -33), ('seat.ventilation', 3, -100)],
)
def test_levels_are_counted_whichever_way_the_signal_goes(function_id: str, level: int, value: int) -> None:
    hand = Hand()
    knob = hand.knob(function_id, 'row1_driver')
    knob.turn_to(level)
    assert hand.asked == [{SEAT: value}]
    hand.report({SEAT: value})
    assert knob.level == level
    assert knob.is_on == (level > 0)


def test_a_seat_that_is_warmed_is_not_ventilated() -> None:
    hand = Hand()
    hand.report({SEAT: 67})
    assert hand.knob('seat.heating', 'row1_driver').is_on
    assert not hand.knob('seat.ventilation', 'row1_driver').is_on


def test_without_a_zone_all_seats_are_turned_at_once() -> None:
    hand = Hand()
    hand.knob('climate.fan').turn_to(2)
    zones = [(row, side) for row in ('Row1', 'Row2') for side in ('Driver', 'Passenger')]
    assert hand.asked == [{FAN.format(row, side): 40 for row, side in zones}]


def test_another_seat_has_wishes_of_its_own() -> None:
    hand = Hand()
    knob = hand.knob('seat.heating', 'row1_driver')
    knob.turn_to(1)
    knob.place(('row2_passenger',))
    assert not knob.is_open
    knob.turn_to(3)
    assert hand.asked[-1] == {'Vehicle.Cabin.Seat.Row2.PassengerSide.HeatingCooling': 100}


@pytest.mark.parametrize(('language', 'name'), [('en', 'Seat heating'), ('zh', '座椅加热')])
def test_a_knob_is_called_as_the_catalogue_calls_its_function(language: Language, name: str) -> None:
    assert Hand(language).knob('seat.heating', 'row1_driver').name == name


def test_a_touch_comes_from_the_seat_of_who_touches() -> None:
    hand = Hand()
    hand.cockpit.viewer.seat = 'row2_driver'
    hand.knob('trunk.open').toggle()
    assert hand.done.touched == [('set_signals', {'signals': {TRUNK: True}}, 'row2_driver')]
