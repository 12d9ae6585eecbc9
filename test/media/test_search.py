import pytest

from ipa_agents.media.library import load_library
from ipa_agents.media.search import LONGEST_QUERY, Search


@pytest.fixture(scope='module')
def search() -> Search:
    return Search(load_library())


@pytest.mark.parametrize(
    ('query', 'kind', 'label'),
    [
        ('Tramline Nine', 'track', 'Tramline Nine'),
        ('九号电车', 'track', 'Tramline Nine'),
        ('tram line nine', 'track', 'Tramline Nine'),
        ('Papper Lantens', 'track', 'Paper Lanterns'),
        ('el tranvia azul', 'track', 'El Tranvía Azul'),
        ('osmanthus street by Lin Qiaoyin', 'track', 'Osmanthus Street'),
        ('林巧吟的桂花街', 'track', 'Osmanthus Street'),
        ('绿皮漫车', 'track', 'Slow Green Train'),
        ('Dumplings', 'track', 'Dumplings at Dawn'),
        ('the copper herrons', 'artist', 'The Copper Herons'),
        ('周牧原的歌', 'artist', 'Zhou Muyuan'),
        ('weather for sleeping', 'album', 'Weather for Sleeping'),
        ('静室琴音', 'album', 'Strings for Quiet Rooms'),
        ('some jazz', 'genre', 'jazz'),
        ('古典音乐', 'genre', 'classical'),
        ('relaxing jazz', 'genre', 'relaxing jazz'),
        ('伤感的民谣', 'genre', 'sad folk'),
        ('something happy', 'mood', 'happy'),
        ('怀旧', 'mood', 'nostalgic'),
        ('Evening Drive', 'playlist', 'Evening Drive'),
        ('全家出游', 'playlist', 'Family Trip'),
        ('Granit Rock', 'station', 'Granite Rock'),
        ('青鸟爵士频道', 'station', 'Bluebird Jazz Line'),
        ('FM 101.7', 'station', 'Stadium One'),
        ('调频101.7', 'station', 'Stadium One'),
    ],
)
def test_the_best_match(search: Search, query: str, kind: str, label: str) -> None:
    best = search.find(query)[0]
    assert (best.kind, best.label.en) == (kind, label)


def test_a_kind_narrows_the_search(search: Search) -> None:
    assert search.find('Paper Lanterns', 'album')[0].kind == 'album'
    assert search.find('jazz', 'station')[0].label.en == 'Bluebird Jazz Line'
    assert search.find('Tramline Nine', 'station') == ()


def test_a_genre_without_music_is_a_station(search: Search) -> None:
    best = search.find('news', 'genre')[0]
    assert best.station is not None
    assert best.station.genre == 'news'


def test_an_artist_narrows_what_is_played(search: Search) -> None:
    best = search.find('relaxing', artist='mirelle osgard')[0]
    assert best.tracks
    assert {track.artist.en for track in best.tracks} == {'Mirelle Osgard'}
    assert search.find('', artist='林巧吟')[0].label.en == 'Lin Qiaoyin'
    assert search.find('Tramline Nine', artist='Clay Hattersley') == ()


def test_results_are_ranked(search: Search) -> None:
    scores = [match.score for match in search.find('lantern', limit=10)]
    assert len(scores) > 1
    assert scores == sorted(scores, reverse=True)


@pytest.mark.parametrize(
    'query', ['', '。。', '🎵🎵', 'zzyzx quuxly', '紫霄宫主题曲之三', 'FM 99.9', 'a' * (LONGEST_QUERY + 1)]
)
def test_what_is_not_there_is_not_found(search: Search, query: str) -> None:
    assert search.find(query) == ()
