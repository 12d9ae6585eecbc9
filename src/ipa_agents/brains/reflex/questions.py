"""Questions about the state of the car: "is my window open?", "空调开着吗"."""

import re
from collections.abc import Sequence

from ipa_agents.brains.interface import Act, Call, Domain, Step
from ipa_agents.brains.reflex.lexicon import Tag
from ipa_agents.brains.reflex.zones import seats_for
from ipa_agents.language import Language
from ipa_agents.vehicle.seats import Seat

__all__ = ['is_question', 'state_question']

_QUESTION = {
    'en': re.compile(
        r'^(?:is|are|was|were|what|which|how|when|where|who|why|do i have|did|does|do you know|has|have you|have i|am i|tell me|show me what|check|can you tell)\b'
        r'|^(?:status|state) of\b|\bstatus$|\bor not$',
        re.IGNORECASE,
    ),
    'zh': re.compile(
        '(?:吗|么|没有|没|呢)$|多少|几度|几档|几级|几挡|多大|多高|什么颜色|什么模式|哪个模式|什么档|是不是|有没有|是否|的状态|状态是|怎么样|什么状态|'
        '^(?:查询|查看|查一下|看看|检查|看一下|检查一下|告诉我|哪个|哪扇|哪些|有几)|为什么|怎么[^么]'
    ),
}  # fmt: skip
_REQUEST = re.compile('^(?:可以|能|能不能|可不可以|能否)|(?:好吗|行吗|可以吗|好么|行么)$')


def is_question(clause: str, language: Language) -> bool:
    """Whether `clause` asks something, rather than asking for something to be done."""
    if language == 'zh' and _REQUEST.search(clause):
        return False
    return bool(_QUESTION[language].search(clause))


def state_question(clause: str, tags: Sequence[Tag], speaker: Seat) -> Step | None:
    """A step that reads what `clause` asks about; None when it names no function and no signal."""
    zones = [tag.readings['zone'] for tag in tags if 'zone' in tag.readings]
    for tag in tags:
        if 'function' in tag.readings:
            function, plural = tag.readings['function'][0]
            seats = seats_for(function, zones, speaker, plural) or function.zones
            paths = [function.path_of(seat) for seat in seats]
            slots = {'function': function.id}
            return Step(Domain.VEHICLE, Act.INFORM, Call('read_signals', {'paths': paths}), 'state', slots, text=clause)
    for tag in tags:
        if 'sensor' in tag.readings:
            paths = [spec.path for spec in tag.readings['sensor']]
            return Step(Domain.VEHICLE, Act.INFORM, Call('read_signals', {'paths': paths}), 'state', text=clause)
    return None
