from dataclasses import replace

import pytest
from recordings import NOON, NOTE, note, record

from ipa_agents.errors import RecordingError
from ipa_agents.recording.decoding import decode, plain


def test_fields_are_attributes() -> None:
    message = decode(note(1.5, '你好'))
    assert (message.text, list(message.numbers)) == ('你好', [1.5])
    assert message.header.stamp.sec == NOON // 10**9 + 1


def test_a_message_becomes_what_json_knows() -> None:
    told = plain(decode(record(NOTE, 0, text='a', numbers=[1.0, float('nan'), float('inf')])))
    assert told['header'] == {'stamp': {'sec': NOON // 10**9, 'nanosec': 0}, 'frame_id': ''}
    assert (told['text'], told['numbers']) == ('a', [1.0, None, None])


@pytest.mark.parametrize('data', [b'', b'\0\1\0\0', note(0, 'a long text').data[:30]])
def test_bytes_that_are_no_message_are_an_error(data: bytes) -> None:
    with pytest.raises(RecordingError, match='a message on /car/note is no tests/msg/Note'):
        decode(replace(note(0, ''), data=data))


def test_what_the_library_cannot_read_is_an_error() -> None:
    wide = replace(NOTE, definition='wstring text')
    with pytest.raises(RecordingError, match='/car/note is no tests/msg/Note: wstring'):
        decode(replace(note(0, ''), channel=wide))


def test_a_definition_that_is_none_is_an_error() -> None:
    with pytest.raises(RecordingError, match='/car/note'):
        decode(replace(note(0, ''), channel=replace(NOTE, definition='Unknown field')))
