import os
import resource
from collections.abc import Iterator
from pathlib import Path

import pytest
from mcap.reader import make_reader
from mcap_ros2.decoder import DecoderFactory
from recordings import NOON, NOTE, note, record, recorded

from ipa_agents.errors import RecordingError
from ipa_agents.recording.reader import Reader
from ipa_agents.recording.records import Channel, Quality
from ipa_agents.recording.writer import RecordingWriter

LIMIT = 40_000


@pytest.fixture
def _small_disk() -> Iterator[None]:
    """No file of this process can become larger than LIMIT bytes: writing beyond it fails as on a full disk."""
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (LIMIT, before[1]))
    yield
    resource.setrlimit(resource.RLIMIT_FSIZE, before)


def test_other_readers_of_mcap_find_every_message(tmp_path: Path) -> None:
    latched = Channel('/car/state', NOTE.type, NOTE.definition, Quality(is_latched=True, depth=1), 'RIHS01_0')
    file = recorded(tmp_path / 'a.mcap', note(0, 'hello'), note(1, '你好'), record(latched, 2, text='state'))
    with file.open('rb') as stream:
        reader = make_reader(stream, validate_crcs=True, decoder_factories=[DecoderFactory()])
        heard = [(channel.topic, told.text) for _, channel, _, told in reader.iter_decoded_messages()]
        found = reader.get_summary()
        assert heard == [('/car/note', 'hello'), ('/car/note', '你好'), ('/car/state', 'state')]
        assert reader.get_header().profile == 'ros2'
        assert found is not None
        assert found.statistics is not None
        assert (found.statistics.message_count, found.statistics.message_start_time) == (3, NOON)
        assert [schema.name for schema in found.schemas.values()] == ['tests/msg/Note']
        state = next(channel for channel in found.channels.values() if channel.topic == '/car/state')
    assert state.metadata['topic_type_hash'] == 'RIHS01_0'
    assert 'durability: transient_local' in state.metadata['offered_qos_profiles']


def test_a_recording_is_never_overwritten(tmp_path: Path) -> None:
    file = recorded(tmp_path / 'a.mcap', note(0, 'hello'))
    before = file.read_bytes()
    with pytest.raises(RecordingError, match='there already'):
        RecordingWriter(file, '/car')
    assert file.read_bytes() == before


def test_a_folder_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(RecordingError, match='cannot be written: No such file'):
        RecordingWriter(tmp_path / 'away' / 'a.mcap', '/car')


def test_what_was_flushed_survives_the_end_of_the_process(tmp_path: Path) -> None:
    writer = RecordingWriter(tmp_path / 'a.mcap', '/car')
    writer.write(note(0, 'kept'))
    writer.flush()
    writer.write(note(1, 'lost'))
    reader = Reader(tmp_path / 'a.mcap')  # as after kill -9: nobody closed the file
    assert len(list(reader)) == 1
    assert 'cut' in reader.damage


@pytest.mark.usefixtures('_small_disk')
def test_a_full_disk_leaves_what_was_written_before(tmp_path: Path) -> None:
    writer = RecordingWriter(tmp_path / 'a.mcap', '/car')
    flushed = 0
    with pytest.raises(RecordingError, match=r'File too large; the recording is whole up to \d+ bytes'):  # noqa: PT012
        for second in range(1000):
            writer.write(note(second, os.urandom(2000).hex()))
            writer.flush()
            flushed += 1
    assert flushed > 5
    writer.close()  # does nothing more, and does not fail
    reader = Reader(tmp_path / 'a.mcap')
    assert len(list(reader)) == flushed == writer.messages
    assert (tmp_path / 'a.mcap').stat().st_size == writer.size


@pytest.mark.usefixtures('_small_disk')
def test_a_disk_that_is_full_only_for_the_index_keeps_all_messages(tmp_path: Path) -> None:
    writer = RecordingWriter(tmp_path / 'a.mcap', '/car')
    second = 0
    while writer.size < LIMIT - 300:  # a chunk of one short message takes about 250 bytes
        writer.write(note(second, 'a'))
        writer.flush()
        second += 1
    with pytest.raises(RecordingError, match='File too large'):
        writer.close()
    reader = Reader(tmp_path / 'a.mcap')
    assert len(list(reader)) == second


def test_after_a_failure_nothing_more_is_taken(tmp_path: Path) -> None:
    writer = RecordingWriter(tmp_path / 'a.mcap', '/car')
    writer.close()
    writer.write(note(0, 'late'))
    with pytest.raises(RecordingError, match='has ended'):
        writer.flush()
