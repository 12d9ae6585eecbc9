from ipa_agents.media.folder import Folder
from ipa_agents.media.library import load_library
from ipa_agents.media.player import Player
from ipa_agents.media.search import Search
from ipa_agents.media.tags import Tags

EMPTY = load_library()


def folder(**tagged: Tags) -> Folder:
    made = Folder('/music', EMPTY)
    for path, tags in tagged.items():
        assert made.add(path, tags)
    return made


def test_tags_go_before_names() -> None:
    library = folder(**{'Ann/Leaves/01 x.mp3': Tags('晴天', duration=3.0)}).library(is_complete=True)
    (track,) = library.tracks.values()
    assert (track.title.en, track.title.zh, track.artist.zh, track.album.en) == ('晴天', '晴天', 'Ann', 'Leaves')
    assert (track.file, track.duration) == ('/music/Ann/Leaves/01 x.mp3', 3.0)
    assert library.stations
    assert not library.playlists


def test_a_genre_is_one_of_the_vocabulary_where_it_can_be() -> None:
    genres = {f'{genre[:3]}.mp3': Tags(genre=genre) for genre in ('Hip-Hop', '民谣', 'Pop/Rock', 'Vaporwave')}
    library = folder(**genres).library(is_complete=True)
    assert {track.genre for track in library.tracks.values()} == {'hip_hop', 'folk', 'pop', 'Vaporwave'}
    (match,) = Search(library).find('vaporwave', 'genre')
    assert len(match.tracks) == 1


def test_the_same_music_twice_is_there_once() -> None:
    twice = Tags('A', 'B', duration=180.2)
    made = folder(**{'a.mp3': twice})
    assert not made.add('b.mp3', twice)
    assert made.add('c.mp3', Tags('A', 'B', duration=200.0))


def test_ids_stay_the_same_whatever_else_is_there() -> None:
    first = folder(**{'a.mp3': Tags()}).library(is_complete=True)
    second = folder(**{'0.mp3': Tags(), 'a.mp3': Tags()}).library(is_complete=True)
    assert set(first.tracks) < set(second.tracks)


def test_albums_play_in_the_order_of_their_tracks_and_two_of_one_name_are_two() -> None:
    files = {
        'X/Best/b.mp3': Tags('first', 'X', 'Best', number=1001, duration=1.0),
        'X/Best/a.mp3': Tags('second', 'X', 'Best', number=1002, duration=1.0),
        'Y/Best/c.mp3': Tags('other', 'Y', 'Best', number=1001, duration=1.0),
    }
    library = folder(**files).library(is_complete=True)
    player = Player(library)
    player.play('first', 'track')
    titles = [library.tracks[track].title.en for track in player.state.queue]
    assert titles == ['first', 'second']


def test_people_find_names_by_any_part_that_they_would_say() -> None:
    files = {
        'a.mp3': Tags('晴天 (Sunny Day) [Live 2004]', '周林 Joe Lin', '叶', duration=1.0),
        'b.mp3': Tags('Blue Train (Remastered 2011)', 'Ann Lee feat. Bo Hu', 'Rails', duration=1.0),
        'c.mp3': Tags('風裡', '鄧小君', duration=1.0),
        'd.mp3': Tags('1999', 'Numbers', duration=1.0),
    }
    search = Search(folder(**files).library(is_complete=True))
    for query, kind, title in (
        ('晴天', 'track', '晴'),
        ('Sunny Day', 'track', '晴'),
        ('周林', 'artist', '晴'),
        ('joe lin', 'artist', '晴'),
        ('blue train', 'track', 'B'),
        ('ann lee', 'artist', 'B'),
        ('Bo Hu', 'artist', 'B'),
        ('风里', 'track', '風'),
        ('邓小君', 'artist', '風'),
        ('1999', 'track', '1'),
    ):
        found = [(match.kind, match.tracks[0].title.en[0]) for match in search.find(query, limit=1)]
        assert found == [(kind, title)], query
    assert search.find('晴天', artist='Joe Lin')[0].tracks
    assert not search.find('晴天', 'track', artist='Ann Lee')
