"""A program that behaves as `vllm serve` does, as far as its supervisor sees: an engine of its own, then /health."""

import stat
import sys
from pathlib import Path

__all__ = ['pretended_vllm']

_PROGRAM = """#!{python}
import http.server, os, signal, subprocess, sys, time

print('loading', *sys.argv[1:], flush=True)
engine = subprocess.Popen(['sleep', '600'])
print('engine', engine.pid, flush=True)
if 'broken' in sys.argv[2]:
    sys.exit('out of memory')
if 'deaf' in sys.argv[2]:
    signal.signal(signal.SIGTERM, signal.SIG_IGN)
if 'slow' in sys.argv[2]:
    time.sleep(600)


class Answer(http.server.BaseHTTPRequestHandler):
    def do_GET(self):
        self.send_response(200)
        self.end_headers()
        self.wfile.write(os.environ.get('PYTHONPATH', '').encode())
        if self.path == '/die':
            os._exit(3)

    def do_POST(self):
        asked = self.rfile.read(int(self.headers['content-length']))
        print('asked', asked.decode(), self.headers['authorization'], flush=True)
        self.send_response(500 if 'dull' in sys.argv[2] else 200)
        self.end_headers()


port = int(sys.argv[sys.argv.index('--port') + 1])
http.server.ThreadingHTTPServer(('127.0.0.1', port), Answer).serve_forever()
"""


def pretended_vllm(folder: Path) -> Path:
    """The program; a model named broken, slow, dull or deaf makes it fail, hang, refuse, or ignore SIGTERM."""
    file = folder / 'vllm'
    file.write_text(_PROGRAM.format(python=sys.executable))
    file.chmod(file.stat().st_mode | stat.S_IXUSR)
    return file
