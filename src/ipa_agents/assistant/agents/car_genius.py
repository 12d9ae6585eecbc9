"""Car Genius: the car's functions, its state, its media player."""

from collections.abc import Mapping

from ipa_agents.assistant.car_words import describe, names_of
from ipa_agents.assistant.desk import Desk
from ipa_agents.assistant.media_words import now_playing
from ipa_agents.assistant.result import Kind, Result
from ipa_agents.assistant.sensor_words import with_flags
from ipa_agents.assistant.told import told
from ipa_agents.brains.interface import Step
from ipa_agents.vehicle.signals import Value

__all__ = ['propose', 'read_media', 'read_signals']

# What is told by other signals than those that were asked for: where we are by the road, not in degrees.
_IN_WORDS = {
    'location': ('Vehicle.Cabin.Infotainment.Navigation.RoadName',),
    'weather_outside': ('Vehicle.Exterior.Weather', 'Vehicle.Exterior.AirTemperature'),
}
_FEW = 8
_MOST_CLAUSES = 6


async def propose(step: Step, agent: str, desk: Desk) -> Result:
    """Have the guard do the step's call, as it stands."""
    assert step.call is not None
    return await told(desk, await desk.propose(agent, step.call))


async def read_signals(step: Step, agent: str, desk: Desk) -> Result:
    """Tell what the car reports of the asked signals, and of which it reports nothing."""
    assert step.call is not None
    paths = _IN_WORDS.get(step.topic) or tuple(step.call.arguments.get('paths', ()))
    signals = desk.car.signals
    known = {path: signals[path] for path in with_flags(paths) if path in signals}
    clauses = tuple(describe(desk.listener, _remarkable(known, desk), 'state'))[:_MOST_CLAUSES]
    if clauses:
        return Result(Kind.TOLD, clauses, call=step.call)
    what = names_of(desk.listener, paths)
    wording = desk.listener.wording
    text = wording('unknown_values', what=what) if what else wording('inform.default')
    return Result(Kind.TROUBLE, sentences=(text,), call=step.call)


def _remarkable(values: Mapping[str, Value], desk: Desk) -> dict[str, Value]:
    """Of many signals at once, those that are not off: nobody wants to hear forty of them."""
    if len(values) <= _FEW:
        return dict(values)
    idle = {(path, function.off) for path in values for function in desk.listener.catalogue[path].functions}
    return {path: value for path, value in values.items() if (path, value) not in idle}


async def read_media(step: Step, agent: str, desk: Desk) -> Result:
    """Tell what plays."""
    return Result(Kind.TOLD, (now_playing(desk.listener, desk.car.playing),), call=step.call)
