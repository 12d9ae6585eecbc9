"""A radio station on this machine: one endless tone over HTTP, which can be cut."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import yaml
from audio import tone

__all__ = ['Radio', 'radio', 'stations_file']


class Radio:
    """The address of a stream, and whether it is on the air."""

    def __init__(self, server: ThreadingHTTPServer, cut: threading.Event) -> None:
        self.url = f'http://127.0.0.1:{server.server_address[1]}/live.wav'
        self._cut = cut

    def go_off_the_air(self) -> None:
        """End all streams; who asks is told that there is nothing."""
        self._cut.set()

    def go_on_the_air(self) -> None:
        """Send again."""
        self._cut.clear()


@contextmanager
def radio(folder: Path) -> Iterator[Radio]:
    """A station that plays until the end of the block."""
    sound = tone(folder / 'radio.wav', 600.0).read_bytes()
    cut, ends = threading.Event(), threading.Event()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            if cut.is_set():
                self.send_error(404)
                return
            self.send_response(200)
            self.send_header('Content-Type', 'audio/wav')
            self.end_headers()
            self.wfile.write(sound[:32_000])
            for start in range(32_000, len(sound), 1600):
                if cut.is_set() or ends.wait(0.1):
                    return
                try:
                    self.wfile.write(sound[start : start + 1600])
                except OSError:
                    return

        def log_message(self, *_: object) -> None:
            """Say nothing."""

    server = ThreadingHTTPServer(('127.0.0.1', 0), Handler)
    server.daemon_threads = True
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    try:
        yield Radio(server, cut)
    finally:
        ends.set()
        server.shutdown()
        thread.join()
        server.server_close()


def stations_file(file: Path, **urls: str) -> Path:
    """A file of stations by id, each with its URL."""
    names = {'en': 'Tone {}', 'zh': '音{}台'}
    stations = [
        {'id': name, 'names': {code: text.format(name) for code, text in names.items()}, 'genre': 'pop', 'url': url}
        for name, url in urls.items()
    ]
    file.write_text(yaml.safe_dump({'stations': stations}, allow_unicode=True))
    return file
