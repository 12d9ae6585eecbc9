"""The bytes of a stream of Server-Sent Events (WHATWG HTML, section 9.2) as the data of its events."""

from collections.abc import AsyncGenerator, AsyncIterable

from ipa_agents.errors import ModelBroken

__all__ = ['event_data']

_LONGEST = 1_000_000  # bytes of an event; a chunk of a chat has some hundred


async def event_data(pieces: AsyncIterable[bytes]) -> AsyncGenerator[str, None]:
    """The data of each event, as it arrives; other fields and comments are passed over, as is an unfinished event.

    A line ends with LF or CR LF, as servers of models send it; a CR alone, which the standard knows, too, ends none.
    Raises ModelBroken for an event that has no end, and for bytes that are no UTF-8.
    """
    rest, data, size = b'', list[str](), 0
    async for piece in pieces:
        *lines, rest = (rest + piece).split(b'\n')
        for line in lines:
            line = line.removesuffix(b'\r')
            if line.startswith(b'data:'):
                data.append(_text(line[5:].removeprefix(b' ')))
                size += len(line)
            elif not line and data:
                yield '\n'.join(data)
                data, size = [], 0
        if size + len(rest) > _LONGEST:
            raise ModelBroken('an event of the stream has no end', 'endless')


def _text(line: bytes) -> str:
    try:
        return line.decode()
    except UnicodeDecodeError as error:
        raise ModelBroken('the stream is no UTF-8', 'unreadable') from error
