"""A trip that is held and driven by hand, in a world with chargers or without."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from driven_car import MALL, PARK, ZOO, DrivenCar
from flat_earth import FlatEarth

from ipa_agents.language import Words
from ipa_agents.travel.charging.consumption import Conditions, load_consumption
from ipa_agents.travel.charging.electric_car import Battery, load_electric_car, load_terms
from ipa_agents.travel.charging.planner import Traveller
from ipa_agents.travel.guiding.guidance import load_guidance
from ipa_agents.travel.occupancy.occupancy import Occupancy
from ipa_agents.travel.places.found import Found, Results
from ipa_agents.travel.places.place import Place
from ipa_agents.travel.trips.driver import TripDriver
from ipa_agents.travel.trips.habits import load_habits
from ipa_agents.travel.trips.itinerary import Moment, TripPlanner
from ipa_agents.travel.trips.trip import Stop, Trip
from ipa_agents.travel.trips.weather import Weather

__all__ = ['STAY', 'A', 'B', 'C', 'Tour']

STAY = 60.0
A, B, C = (Stop(name, place, STAY) for name, place in (('walk', PARK), ('mall', MALL), ('zoo', ZOO)))


@dataclass
class Shelf:
    """A store that finds all that it has."""

    places: Sequence[Place]

    def search(self, query: Any) -> Results:
        return Results(tuple(Found(place, 0.0, ()) for place in self.places))


@dataclass
class Tour:
    """A held trip and the car that drives it; `heard` is what is said of the trip."""

    stops: tuple[Stop, ...] = (A, B, C)
    charge: float = 0.8
    chargers: tuple[Place, ...] = ()
    told: dict[str, Occupancy] = field(default_factory=dict)
    car: DrivenCar = field(default_factory=DrivenCar)
    heard: list[Words] = field(default_factory=list)

    def __post_init__(self) -> None:
        planner = TripPlanner(Shelf(self.chargers), FlatEarth(), load_habits(), self.told)  # type: ignore[arg-type]
        self.driver = TripDriver(planner, self.car.navigator, load_guidance())
        self.be_at(0, 0)
        if self.stops:
            self.driver.take(planner.timed(Trip(self.stops), self.moment))

    @property
    def said(self) -> list[str]:
        return [words.en for words in self.heard]

    @property
    def moment(self) -> Moment:
        battery = Battery(self.charge * 2.592e8, 2.592e8, 20.0)
        traveller = Traveller(load_electric_car(), load_consumption(), battery, Conditions(20, 20), load_terms())
        assert self.car.navigator.position
        return Moment(self.car.navigator.position, self.car.now, traveller, Weather())

    @property
    def where(self) -> tuple[str, str]:
        guide = self.driver.guide
        assert guide
        return guide.stop.id if guide.stop else '', guide.phase

    @property
    def goal(self) -> str:
        errand = self.car.navigator.errand
        return errand.destination.name if errand else ''

    def be_at(self, east: float, north: float, speed: float = 10.0) -> None:
        self.car.be_at(east, north, speed=speed)
        self.heard += self.driver.see(self.moment)

    def drive_to(self, place: Any) -> None:
        """Be there at once, as a car that was driven there is."""
        here = self.car.navigator.position
        assert here
        for latitude, longitude in ((here.latitude, place.longitude), (place.latitude, place.longitude)):
            self.car.navigator.see_position(latitude, longitude, None, 10.0, self.car.now)
        self.heard += self.driver.see(self.moment)

    def wait(self, seconds: float) -> None:
        for _ in range(10):
            self.set_clock(seconds / 10)

    def set_clock(self, seconds: float) -> None:
        self.car.now += seconds
        self.heard += self.driver.see(self.moment)
