import random
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from mcap.writer import Writer
from recordings import NOON, NOTE, note, recorded

from ipa_agents.errors import RecordingError
from ipa_agents.recording.reader import Reader, summary
from ipa_agents.recording.writer import RecordingWriter

WHOLE = [note(second, f'{second} {random.Random(second).random()}') for second in range(5)]
HEADER = 8 + 9 + 4 + len('ros2') + 4 + len('ipa_agents')  # bytes: magic, opcode and length, two texts


@pytest.fixture(scope='module')
def whole(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return recorded(tmp_path_factory.mktemp('whole') / 'whole.mcap', *WHOLE)


@pytest.fixture(scope='module')
def ends(tmp_path_factory: pytest.TempPathFactory) -> list[int]:
    """After how many bytes of `whole` each message is safe, its chunk's index included."""
    writer = RecordingWriter(tmp_path_factory.mktemp('ends') / 'whole.mcap', '/car')
    sizes = []
    for record in WHOLE:
        writer.write(record)
        writer.flush()
        sizes.append(writer.size)
    return sizes


def test_what_was_written_is_read(whole: Path) -> None:
    reader = Reader(whole)
    assert list(reader) == WHOLE
    assert (reader.namespace, reader.damage, reader.foreign) == ('/car', '', set())


def test_a_summary_tells_what_there_is(whole: Path) -> None:
    found = summary(Reader(whole))
    assert (found.namespace, found.start, found.seconds, found.damage) == ('/car', NOON, 4.0, '')
    assert found.messages == {NOTE: 5}


@given(data=st.data())
def test_a_cut_recording_is_read_up_to_the_cut(whole: Path, ends: list[int], data: st.DataObject) -> None:
    content = whole.read_bytes()
    length = data.draw(st.integers(HEADER, len(content) - 1))
    reader = Reader(cut_after(length, whole))
    read = list(reader)
    assert read == WHOLE[: len(read)]
    assert len(read) >= sum(end <= length for end in ends)
    assert 'is cut or damaged after' in reader.damage


@pytest.mark.parametrize('length', range(HEADER))
def test_a_recording_without_a_whole_header_is_none(length: int, whole: Path) -> None:
    with pytest.raises(RecordingError, match=r'cut\.mcap is'):
        Reader(cut_after(length, whole))


def cut_after(length: int, whole: Path) -> Path:
    cut = whole.with_name('cut.mcap')
    cut.write_bytes(whole.read_bytes()[:length])
    return cut


@given(data=st.data())
def test_damaged_bytes_never_become_other_messages(whole: Path, data: st.DataObject) -> None:
    content = bytearray(whole.read_bytes())
    for position in data.draw(st.lists(st.integers(0, len(content) - 1), min_size=1, max_size=4)):
        content[position] ^= data.draw(st.integers(1, 255))
    damaged = whole.with_name('damaged.mcap')
    damaged.write_bytes(content)
    try:
        reader = Reader(damaged)
    except RecordingError:
        return
    assert {record.data for record in reader} <= {record.data for record in WHOLE}


@pytest.mark.parametrize(
    ('content', 'reason'),
    [(b'', 'is empty'), (b'\x89MC', 'is no MCAP'), (b'PK\x03\x04' + bytes(500), 'is no MCAP'), (b'a' * 7, 'no MCAP')],
)
def test_what_is_no_recording_is_said_to_be_none(content: bytes, reason: str, tmp_path: Path) -> None:
    file = tmp_path / 'other.mcap'
    file.write_bytes(content)
    with pytest.raises(RecordingError, match=reason):
        Reader(file)


def test_a_file_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(RecordingError, match=r'away\.mcap cannot be read: No such file'):
        Reader(tmp_path / 'away.mcap')


def test_what_is_no_message_of_ros_is_named_and_left_out(tmp_path: Path) -> None:
    file = tmp_path / 'json.mcap'
    with file.open('wb') as stream:
        writer = Writer(stream)
        writer.start()
        schema = writer.register_schema('Note', 'jsonschema', b'{}')
        writer.add_message(writer.register_channel('/json', 'json', schema), NOON, b'{}', NOON)
        writer.finish()
    reader = Reader(file)
    assert list(reader) == []
    assert (reader.foreign, reader.damage) == ({'/json'}, '')
