"""A navigator in a car that is driven by hand, in a world in which every place can be reached but an island."""

from collections.abc import Sequence

from ipa_agents.errors import NoRoute
from ipa_agents.travel.geodesy import Frame, distance
from ipa_agents.travel.guiding.guidance import load_guidance
from ipa_agents.travel.guiding.navigator import Navigator
from ipa_agents.travel.places.place import Place
from ipa_agents.travel.routing.route import Maneuver, Route
from ipa_agents.travel.routing.position import Position

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


class Roads:
    """A planner for a world in which every way first goes east, then north, at 10 m/s."""

    def __init__(self) -> None:
        self.asked: list[tuple[Position, Place, tuple[Place, ...]]] = []

    def plan(
        self, start: Position, destination: Place, stops: Sequence[Place], preference: str, alternatives: int
    ) -> list[Route]:
        self.asked.append((start, destination, tuple(stops)))
        if ISLAND in (destination, *stops):
            raise NoRoute('no bridge')
        routes = [self._route(start, destination, stops, preference, first_north) for first_north in (False, True)]
        return routes[: 1 + alternatives * (not stops)]

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
