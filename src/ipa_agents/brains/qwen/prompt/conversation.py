"""The conversation so far as messages, cut and summed up in steps, so that its beginning stays equal for many turns.

Nothing is remembered here: the same entries give the same messages. An open question stands in the ending besides.
"""

import json
from collections.abc import Iterator, Sequence
from itertools import groupby

from ipa_agents.brains.interface import Entry
from ipa_agents.brains.qwen.budget import ConversationLimits
from ipa_agents.brains.qwen.prompt.harmless import harmless
from ipa_agents.brains.qwen.wire.chat import Message, ToolCall

__all__ = ['conversation']

_REMARK = 80  # characters of what was said, in the summary


def conversation(entries: Sequence[Entry], limits: ConversationLimits) -> tuple[Message, ...]:
    """The summary of what was cut, if anything was, and then the entries word for word."""
    cut = _cut(entries, limits)
    summary = _summary(entries[max(0, cut - limits.summed_up) : cut])
    shown = [Message('user', summary)] if summary else []
    for role, group in groupby(entries[cut:], key=lambda entry: entry.role):
        run = list(group)
        shown += _tools(run) if role == 'tool' else _said(run, limits.text)
    return tuple(shown)


def _cut(entries: Sequence[Entry], limits: ConversationLimits) -> int:
    """The index of the first entry that is shown: of a user, and the same until `limits.step` more have come."""
    if len(entries) <= limits.entries:
        return 0
    newest_cut = entries[-limits.entries].number
    number = newest_cut - newest_cut % limits.step
    first = next(index for index, entry in enumerate(entries) if entry.number >= number)
    return next((index for index in range(first, -1, -1) if entries[index].role == 'user'), first)


def _summary(entries: Sequence[Entry]) -> str:
    parts = []
    for entry in entries:
        if entry.role == 'user':
            parts.append(f'"{_short(entry.text, _REMARK)}"')
        elif entry.role == 'tool':
            told = json.loads(entry.text)
            parts.append(f'({told["tool"]}: {told["status"]})')
    return f'Earlier: {" ".join(parts)}' if parts else ''


def _said(entries: Sequence[Entry], longest: int) -> Iterator[Message]:
    """Users one by one; what the assistant said in one go is one message."""
    texts = [_short(entry.text, longest) for entry in entries]
    if entries[0].role == 'assistant':
        texts = [' '.join(texts)]
    return (Message(entries[0].role, text) for text in texts)


def _tools(entries: Sequence[Entry]) -> list[Message]:
    """The calls of a turn as the model made them, then what became of each."""
    calls, results = [], []
    for entry in entries:
        told = json.loads(entry.text)
        arguments = harmless(json.dumps(told['arguments'], ensure_ascii=False))
        calls.append(ToolCall(f'call_{entry.number}', told['tool'], arguments))
        results.append(Message('tool', json.dumps({'status': told['status']}), call_id=f'call_{entry.number}'))
    return [Message('assistant', calls=tuple(calls)), *results]


def _short(text: str, longest: int) -> str:
    text = harmless(text[: 4 * longest])
    return text if len(text) <= longest else f'{text[: longest - 1]}…'
