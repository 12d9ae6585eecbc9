"""The calls of one answer, in their order."""

import asyncio
from typing import Any

from rehearsal import CATALOGUE

from ipa_agents.brains.agents import load_agents
from ipa_agents.brains.interface import Call, Used
from ipa_agents.brains.qwen.blackboard import Blackboard
from ipa_agents.brains.qwen.calls import Calls
from ipa_agents.brains.qwen.prompt.toolbox import load_toolbox
from ipa_agents.brains.qwen.speech.leftover import WantedCall

FAN = 'Vehicle.Cabin.HVAC.Station.Row1.Driver.FanSpeed'
SET = WantedCall('set_signals', {'signals': {FAN: 60}})
READ = WantedCall('read_signals', {'paths': [FAN], 'tell': False})
SEARCH = WantedCall('search_places', {'kind': 'cafe', 'tell': False})


class SlowCar:
    """Takes a while for what it does; what it is asked to look for it finds when it is done."""

    def __init__(self) -> None:
        self.fan = 20
        self._done = asyncio.Event()

    async def use(self, agent: str, call: Call) -> Used:
        if call.tool == 'search_places':
            await self._done.wait()
            return Used({'places': []}, is_settled=False)
        if call.tool == 'read_signals':
            return Used({'signals': {FAN: self.fan}}, is_settled=False)
        await asyncio.sleep(0.01)
        self.fan = call.arguments['signals'][FAN]
        self._done.set()
        return Used({'status': 'DONE'}, is_settled=True)

    async def say(self, text: str, *, continues: bool = False) -> None: ...

    def pulse(self) -> None: ...

    def trace(self, stage: str, **detail: Any) -> None: ...


def carried_out(car: SlowCar, *wanted: WantedCall) -> list[Any]:
    agents = load_agents()
    genius = next(agent for agent in agents if agent.id == 'car_genius')
    calls = Calls(genius, agents, load_toolbox(), CATALOGUE, car, Blackboard(lambda path: ()), lambda text: '', 9)

    async def scene() -> list[Any]:
        async with asyncio.timeout(10):
            return [used.data for used in await calls.carry_out(wanted)]

    return asyncio.run(scene())


def test_what_is_read_after_an_act_is_what_the_act_has_left() -> None:
    told = carried_out(SlowCar(), READ, SET, READ)
    assert [data['signals'][FAN] for data in (told[0], told[2])] == [20, 60]


def test_an_act_does_not_wait_for_what_is_looked_for_before_it() -> None:
    told = carried_out(SlowCar(), SEARCH, SET)
    assert told == [{'places': []}, {'status': 'DONE'}]
