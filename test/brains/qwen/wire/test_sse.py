import asyncio
import contextlib
import itertools
from collections.abc import AsyncIterator, Iterable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ipa_agents.brains.qwen.wire.sse import event_data
from ipa_agents.errors import ModelBroken

STREAM = (
    b': a comment\r\n\r\nevent: chunk\nid: 1\ndata: {"a": 1}\n\n'
    b'data:{"b":\r\ndata: "\xe7\xa9\xba\xe8\xb0\x83"}\r\n\r\nretry: 5\n\ndata: [DONE]\n\ndata: half'
)
DATA = ['{"a": 1}', '{"b":\n"空调"}', '[DONE]']


def read(pieces: Iterable[bytes]) -> list[str]:
    async def arriving() -> AsyncIterator[bytes]:
        for piece in pieces:
            yield piece

    async def reading() -> list[str]:
        return [data async for data in event_data(arriving())]

    return asyncio.run(reading())


def test_events_are_told_from_comments_other_fields_and_what_is_unfinished() -> None:
    assert read([STREAM]) == DATA


@given(st.lists(st.integers(0, len(STREAM))))
def test_it_does_not_matter_where_the_stream_is_cut_into_pieces(cuts: list[int]) -> None:
    edges = [0, *sorted(cuts), len(STREAM)]
    assert read(STREAM[start:end] for start, end in itertools.pairwise(edges)) == DATA


@given(st.lists(st.binary()))
def test_whatever_comes_is_read_or_refused(pieces: list[bytes]) -> None:
    with contextlib.suppress(ModelBroken):
        read(pieces)


def test_bytes_that_are_no_text_are_refused() -> None:
    with pytest.raises(ModelBroken, match='UTF-8'):
        read([b'data: \xff\xfe\n\n'])


@pytest.mark.parametrize('piece', [b'data: ' + b'x' * 500, b'data: xxx\n' * 50], ids=['line', 'event'])
def test_what_has_no_end_is_given_up(piece: bytes) -> None:
    async def endless() -> AsyncIterator[bytes]:
        while True:
            yield piece

    async def reading() -> None:
        async for _ in event_data(endless()):
            pytest.fail('there is no whole event')

    with pytest.raises(ModelBroken, match='no end'):
        asyncio.run(reading())
