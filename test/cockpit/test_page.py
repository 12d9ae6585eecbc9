"""The page as people see it, in a real browser, with a car that the test plays."""

from collections.abc import Callable

import pytest
from browser import Visit
from fake_cabin import decided, said, speech
from playwright.sync_api import Page, expect
from served_page import ServedPage

from ipa_agents.cabin.events import Condition, Stage
from ipa_agents.vehicle.exchange import Status

Serve = Callable[..., ServedPage]


ASKED = decided(Status.NEEDS_CONFIRMATION, 'cb-004-trunk', 'Open the trunk?', '要打开后备箱吗？', challenge_id='c')


def test_what_is_typed_is_said_by_the_chosen_seat(serve: Serve, visit: Visit) -> None:
    served = serve()
    page = visit(served.url)
    page.get_by_label('Who speaks').select_option('row2_passenger')
    page.get_by_placeholder('Say something').fill('warmer')
    page.get_by_role('button', name='Say it').click()
    expect(page.get_by_placeholder('Say something')).to_have_value('')
    page.wait_for_function('document.cookie.includes("seat=row2_passenger")')
    assert served.done.said == [('warmer', 'row2_passenger')]
    page.reload()
    expect(page.get_by_label('Who speaks')).to_have_value('row2_passenger')


def test_what_is_being_typed_outlives_a_reload(serve: Serve, visit: Visit) -> None:
    page = visit(serve().url)
    page.get_by_placeholder('Say something').press_sequentially('not said yet')
    page.reload()
    expect(page.get_by_placeholder('Say something')).to_have_value('not said yet')


def test_a_browser_that_was_away_is_shown_what_it_missed(serve: Serve, visit: Visit) -> None:
    served = serve()
    page = visit(served.url)
    served.show(said('before'))
    expect(page.locator('.message')).to_have_count(1)
    page.evaluate('window.socket.disconnect()')
    served.show(said('meanwhile'), decided(Status.DENIED, 'cb-014'))
    page.get_by_placeholder('Say something').fill('hello')
    page.keyboard.press('Enter')
    expect(page.get_by_placeholder('Say something')).to_have_value('hello')
    page.evaluate('window.socket.connect()')
    expect(page.locator('.message.person')).to_have_text(['Driverbefore', 'Drivermeanwhile'])
    expect(page.locator('.notice')).to_contain_text('cb-014')
    expect(page.get_by_placeholder('Say something')).to_have_value('')
    assert served.done.said == [('hello', 'row1_driver')]


def test_what_is_said_and_done_is_shown_and_outlives_a_reload(serve: Serve, visit: Visit) -> None:
    served = serve()
    page = visit(served.url)
    served.show(said('打开空调', 'row1_passenger'))
    line = page.locator('.message.person')
    expect(line).to_contain_text('打开空调')
    expect(line).to_contain_text('副驾')
    page.reload()
    expect(page.locator('.message.person')).to_contain_text('打开空调')


@pytest.mark.parametrize(('language', 'told'), [('en', 'The car does not answer'), ('zh', '车辆没有响应')])
def test_a_page_without_its_server_says_so_in_its_language(
    serve: Serve, visit: Visit, language: str, told: str
) -> None:
    page = visit(serve().url, language)
    expect(page.locator('.message')).to_have_count(0)
    page.wait_for_function('window.socket?.connected')
    page.evaluate('window.socket.disconnect()')
    expect(page.locator('#popup')).to_contain_text(told)
    expect(page.locator('#popup')).to_be_visible()


def test_two_pages_are_both_alive_each_in_its_language(serve: Serve, visit: Visit) -> None:
    served = serve()
    english, chinese = visit(served.url, 'en'), visit(served.url, 'zh')
    served.show(decided(Status.DENIED, 'cb-014', 'Not with fog lights on.', '雾灯打开时不行。'))
    expect(english.locator('.notice.refusal')).to_contain_text('Not allowed')
    expect(english.locator('.notice.refusal')).to_contain_text('Not with fog lights on.')
    expect(chinese.locator('.notice.refusal')).to_contain_text('雾灯打开时不行。')
    for page in (english, chinese):
        expect(page.locator('.notice.refusal')).to_contain_text('cb-014')
    assert [page.evaluate('document.documentElement.lang') for page in (english, chinese)] == ['en', 'zh']
    for page, hint in ((english, 'Say something'), (chinese, '请说')):
        page.get_by_placeholder(hint).fill('Hi')
        page.keyboard.press('Enter')
        expect(page.get_by_placeholder(hint)).to_have_value('')


@pytest.mark.parametrize(('button', 'is_yes'), [('Yes', True), ('No', False)])
def test_a_question_is_answered_by_a_touch(serve: Serve, visit: Visit, button: str, is_yes: bool) -> None:
    served = serve()
    page = visit(served.url)
    served.show(ASKED)
    expect(page.locator('.question')).to_contain_text('Open the trunk?')
    page.locator('.question').get_by_role('button', name=button).click()
    page.wait_for_timeout(0)
    served.show(decided(Status.DONE))
    expect(page.locator('.question')).to_have_count(0)
    assert served.done.answered == [('c', is_yes, 'row1_driver')]


def test_the_keyboard_is_enough(serve: Serve, visit: Visit) -> None:
    served = serve()
    page = visit(served.url)
    served.show(ASKED)
    expect(page.locator('.question')).to_be_visible()
    tab_to(page, 'name', 'said')
    page.keyboard.type('open the trunk')
    page.keyboard.press('Enter')
    expect(page.get_by_placeholder('Say something')).to_have_value('')
    tab_to(page, 'className', 'yes')
    page.keyboard.press('Enter')
    served.show(decided(Status.DONE))
    expect(page.locator('.question')).to_have_count(0)
    assert (served.done.said, served.done.answered) == (
        [('open the trunk', 'row1_driver')],
        [('c', True, 'row1_driver')],
    )


def tab_to(page: Page, attribute: str, value: str) -> None:
    """Press Tab until the element with this property has the focus, once around the page at most."""
    for _ in range(100):
        page.keyboard.press('Tab')
        if value in str(page.evaluate(f'document.activeElement.{attribute}')):
            return
    pytest.fail(f'Tab never reached {attribute} {value}')


def test_a_part_that_falls_silent_is_told_in_both_languages(serve: Serve, visit: Visit) -> None:
    served = serve()
    english, chinese = visit(served.url, 'en'), visit(served.url, 'zh')
    served.show(Condition('/ipa/assistant: status', 'ok', 'running', {}, 'ipa_agents'))
    expect(english.locator('.panel.health')).to_have_text('')
    expect(english.locator('.part.stale')).to_contain_text('Assistant: no answer')
    expect(chinese.locator('.part.stale')).to_contain_text('助手没有响应')
    served.show(Condition('/ipa/assistant: status', 'ok', 'running', {}, 'ipa_agents'))
    expect(english.locator('.panel.health')).to_have_text('')


def test_the_stages_of_the_last_turn_stand_one_below_the_other(serve: Serve, visit: Visit) -> None:
    served = serve()
    page = visit(served.url, 'zh')
    served.show(
        Stage('t', 'assistant', 'heard', {'text': '打开空调', 'seat': 'row1_driver'}, 0.0, 1.0),
        Stage('t', 'assistant', 'brain', {'brain': 'reflex', 'confidence': 0.95}, 3.0, 1.003),
        Stage('t', 'assistant', 'said', {'text': '好的', 'is_last': True}, 6.0, 1.006),
    )
    expect(page.locator('.panel.trace .stage')).to_have_count(3)
    expect(page.locator('.panel.trace')).to_contain_text('打开空调')
    span = page.locator('.panel.trace .stage .span').nth(1)
    assert [span.evaluate(f'element => element.style.{side}') for side in ('left', 'width')] == ['0%', '50%']


def test_an_answer_grows_where_it_stands_and_says_who_understood(serve: Serve, visit: Visit) -> None:
    served = serve()
    page = visit(served.url)
    answer = page.locator('.message.assistant')
    served.show(speech('A heat pump', is_last=False), said('Hello', 'row2_driver'))
    expect(answer).to_have_text('JunoA heat pump')
    asked = Stage('t', 'assistant', 'model', {'model': 'qwen3-tiny', 'endpoint': 'car'}, 1.0, 1.0)
    served.show(speech(' moves warmth', is_last=False, continues=True), asked, speech('.', continues=True))
    expect(answer.locator('.said')).to_have_text('A heat pump moves warmth.')
    expect(answer.locator('.mind')).to_have_text('qwen3-tiny · car')
    assert page.locator('.message').count() == 2


def model(**values: str) -> Condition:
    return Condition('/ipa/assistant: model', 'ok', '', values, 'ipa_agents')


def test_the_sign_of_the_model_says_how_it_is_and_why_at_a_touch(serve: Serve, visit: Visit) -> None:
    served = serve()
    english, chinese = visit(served.url, 'en'), visit(served.url, 'zh')
    expect(english.locator('.model-sign')).to_be_hidden()
    served.show(model(state='ready', model='qwen3-tiny', endpoint='car'))
    expect(english.locator('.model-sign')).to_have_text('Qwen · car')
    expect(chinese.locator('.model-sign')).to_have_text('Qwen · 车内')
    served.show(model(state='failover', model='qwen3-big', endpoint='edge', reason='car: no_connection'))
    expect(english.locator('.model-sign.failover')).to_have_text('fail-over: edge')
    served.show(model(state='doubtful', model='qwen3-tiny', endpoint='car', reason='car: nonsense'))
    expect(english.locator('.model-sign.doubtful')).to_have_text('model doubtful: car')
    expect(chinese.locator('.model-sign.doubtful')).to_have_text('模型存疑：车内')
    served.show(model(state='away', reason='edge: slow'))
    expect(english.locator('.model-sign.away')).to_have_text('reflex alone: model away')
    expect(chinese.locator('.model-sign.away')).to_have_text('仅反射：模型离线')
    for page, means, reason in (
        (english, 'The reflex understands', 'edge: it takes too long'),
        (chinese, '反射无需网络', 'edge: 反应太慢'),
    ):
        expect(page.locator('.model-sheet')).to_be_hidden()
        page.locator('.model-sign').click()
        expect(page.locator('.model-sheet')).to_contain_text(means)
        expect(page.locator('.model-sheet .reason')).to_have_text(reason)
    english.keyboard.press('Escape')
    expect(english.locator('.model-sheet')).to_be_hidden()
