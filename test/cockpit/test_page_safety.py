"""What strangers can do to the page: texts from outside, floods, other pages, and visitors without the token."""

from collections.abc import Callable
from dataclasses import replace
from http.server import BaseHTTPRequestHandler, HTTPServer
from threading import Thread
from urllib.parse import urlsplit

from browser import Visit
from fake_cabin import decided, said, speech
from playwright.sync_api import expect
from served_page import ServedPage

from ipa_agents.assistant.ports import Playing, Travelling, Trip
from ipa_agents.cabin.events import Condition, Stage
from ipa_agents.travel.places.place import Place
from ipa_agents.vehicle.exchange import Status

Serve = Callable[..., ServedPage]
TOKEN = 'a long enough token'


HOSTILE = '<img src=x onerror="window.hacked=1"><script>window.hacked=1</script>{{ hacked = 1 }}</template>`${hacked=1}'
MODEL = {'state': 'away', 'model': HOSTILE, 'endpoint': HOSTILE, 'reason': HOSTILE}


def test_text_from_outside_is_never_more_than_text(serve: Serve, visit: Visit) -> None:
    """Once in the page as it is built, once as it is refreshed."""
    served = serve()
    refreshed = visit(served.url)
    place = Place('n1', HOSTILE, HOSTILE, 'cafe', 48.0, 11.0, address=HOSTILE, address_zh=HOSTILE)
    served.show(
        said(HOSTILE),
        Playing('PLAYING', HOSTILE, HOSTILE, HOSTILE, HOSTILE, album=HOSTILE, album_zh=HOSTILE),
        Travelling('GUIDING', Trip(place, 900.0, 60.0), (place,), 900.0, 60.0, 1.7e9),
        decided(Status.DENIED, HOSTILE, HOSTILE, HOSTILE, warnings=(HOSTILE,), warnings_zh=(HOSTILE,)),
        replace(decided(Status.NEEDS_CONFIRMATION, '', HOSTILE, HOSTILE, challenge_id='c'), proposal_id='q'),
        Condition('/ipa/guard: devices', 'error', HOSTILE, {}, 'ipa_agents'),
        Stage('t', 'assistant', 'heard', {'text': HOSTILE, 'seat': HOSTILE}, 0.0, 1.0),
        Stage('t', 'assistant', HOSTILE, {'text': HOSTILE}, 1.0, 1.1),
        Stage('t', 'assistant', 'model', {'model': HOSTILE, 'endpoint': HOSTILE}, 1.0, 1.1),
        speech(HOSTILE),
        Condition('/ipa/assistant: model', 'ok', '', MODEL, 'ipa_agents'),
    )
    expect(refreshed.locator('.part.error')).to_contain_text('window.hacked=1')
    for page in (refreshed, visit(served.url, 'zh')):
        for part in (
            '.message.person',
            '.message.assistant',
            '.model-sheet .reason',
            '.notice',
            '.question',
            '.panel.trace',
            '.panel.media',
            '.panel.map',
        ):
            expect(page.locator(part).first).to_contain_text('window.hacked=1')
        assert page.evaluate('window.hacked') is None
        assert page.locator('main img[src=x], main script').count() == 0


def test_ten_thousand_messages_leave_the_page_quick_and_small(serve: Serve, visit: Visit) -> None:
    served = serve()
    page = visit(served.url)
    served.show(said('the first'))
    expect(page.locator('.message.person')).to_have_count(1)
    served.show(*(said(f'number {number}') for number in range(10_000)))
    expect(page.locator('.message').last).to_contain_text('number 9999')
    assert page.locator('.message').count() == served.scene.lines.maxlen
    served.show(said('and one more'))
    expect(page.locator('.message').last).to_contain_text('and one more')
    assert page.locator('.message').count() == served.scene.lines.maxlen
    page.reload()
    expect(page.locator('.message').last).to_contain_text('and one more')


def test_no_request_leaves_the_machine_and_nothing_is_complained_of(serve: Serve, visit: Visit) -> None:
    served = serve()
    page = visit(served.url)
    expect(page.locator('.cockpit')).to_be_visible()
    page.wait_for_function('window.did_handshake')
    assert {urlsplit(address).netloc for address in visit.asked} == {f'127.0.0.1:{served.address.port}'}
    assert visit.errors == []


def test_a_page_that_is_protected_asks_for_the_token_once(serve: Serve, visit: Visit) -> None:
    served = serve(token=TOKEN)
    bare = served.url.partition('?')[0]
    denied = visit(bare)
    expect(denied.locator('body')).to_contain_text('?token=…')
    expect(denied.locator('body')).to_contain_text('令牌')
    page = visit(served.url)
    assert page.url == bare
    page.goto(bare)
    served.show(said('Hello'))
    expect(page.locator('.message.person')).to_contain_text('Hello')
    assert 'ipa_cockpit' not in page.evaluate('document.cookie')


_REACH = """async (cockpit) => {
    const ask = (way) => fetch(`http://${cockpit}/`, way).then(() => 'reached', () => 'denied');
    const knock = (path) => new Promise((resolve) => {
        const socket = new WebSocket(`ws://${cockpit}/${path}`);
        socket.onopen = () => resolve('reached');
        socket.onerror = () => resolve('denied');
    });
    return [
        await ask({}),
        await ask({mode: 'no-cors'}),
        await ask({method: 'POST', mode: 'no-cors', body: 'x'}),
        await knock('_nicegui_ws/socket.io/?EIO=4&transport=websocket'),
    ];
}"""


def test_another_page_cannot_reach_the_cockpit(serve: Serve, visit: Visit) -> None:
    served = serve()
    cockpit = f'127.0.0.1:{served.address.port}'
    with HTTPServer(('127.0.0.1', 0), _Elsewhere) as other:
        Thread(target=other.serve_forever).start()
        page = visit(f'http://127.0.0.1:{other.server_port}/')
        assert page.evaluate(_REACH, cockpit) == ['denied'] * 4
        other.shutdown()
    assert visit(served.url).evaluate(_REACH, cockpit) == ['reached'] * 4


class _Elsewhere(BaseHTTPRequestHandler):
    """A page of somebody else."""

    def do_GET(self) -> None:
        self.send_response(200)
        self.send_header('Content-Type', 'text/html')
        self.end_headers()
        self.wfile.write(b'<p>A page that people were lured to.</p>')

    def log_message(self, *_: object) -> None:
        pass
