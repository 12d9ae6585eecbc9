"""One mpv process, and the JSON messages between it and us (docs/decisions/0013-mpv-by-ipc.md)."""

import json
import socket
import subprocess
from collections.abc import Mapping, Sequence
from contextlib import suppress
from typing import Any

__all__ = ['Link', 'Message']

Message = Mapping[str, Any]

_OPTIONS = (
    *('--no-config', '--load-scripts=no', '--ytdl=no', '--access-references=no', '--no-terminal', '--idle=yes'),
    *('--no-video', '--audio-display=no', '--input-default-bindings=no', '--input-media-keys=no'),
    *('--audio-fallback-to-null=yes', '--network-timeout=6', '--demuxer-max-bytes=16MiB', '--cache-on-disk=no'),
    '--demuxer-lavf-probesize=32768',  # a slow stream is heard 4 s sooner
)
_PIECE = 65536
_LONGEST_LINE = 2**20
_ENDS_WITHIN = 2.0


class Link:
    """Starts mpv and talks with it. No call but `close` waits; raises OSError when mpv cannot be started.

    mpv holds one end of a pair of sockets and quits when the other is closed, which the kernel does for a process
    that is killed: no mpv is left behind, and no other program can find the socket.
    """

    def __init__(self, program: str, options: Sequence[str] = ()) -> None:
        self._ours, theirs = socket.socketpair()
        self._ours.setblocking(False)
        try:
            self._process = subprocess.Popen(
                [program, *_OPTIONS, f'--input-ipc-client=fd://{theirs.fileno()}', *options],
                pass_fds=[theirs.fileno()],
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
                start_new_session=True,  # Ctrl-C is for us, and we end it
            )
        except OSError:
            self._ours.close()
            raise
        finally:
            theirs.close()
        self._rest = b''
        self._last = 0
        self._asked: dict[int, float] = {}
        self._is_broken = False

    @property
    def pid(self) -> int:
        """The process."""
        return self._process.pid

    @property
    def is_alive(self) -> bool:
        """Whether it still runs and listens."""
        return not self._is_broken and self._process.poll() is None

    def send(self, now: float, *command: object) -> int:
        """Send one command; the number that its answer will bear as `request_id`."""
        self._last += 1
        text = json.dumps({'command': command, 'request_id': self._last}, ensure_ascii=False)
        try:
            # Names of files need not be UTF-8; mpv takes their bytes as they are.
            self._ours.sendall(text.encode('utf-8', 'surrogateescape') + b'\n')
        except OSError:
            self._is_broken = True
        self._asked[self._last] = now
        return self._last

    def receive(self) -> list[Message]:
        """What came since the last time: answers and events in their order."""
        while not self._is_broken:
            try:
                piece = self._ours.recv(_PIECE)
            except BlockingIOError:
                break
            except OSError:
                piece = b''
            self._rest += piece
            self._is_broken = not piece or len(self._rest) > _LONGEST_LINE
        *lines, self._rest = self._rest.split(b'\n')
        messages = [message for line in lines if (message := _parsed(line)) is not None]
        for message in messages:
            self._asked.pop(message.get('request_id', 0), None)
        return messages

    def unanswered(self, now: float) -> float:
        """How long the oldest command without an answer waits, s."""
        return max((now - asked for asked in self._asked.values()), default=0.0)

    def close(self) -> None:
        """End mpv and wait for its end."""
        self._ours.close()
        with suppress(subprocess.TimeoutExpired):
            self._process.wait(_ENDS_WITHIN)
        self.kill()

    def kill(self) -> None:
        """End mpv at once, whatever it does."""
        self._ours.close()
        self._process.kill()
        self._process.wait()


def _parsed(line: bytes) -> Message | None:
    try:
        message = json.loads(line.decode('utf-8', 'replace'))
    except ValueError:
        return None
    return message if isinstance(message, dict) else None
