from datetime import datetime
from pathlib import Path
from typing import get_args

import pytest
from maps import SQUARE
from small_stores import places_of

from ipa_agents.travel.places.found import Reason, ReasonCode
from ipa_agents.travel.places.place import Place
from ipa_agents.travel.places.query import PlaceQuery
from ipa_agents.travel.places.reasons import reason_words

NOON = datetime(2026, 11, 23, 12, 0)
HOURS = 'opening_hours=Mo-Su 10:00-22:30'


def reasons(folder: Path, place: Place, **wish: object) -> dict[str, Reason]:
    (found,) = places_of(folder, [place]).search(PlaceQuery(*SQUARE, **wish)).found
    return {reason.code: reason for reason in found.reasons}


def cafe(*attributes: str, **known: object) -> Place:
    return Place('n1', 'Blue Door', '蓝门', 'cafe', 31.202, 165.4, attributes=attributes, **known)


def test_what_is_known_is_told_as_known_and_the_rest_as_unknown(tmp_path: Path) -> None:
    found = reasons(tmp_path, cafe('internet_access=wlan', rating=4.5), kind='cafe', attributes=('wifi', 'quiet'))
    assert found['has'].attribute == 'wifi'
    assert found['unknown'].attribute == 'quiet'
    assert found['rating'].number == 4.5
    assert found['distance'].number == pytest.approx(222, abs=1)
    assert 'hours_unknown' not in found


@pytest.mark.parametrize(
    ('hours', 'code', 'words'),
    [
        ((HOURS,), 'open_until', ('open until 22:30', '营业到22:30')),
        (('opening_hours=24/7',), 'open_always', ('always open', '全天营业')),
        ((), 'hours_unknown', ('its hours are not known', '营业时间未知')),
        (('opening_hours=by appointment',), 'hours_unknown', ('its hours are not known', '营业时间未知')),
    ],
)
def test_hours_are_told_at_the_arrival(
    hours: tuple[str, ...], code: str, words: tuple[str, str], tmp_path: Path
) -> None:
    found = reasons(tmp_path, cafe(*hours), kind='cafe', open_at=NOON)
    assert code in found
    assert (reason_words(found[code]).en, reason_words(found[code]).zh) == words


def test_what_was_asked_for_and_is_not_known_is_told(tmp_path: Path) -> None:
    assert {'rating_unknown', 'price_unknown'} <= reasons(tmp_path, cafe(), min_rating=4.0, max_price=2).keys()


@pytest.mark.parametrize(
    ('text', 'code'), [('Blue Door', 'name_same'), ('blue', 'name_part'), ('lanmen', 'name_pinyin')]
)
def test_how_the_name_matched_is_told(text: str, code: str, tmp_path: Path) -> None:
    assert code in reasons(tmp_path, cafe(), text=text)


@pytest.mark.parametrize(
    ('reason', 'en', 'zh'),
    [
        (Reason('distance', 234.0), '230 m away', '距离230米'),
        (Reason('distance', 1234.0), '1.2 km away', '距离1.2公里'),
        (Reason('ahead', 12_345.0), '12 km ahead', '前方12公里'),
        (Reason('detour_about', 200.0), 'about 3 min detour', '绕路大约3分钟'),
        (Reason('free_outlets', 3), '3 of its outlets free', '有3个空闲充电桩'),
        (Reason('wait', 600.0), '10 min wait', '等待10分钟'),
        (Reason('has', attribute='wifi'), 'has Wi-Fi', '有无线网络'),
        (Reason('without_rating', 4.5), 'none rated 4.5 or better', '没有评分4.5以上的地点'),
    ],
)
def test_reasons_are_said_in_both_languages(reason: Reason, en: str, zh: str) -> None:
    assert (reason_words(reason).en, reason_words(reason).zh) == (en, zh)


def test_there_are_words_for_every_reason() -> None:
    for code in get_args(ReasonCode):
        words = reason_words(Reason(code, 1.0, 'wifi'))
        assert words.en
        assert words.zh
