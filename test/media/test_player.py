import json
import math
from dataclasses import replace

import pytest

from ipa_agents.errors import RejectedCommand
from ipa_agents.media.library import load_library
from ipa_agents.media.player import Player, PlayerState
from ipa_agents.media.search import Search
from ipa_agents.media.shelf import Shelf

LIBRARY = load_library()
EMPTY = replace(LIBRARY, tracks={}, playlists={})


@pytest.fixture
def player() -> Player:
    return Player(LIBRARY, seed=1)


def title(player: Player) -> str:
    track = player.state.track
    assert track is not None
    return track.title.en


def test_a_track_is_followed_by_the_rest_of_its_album(player: Player) -> None:
    player.play('Tramline Nine')
    assert (player.state.status, title(player)) == ('PLAYING', 'Tramline Nine')
    player.step(198)
    assert title(player) == 'Borrowed Umbrella'
    assert player.state.position == 0


def test_time_passes_only_while_playing(player: Player) -> None:
    player.step(5)
    assert player.state.position == 0
    player.play('Tramline Nine')
    player.step(5)
    player.pause()
    player.step(5)
    assert (player.state.status, player.state.position) == ('PAUSED', 5)
    player.resume()
    player.step(1)
    assert player.state.position == 6


def test_the_queue_ends_or_repeats(player: Player) -> None:
    player.play('Barrio de Sal', kind='album')
    length = sum(LIBRARY.tracks[track].duration for track in player.state.queue)
    player.step(length + 1)
    assert (player.state.status, player.state.position) == ('STOPPED', 0)
    player.repeat('ALL')
    player.resume()
    player.step(length + 1)
    assert (player.state.status, title(player), player.state.position) == ('PLAYING', 'Barrio de Sal', 1)
    player.repeat('ONE')
    player.step(226)
    assert (title(player), player.state.position) == ('Barrio de Sal', 1)


def test_next_and_previous(player: Player) -> None:
    player.play('Anvil Weather', kind='album')
    player.next()
    assert title(player) == 'Cathedral of Rust'
    player.step(10)
    player.previous()
    assert (title(player), player.state.position) == ('Cathedral of Rust', 0)
    player.previous()
    assert title(player) == 'Anvil Weather'
    player.previous()
    assert title(player) == 'Anvil Weather'
    player.repeat('ALL')
    player.previous()
    assert title(player) == 'The Bell That Ate the Storm'
    player.next()
    assert title(player) == 'Anvil Weather'


def test_the_last_track_has_no_next(player: Player) -> None:
    player.play('The Bell That Ate the Storm')
    with pytest.raises(RejectedCommand, match='last track'):
        player.next()
    assert title(player) == 'The Bell That Ate the Storm'


def test_next_and_previous_station(player: Player) -> None:
    player.play('', kind='station')
    first = player.state.station
    player.next()
    assert player.state.station != first
    player.previous()
    assert player.state.station == first
    player.previous()
    assert player.state.station == list(LIBRARY.stations.values())[-1]


def test_a_station_replaces_the_track_and_has_no_position(player: Player) -> None:
    player.play('Tramline Nine')
    player.play('FM 101.7')
    assert player.state.track is None
    player.step(60)
    assert player.state.position == 0
    with pytest.raises(RejectedCommand, match='no position'):
        player.seek(10)
    player.play('Tramline Nine')
    assert player.state.station is None


@pytest.mark.parametrize('position', [-1.0, 198.5, math.nan, math.inf])
def test_seeking_outside_of_the_track_is_rejected(player: Player, position: float) -> None:
    player.play('Tramline Nine')
    player.seek(60)
    with pytest.raises(RejectedCommand):
        player.seek(position)
    assert player.state.position == 60


@pytest.mark.parametrize('volume', [-1.0, 101.0, math.nan, math.inf])
def test_a_volume_out_of_range_is_rejected(player: Player, volume: float) -> None:
    before = player.state.volume
    with pytest.raises(RejectedCommand, match='0 to 100'):
        player.set_volume(volume)
    assert player.state.volume == before


def test_muting_keeps_the_volume_and_a_new_volume_ends_it(player: Player) -> None:
    player.set_volume(40)
    player.mute()
    assert (player.state.is_muted, player.state.volume) == (True, 40)
    player.set_volume(0)
    assert player.state.is_muted
    player.set_volume(20)
    assert not player.state.is_muted
    player.mute()
    player.unmute()
    assert not player.state.is_muted


def test_shuffling_follows_from_the_seed_and_can_be_undone(player: Player) -> None:
    player.play('Northern Seasons', kind='album')
    ordered = player.state.queue
    player.next()
    player.shuffle(True)
    mixed = player.state.queue
    assert mixed[0] == ordered[1]
    assert mixed != ordered
    assert set(mixed) == set(ordered)
    twin = Player(LIBRARY, seed=1)
    twin.play('Northern Seasons', kind='album')
    twin.next()
    twin.shuffle(True)
    assert twin.state.queue == mixed
    player.shuffle(False)
    assert player.state.queue == ordered
    assert player.state.track is LIBRARY.tracks[ordered[1]]


def test_playing_without_a_wish(player: Player) -> None:
    player.play()
    assert (player.state.status, len(player.state.queue)) == ('PLAYING', len(LIBRARY.tracks))
    player.step(2)
    player.stop()
    assert (player.state.status, player.state.position) == ('STOPPED', 0)
    before = player.state.track
    player.play()
    assert (player.state.status, player.state.track) == ('PLAYING', before)


@pytest.mark.parametrize('call', [Player.pause, Player.resume, Player.next, Player.previous])
def test_an_empty_player_rejects_what_needs_a_track(player: Player, call) -> None:
    before = player.state
    with pytest.raises(RejectedCommand) as caught:
        call(player)
    assert caught.value.reason_zh
    assert player.state == before


def test_nothing_found_is_said_with_the_words_that_were_searched(player: Player) -> None:
    player.play('Tramline Nine')
    with pytest.raises(RejectedCommand, match='zzyzx quuxly') as caught:
        player.play('zzyzx quuxly')
    assert 'zzyzx quuxly' in caught.value.reason_zh
    assert title(player) == 'Tramline Nine'


def test_a_hundred_kilobytes_are_no_name(player: Player) -> None:
    with pytest.raises(RejectedCommand, match='too long') as caught:
        player.play('放一首歌' * 25_000)
    assert len(caught.value.reason) < 100


def shown(player: Player) -> PlayerState:
    """All but how often something began, which a new player counts anew."""
    return replace(player.state, cue=0)


def test_a_snapshot_plays_on_where_the_player_was(player: Player) -> None:
    player.shuffle(True)
    player.play('Tramline Nine')
    player.next()
    player.set_volume(55)
    player.repeat('ALL')
    player.step(30)
    other = Player(LIBRARY)
    other.restore(json.loads(json.dumps(player.snapshot())))
    assert shown(other) == shown(player)
    other.next()
    player.next()
    assert shown(other) == shown(player)


def test_a_snapshot_of_a_station_is_tuned_again(player: Player) -> None:
    player.play(kind='station')
    other = Player(LIBRARY)
    other.restore(player.snapshot())
    assert shown(other) == shown(player)


def test_what_the_library_has_no_more_is_not_played_on(player: Player) -> None:
    player.play('Tramline Nine')
    player.set_volume(60)
    gone = player.snapshot() | {'queue': ['gone', *player.snapshot()['queue'][1:]]}
    other = Player(LIBRARY)
    other.restore(gone)
    assert (other.state.status, other.state.volume) == ('STOPPED', 60)
    assert 'gone' not in other.state.queue


@pytest.mark.parametrize('wrong', [{'status': 'DANCING'}, {'position': math.nan}, {'volume': 400}, {'queue': 5}])
def test_a_snapshot_that_is_none_changes_nothing(player: Player, wrong: dict[str, object]) -> None:
    player.play('Tramline Nine')
    other = Player(LIBRARY)
    before = other.state
    with pytest.raises((ValueError, TypeError)):
        other.restore(player.snapshot() | wrong)
    assert other.state == before


def test_the_sound_sets_position_and_length(player: Player) -> None:
    player.play('Tramline Nine')
    cue = player.state.cue
    player.heard(12.0, 200.5)
    assert (player.state.position, player.state.duration, player.state.cue) == (12.0, 200.5, cue)
    player.heard(13.0, 0.0)
    assert player.state.duration == 200.5
    player.seek(200.0)
    assert player.state.cue == cue + 1


def test_what_changes_the_place_is_another_cue(player: Player) -> None:
    cues = [player.state.cue]
    changes = (lambda: player.play('Tramline Nine'), player.next, player.previous, player.finished, player.failed)
    for change in (*changes, player.stop, lambda: player.play('Velvet FM')):
        change()
        cues.append(player.state.cue)
    assert len(set(cues)) == len(cues)
    for same in (player.pause, player.resume, lambda: player.set_volume(3.0), lambda: player.step(1.0)):
        same()
    assert player.state.cue == cues[-1]


def test_time_of_unknown_length_ends_as_well() -> None:
    tracks = {name: replace(track, duration=0.0) for name, track in LIBRARY.tracks.items()}
    library = replace(LIBRARY, tracks=tracks)
    player = Player(library, seed=1)
    player.play('Tramline Nine')
    player.repeat('ALL')
    player.step(100.0)
    assert title(player) == 'Tramline Nine'
    player.step(100.0)
    assert (title(player), player.state.position) == ('Borrowed Umbrella', 20.0)


def test_a_new_shelf_leaves_what_plays_alone(player: Player) -> None:
    player.play('Tramline Nine')
    player.replace(Shelf(EMPTY, Search(EMPTY)))
    assert title(player) == 'Tramline Nine'
    player.next()
    with pytest.raises(RejectedCommand):
        player.play('Tramline Nine')
