import pytest

from ipa_agents.media.file_names import Named, named


@pytest.mark.parametrize(
    ('path', 'told'),
    [
        ('Song.mp3', Named('Song')),
        ('Ann Lee - Song.mp3', Named('Song', 'Ann Lee')),
        ('林夏-晴天.mp3', Named('晴天', '林夏')),
        ('林夏 - 晴天.flac', Named('晴天', '林夏')),
        ('Ann Lee - Album - 03 - Song.mp3', Named('Song', 'Ann Lee')),
        ('Ann Lee/Leaves/07 Song.mp3', Named('Song', 'Ann Lee', 'Leaves', 7)),
        ('Music/Ann Lee/Leaves/7. Song.mp3', Named('Song', 'Ann Lee', 'Leaves', 7)),
        ('林夏/晴天.mp3', Named('晴天', '林夏')),
        ('Leaves/03 - Ann Lee - Song.mp3', Named('Song', 'Ann Lee', '', 3)),
        ('7 Rings.mp3', Named('7 Rings')),
        ('1999.mp3', Named('1999')),
        ('99 Luftballons.mp3', Named('99 Luftballons')),
        ('a_long_name.mp3', Named('a long name')),
        ('Anti-Hero.mp3', Named('Anti-Hero')),
        ('one\ntwo\x07.mp3', Named('one two')),
        ('\udcff\udcfe.mp3', Named('\udcff\udcfe')),
        (' - .mp3', Named('-')),
    ],
)
def test_names_tell(path: str, told: Named) -> None:
    assert named(path) == told
