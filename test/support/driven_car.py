"""A navigator in a car that is driven by hand, in a world in which every place can be reached but an island."""

from collections.abc import Sequence
from dataclasses import replace

from ipa_agents.errors import NoRoute
from ipa_agents.language import Words
from ipa_agents.travel.geodesy import Frame, distance
from ipa_agents.travel.guiding.guidance import load_guidance
from ipa_agents.travel.guiding.navigator import Navigator
from ipa_agents.travel.places.place import Place
from ipa_agents.travel.routing.avoid import Avoid
from ipa_agents.travel.routing.position import Position
from ipa_agents.travel.routing.route import Maneuver, Route, Via
from ipa_agents.travel.routing.survey import Lag, Stretch, Survey

__all__ = ['ISLAND', 'MALL', 'PARK', 'ZOO', 'DrivenCar', 'Roads', 'at', 'place']

FRAME = Frame(31.2, 165.4)
SPEED = 10.0


def at(east: float, north: float) -> tuple[float, float]:
    latitude, longitude = FRAME.to_degrees([east, north])
    return float(latitude), float(longitude)


def place(name: str, east: float, north: float) -> Place:
    return Place(f'n-{name}', name, f'{name}地', 'cafe', *at(east, north))


MALL, PARK, ZOO, ISLAND = (
    place('mall', 2000, 1500),
    place('park', 900, 0),
    place('zoo', 0, 3000),
    place('island', -9, -9),
)


JAM = (1200.0, 1800.0)
"""m east of the origin between which the road to the east may be slow or closed."""
_EASTERN = Words('East Road', '东路')


class Roads:
    """A planner for a world in which every way first goes east, then north, or the other way round, at 10 m/s.

    On the road to the east there may be a jam, in which cars move at `jam` m/s, 0 where it is closed.
    """

    def __init__(self) -> None:
        self.asked: list[tuple[Position, Place, tuple[Place, ...]]] = []
        self.wishes: list[tuple[tuple[Via, ...], Avoid]] = []
        self.jam = SPEED
        self.tolls: tuple[Stretch, ...] = ()
        self.is_without_other_way = False

    def plan(
        self,
        start: Position,
        destination: Place,
        stops: Sequence[Place],
        preference: str,
        alternatives: int,
        vias: Sequence[Via],
        avoid: Avoid,
    ) -> list[Route]:
        self.asked.append((start, destination, tuple(stops)))
        self.wishes.append((tuple(vias), avoid))
        if ISLAND in (destination, *stops):
            raise NoRoute('no bridge')
        ways = (False,) if self.is_without_other_way else (False, True)
        routes = [self._route(start, destination, stops, preference, first_north) for first_north in ways]
        routes = [
            replace(route, duration=route.duration + self.survey(route).delay(-1.0), vias=tuple(vias), avoid=avoid)
            for route in routes
        ]
        if not self.is_without_other_way:
            routes = [route for route in routes if not self.survey(route).closure(-1.0)]
        return sorted(routes, key=lambda route: round(route.duration))[: 1 + alternatives * (not stops)]

    def survey(self, route: Route) -> Survey:
        (east, north), (further, _) = FRAME.to_metres(route.latitudes[:2], route.longitudes[:2])
        begins, ends = max(0.0, JAM[0] - east), JAM[1] - east
        if self.jam == SPEED or abs(north) > 1 or further < JAM[1] or ends <= begins:
            return Survey(self.tolls)
        seconds = (ends - begins) * (1 / self.jam - 1 / SPEED) if self.jam else 0.0
        return Survey(lags=(Lag(begins, ends, seconds, not self.jam, _EASTERN),))

    def _route(
        self, start: Position, destination: Place, stops: Sequence[Place], preference: str, first_north: bool
    ) -> Route:
        points = [(start.latitude, start.longitude)]
        maneuvers: list[Maneuver] = []
        done = 0.0
        for goal in (*stops, destination):
            corner = (goal.latitude, points[-1][1]) if first_north else (points[-1][0], goal.longitude)
            for kind, spot in (
                ('START' if not maneuvers else 'LEFT', corner),
                ('LEFT', (goal.latitude, goal.longitude)),
            ):
                length = float(distance(*points[-1], *spot))
                maneuvers.append(Maneuver(kind, kind.title(), '左转', 'A', '甲', done, length, length / SPEED))
                done += length
                points.append(spot)
            maneuvers.append(
                Maneuver('DESTINATION', f'You reach {goal.name}', f'到达{goal.name_zh}', '', '', done, 0.0, 0.0)
            )
        latitudes, longitudes = zip(*points, strict=True)
        name = f'route-{len(self.asked)}-{first_north}'
        duration = done / SPEED
        return Route(
            name, destination, tuple(stops), done, duration, False, preference, tuple(maneuvers), latitudes, longitudes
        )


class DrivenCar:
    """A navigator in a car that is driven by hand."""

    def __init__(self) -> None:
        self.roads = Roads()
        self.navigator = Navigator(self.roads, load_guidance(), alternatives=1)
        self.now = 1000.0
        self.said: list[str] = []

    def be_at(self, east: float, north: float, heading: float | None = None, speed: float = SPEED) -> None:
        self.now += 1.0
        said = self.navigator.see_position(*at(east, north), heading, speed, self.now)
        self.said += [words.en for words in said]
        assert all(words.zh for words in said)

    def drive(self, east: float, north: float, east_to: float, north_to: float) -> None:
        """Drive straight on, seen every 10 m."""
        steps = round(max(abs(east_to - east), abs(north_to - north)) / SPEED)
        for step in range(steps + 1):
            share = step / steps
            self.be_at(east + share * (east_to - east), north + share * (north_to - north))
