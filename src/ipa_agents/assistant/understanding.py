"""All brains start together; a sure answer of one wins and cancels the others."""

import asyncio
from collections.abc import Sequence

from ipa_agents.brains.interface import Brain, Context, Interpretation, Sentence

__all__ = ['NOT_UNDERSTOOD', 'SURE', 'understand']

SURE = 0.5
NOT_UNDERSTOOD = Interpretation((), 0.0, '')


async def understand(brains: Sequence[Brain], sentence: Sentence, context: Context, patience: float) -> Interpretation:
    """The first sure interpretation, those of earlier brains before those of later ones that come at the same time.

    When none is sure, the surest that came within `patience` seconds. Raises the brains' error when all of them fail.
    """
    tasks = [asyncio.create_task(brain.interpret(sentence, context), name=brain.name) for brain in brains]
    try:
        return await _race(tasks, patience)
    finally:
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)


async def _race(tasks: Sequence[asyncio.Task[Interpretation]], patience: float) -> Interpretation:
    deadline = asyncio.get_running_loop().time() + patience
    pending = set(tasks)
    while pending:
        left = deadline - asyncio.get_running_loop().time()
        done, pending = await asyncio.wait(pending, timeout=left, return_when=asyncio.FIRST_COMPLETED)
        sure = [
            task.result()
            for task in tasks
            if task in done and not task.exception() and task.result().confidence >= SURE
        ]
        if sure:
            return sure[0]
        if not done:
            break
    ended = [task for task in tasks if task.done()]
    if not ended:
        raise TimeoutError
    answers = [task.result() for task in ended if not task.exception()]
    if not answers:
        raise ended[0].exception() or RuntimeError(ended[0].get_name())
    return max(answers, key=lambda answer: answer.confidence)
