"""How much a route request costs beside Valhalla alone, which is asked the same and answers in its own terms.

In processor time, of requests in the demo town from one point to another: the search, and what makes a route of it.
"""

import json
import time
from collections.abc import Callable

import numpy as np
from measuring import Bench
from table import Row, at

from ipa_agents.data_folder import data_folder
from ipa_agents.errors import NoRoute
from ipa_agents.travel.geodesy import Frame
from ipa_agents.travel.guiding.guidance import load_guidance
from ipa_agents.travel.map.folder import load_drawing
from ipa_agents.travel.places.place import Place
from ipa_agents.travel.routing.engine import location, valhalla_config
from ipa_agents.travel.routing.position import Position
from ipa_agents.travel.routing.router import Router

_AROUND = 4000.0
"""m east, west, north and south of the market square."""


def bench_routing(bench: Bench) -> None:
    """By turns, on the same pairs; a first round warms up both."""
    from valhalla import Actor

    town = data_folder() / 'town'
    router = Router(town / 'tiles', lambda: load_drawing(town), {}, load_guidance())
    actor = Actor(valhalla_config(town / 'tiles'))
    pairs = _pairs(router, bench.of(300, 5))
    ours: list[float] = []
    bare: list[float] = []
    for number, (start, goal) in enumerate([*pairs, *pairs]):
        bench.at('routing: requests', number + 1, 2 * len(pairs))
        request = {
            'locations': [location(start), location(Position(goal.latitude, goal.longitude))],
            'costing': 'auto',
            'directions_type': 'maneuvers',
        }
        bare.append(_took(lambda: actor.route(json.dumps(request))))  # noqa: B023
        ours.append(_took(lambda: router.plan(start, goal)))  # noqa: B023
    ours, bare = ours[len(pairs) :], bare[len(pairs) :]
    starts = [start for start, _ in pairs]
    many = _took(lambda: router.matrix(starts[:1], starts[:100]))
    bench.add(
        Row.compared('a route request, p50', at(ours, 50), at(bare, 50), 'ms', at_most=1.2),
        Row.compared('a route request, p95', at(ours, 95), at(bare, 95), 'ms'),
        Row.alone(f'times and distances from 1 place to {len(starts[:100])}', many, 'ms'),
    )


def _took(call: Callable[[], object]) -> float:
    """ms of processor time."""
    began = time.process_time()
    call()
    return (time.process_time() - began) * 1000


def _pairs(router: Router, count: int) -> list[tuple[Position, Place]]:
    rng = np.random.default_rng(1)
    frame = Frame(31.2, 165.4)
    pairs: list[tuple[Position, Place]] = []
    while len(pairs) < count:
        latitudes, longitudes = frame.to_degrees(rng.uniform(-_AROUND, _AROUND, (2, 2)))
        start = Position(float(latitudes[0]), float(longitudes[0]))
        goal = Place('', 'goal', '', '', float(latitudes[1]), float(longitudes[1]))
        try:
            router.plan(start, goal)
        except NoRoute:
            continue  # at sea
        pairs.append((start, goal))
    return pairs
