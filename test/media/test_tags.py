import io
import os
from pathlib import Path

import pytest
from audio import mp3, tone

from ipa_agents.media.tags import Tags, read_tags


def id3v1(title: bytes, artist: bytes) -> bytes:
    return b'TAG' + title[:30].ljust(30, b'\0') + artist[:30].ljust(30, b'\0') + bytes(30 + 4 + 30) + b'\xff'


def id3v2(frame: bytes, encoding: int, text: bytes, size: int | None = None) -> bytes:
    body = frame + (len(text) + 1).to_bytes(4, 'big') + b'\0\0' + bytes([encoding]) + text
    length = len(body) if size is None else size
    return b'ID3\3\0\0' + bytes(length >> shift & 0x7F for shift in (21, 14, 7, 0)) + body


def test_all_that_is_shown_is_read(tmp_path: Path) -> None:
    file = mp3(
        tmp_path / 'a.mp3',
        2.0,
        title='晴天',
        artist='林夏',
        album='叶',
        genre='Pop',
        date='2003-07-31',
        tracknumber='4/9',
    )
    tags = read_tags(str(file))
    assert (tags.title, tags.artist, tags.album, tags.genre) == ('晴天', '林夏', '叶', 'Pop')
    assert (tags.year, tags.number, tags.fault) == (2003, 4, '')
    assert tags.duration == pytest.approx(2.0, abs=0.1)


def test_a_file_without_tags_has_a_length(tmp_path: Path) -> None:
    assert read_tags(str(tone(tmp_path / 'a.wav', 3.0))) == Tags(duration=3.0)


@pytest.mark.parametrize(
    ('written', 'read'),
    [
        ('月光'.encode('gbk'), '月光'),
        ('七里香 (Live)'.encode('gbk'), '七里香 (Live)'),
        ('月光'.encode(), '月光'),
        ('Café Zoë'.encode('latin-1'), 'Café Zoë'),
        ('Motörhead'.encode('latin-1'), 'Motörhead'),
        (b'Plain', 'Plain'),
    ],
)
def test_text_in_latin_1_is_read_in_the_encoding_that_it_was_written_in(
    tmp_path: Path, written: bytes, read: str
) -> None:
    audio = mp3(tmp_path / 'a.mp3').read_bytes()
    (tmp_path / 'v2.mp3').write_bytes(id3v2(b'TIT2', 0, written) + audio)
    (tmp_path / 'v1.mp3').write_bytes(audio + id3v1(written, written))
    assert read_tags(str(tmp_path / 'v2.mp3')).title == read
    assert read_tags(str(tmp_path / 'v1.mp3')).artist == read


def test_a_name_that_id3v1_cut_within_a_character_loses_that_one(tmp_path: Path) -> None:
    name = 'x' + '很' * 20
    (tmp_path / 'a.mp3').write_bytes(mp3(tmp_path / 'a.mp3').read_bytes() + id3v1(name.encode('gbk'), b''))
    assert read_tags(str(tmp_path / 'a.mp3')).title == 'x' + '很' * 14


def test_control_characters_and_lines_are_no_part_of_a_name(tmp_path: Path) -> None:
    file = mp3(tmp_path / 'a.mp3', title='one\ntwo\x1b[31m\tthree')
    assert read_tags(str(file)).title == 'one two [31m three'


def test_what_is_endless_is_cut(tmp_path: Path) -> None:
    assert len(read_tags(str(mp3(tmp_path / 'a.mp3', title='la ' * 5000))).title) == 200


def test_a_tag_of_100_mb_is_not_read(tmp_path: Path) -> None:
    file = tmp_path / 'a.mp3'
    text = 100 * 2**20
    with file.open('wb') as opened:
        opened.write(id3v2(b'TIT2', 3, b'x', text).replace((2).to_bytes(4, 'big'), text.to_bytes(4, 'big')))
        opened.truncate(text + 1000)  # sparse
    assert read_tags(str(file)) == Tags(fault='huge tags')


def test_a_picture_costs_nothing(tmp_path: Path) -> None:
    from mutagen.id3 import APIC, ID3, TIT2

    tags = ID3()
    tags.add(APIC(mime='image/jpeg', type=3, data=os.urandom(3 * 2**20)))
    tags.add(TIT2(encoding=3, text='Cover'))
    written = io.BytesIO()
    tags.save(written)
    file = tmp_path / 'a.mp3'
    file.write_bytes(written.getvalue() + mp3(tmp_path / 'b.mp3').read_bytes())
    assert read_tags(str(file)).title == 'Cover'


def test_what_cannot_be_read_is_named(tmp_path: Path) -> None:
    (tmp_path / 'empty.mp3').touch()
    (tmp_path / 'folder.mp3').mkdir()
    (tmp_path / 'noise.flac').write_bytes(bytes(range(256)) * 100)
    faults = {name: read_tags(str(tmp_path / name)).fault for name in os.listdir(tmp_path)}
    assert faults == {'empty.mp3': 'empty', 'folder.mp3': 'unreadable', 'noise.flac': 'broken tags'}
    assert read_tags(str(tmp_path / 'missing.mp3')).fault == 'unreadable'


def test_no_search_through_a_whole_file_that_is_no_audio(tmp_path: Path) -> None:
    file = tmp_path / 'a.mp3'
    with file.open('wb') as opened:
        opened.truncate(2**30)
    assert read_tags(str(file)).fault == 'huge tags'


@pytest.mark.parametrize('name', ['a.ape', 'a.wv'])
def test_a_format_whose_tags_are_not_known_has_none(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_bytes(b'MAC ' + bytes(1000))
    assert read_tags(str(tmp_path / name)) == Tags()
