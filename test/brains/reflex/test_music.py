from ipa_agents.brains.reflex.music import play_arguments


def test_genres_and_moods_are_known_by_id() -> None:
    assert play_arguments({'action': 'PLAY', 'query': '爵士乐'}, 'zh') == {
        'action': 'PLAY',
        'query': 'jazz',
        'kind': 'genre',
    }
    assert play_arguments({'query': 'some relaxing music'}, 'en') == {'query': 'relaxed', 'kind': 'mood'}


def test_by_names_the_artist() -> None:
    assert play_arguments({'query': 'Blue Train by John'}, 'en') == {
        'query': 'Blue Train',
        'artist': 'John',
        'kind': 'track',
    }


def test_anything_else_is_searched() -> None:
    assert play_arguments({'query': '晴天'}, 'zh') == {'query': '晴天', 'kind': 'any'}
