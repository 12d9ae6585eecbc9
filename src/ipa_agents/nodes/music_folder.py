"""A folder of music beside a node: read in the background, said on /diagnostics, given to the player."""

from dataclasses import replace
from pathlib import Path

from rclpy.node import Node

from ipa_agents.data_folder import data_folder
from ipa_agents.errors import SetupError
from ipa_agents.media.library import Library
from ipa_agents.media.player import Player
from ipa_agents.media.scan import Scan
from ipa_agents.media.tag_cache import cache_file
from ipa_agents.nodes.health import Health

__all__ = ['MusicFolder']


class MusicFolder:
    """The music of `folder` in place of the tracks of `library`; a folder that is missing is said and is empty."""

    def __init__(self, node: Node, health: Health, folder: Path, library: Library) -> None:
        self.library = replace(library, tracks={}, playlists={}, is_complete=False)
        self.is_read = False
        self._node = node
        self._task = health.task('music', 'the folder of music is read')
        self._scan: Scan | None = None
        try:
            cache = cache_file(data_folder(), folder)
            self._scan = Scan(folder, self.library, cache, node.get_logger().info)
        except SetupError as error:
            self._task.lasting('folder', str(error))
            node.get_logger().error(str(error))
            self.library = replace(self.library, is_complete=True)
            self.is_read = True
        else:
            self._scan.start()

    def look(self, player: Player) -> None:
        """Give `player` what has been read since the last look, and say how far it is."""
        if self._scan is None:
            return
        progress = self._scan.progress
        self._task.show({'progress': str(progress), **progress.faults})
        if shelf := self._scan.fresh():
            player.replace(shelf)
            self.is_read = shelf.library.is_complete
        if not progress.is_done:
            self._node.get_logger().info(f'music: {progress}', throttle_duration_sec=5.0)

    def close(self) -> None:
        """Stop reading."""
        if self._scan:
            self._scan.stop()
