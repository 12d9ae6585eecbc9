"""`ipa places search`: looks for places in a store, and says why each was chosen."""

import argparse
import math
import time
from collections.abc import Mapping
from datetime import datetime
from typing import Any, get_args

from rich.console import Console
from rich.markup import escape
from rich.table import Table

from ipa_agents.brains.interface import Context
from ipa_agents.brains.reflex.place_wishes import load_place_wishes
from ipa_agents.cli.arguments import count, quantity
from ipa_agents.errors import SetupError
from ipa_agents.language import LANGUAGES, Language, language_of
from ipa_agents.travel.geodesy import Line
from ipa_agents.travel.places.embedded import EmbeddedPlaces
from ipa_agents.travel.places.found import Results
from ipa_agents.travel.places.interface import Places
from ipa_agents.travel.places.kinds import Kinds, load_kinds
from ipa_agents.travel.places.query import Along, PlaceQuery, Sort, check_position
from ipa_agents.travel.places.reasons import reason_words
from ipa_agents.travel.places.zorder import Box

__all__ = ['add_arguments', 'printable', 'search']

_WISHES = ('kind', 'cuisine', 'attributes', 'min_rating', 'max_price', 'open_at', 'radius', 'sort')
_NOTHING = (None, '', (), 0, math.inf, 'best')
"""What an argument is that nobody gave."""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """What is looked for."""
    parser.add_argument(
        'text', nargs='?', default='', help='a name or a part of one, misspelt, or in pinyin; or wishes ("quiet cafe")'
    )
    parser.add_argument(
        '--near', type=_position, metavar='LAT,LON', help='from where (default: the middle of the store)'
    )
    where = parser.add_mutually_exclusive_group()
    where.add_argument('--radius', type=quantity, metavar='KM', help='within so many km (default: anywhere)')
    where.add_argument('--box', type=_box, metavar='S,W,N,E', help='within, in degrees')
    where.add_argument('--along', type=_position, nargs='+', metavar='LAT,LON', help='beside the way over these points')
    parser.add_argument('--detour', type=quantity, default=10.0, metavar='MIN', help='with --along (default: 10)')
    parser.add_argument('--kind', default='', metavar='KIND', help='one of config/places/kinds.yaml')
    parser.add_argument('--cuisine', default='', metavar='CUISINE', help='one of config/places/kinds.yaml')
    parser.add_argument('--with', dest='attributes', action='append', default=[], metavar='ATTRIBUTE', help='has it')
    parser.add_argument('--rating', type=float, default=0.0, metavar='STARS', help='at least; 0 to 5')
    parser.add_argument('--price', type=int, default=0, metavar='LEVEL', help='at most; 1 is cheap, 4 is not')
    parser.add_argument('--open', type=_clock, metavar='HH:MM', help='leave out what is closed then, today')
    parser.add_argument('--sort', choices=get_args(Sort), default='best', help='(default: %(default)s)')
    parser.add_argument('--limit', type=count, default=10, metavar='N', help='how many (default: %(default)s)')
    parser.add_argument('--language', choices=LANGUAGES, default='en', help='of the reasons (default: %(default)s)')


def search(places: Places, args: argparse.Namespace) -> int:
    """Print what is found, why, and what was given up for it."""
    latitude, longitude = args.near or (args.along[0] if args.along else _middle(places))
    started = time.perf_counter()
    results = places.search(PlaceQuery(latitude, longitude, relax=True, limit=args.limit, **_wanted(args)))
    taken = time.perf_counter() - started
    for reason in results.relaxed:
        print(reason_words(reason)[args.language])
    Console().print(_table(results, load_kinds(), args.language))
    of = '' if places.info.count is None else f' of {places.info.count}'
    print(f'{len(results.found)}{of} places in {taken * 1000:.1f} ms, from {latitude:g},{longitude:g}')
    return 0


def printable(text: str) -> str:
    """Text of a stranger without what a terminal would obey."""
    return ''.join(letter if letter.isprintable() else ' ' for letter in text)


def _wanted(args: argparse.Namespace) -> dict[str, Any]:
    """What the arguments ask for, and the text where it is no name."""
    given = {
        'kind': args.kind,
        'cuisine': args.cuisine,
        'min_rating': args.rating,
        'max_price': args.price,
        'open_at': args.open,
        'radius': args.radius * 1000 if args.radius else math.inf,
        'sort': args.sort,
    }
    said = _said(args.text) or {'text': args.text}
    both = given | {name: value for name, value in said.items() if given.get(name) in _NOTHING}
    both['attributes'] = tuple(dict.fromkeys((*said.get('attributes', ()), *args.attributes)))
    if args.along:
        if len(args.along) < 2:
            raise SetupError('--along needs two points or more')
        for point in args.along:
            check_position(*point)
        both |= {'along': Along(Line(*zip(*args.along, strict=True)), 0.0, 60.0 * args.detour), 'radius': math.inf}
    return both | ({'box': args.box} if args.box else {})


def _said(text: str) -> Mapping[str, Any]:
    """The wishes of a text that is made of them alone, as for PlaceQuery; nothing where it may be a name."""
    now = time.time()
    steps = load_place_wishes(language_of(text)).search(text, Context(now=now)) if text else ()
    if len(steps) != 1 or steps[0].call is None:
        return {}
    wishes = dict(steps[0].call.arguments)
    if wishes.pop('open_now', False):
        wishes['open_at'] = datetime.fromtimestamp(now)
    elif 'open_at' in wishes:
        wishes['open_at'] = _clock(wishes['open_at'])
    if 'max_distance' in wishes:
        wishes['radius'] = 1000.0 * wishes.pop('max_distance')
    wishes['attributes'] = tuple(wishes.get('attributes', ()))
    return wishes if wishes.keys() <= set(_WISHES) else {}


def _table(results: Results, kinds: Kinds, language: Language) -> Table:
    table = Table('name', '名称', 'kind', 'place', 'why')
    for found in results.found:
        place = found.place
        kind = kinds.kind(place.kind)
        why = '; '.join(reason_words(reason)[language] for reason in found.reasons)
        where = f'{place.latitude:.5f},{place.longitude:.5f}'
        named = place.name_zh if place.name_zh != place.name else ''
        cells = (place.name, named, kind.names[language][0] if kind else place.kind, where, why)
        table.add_row(*map(escape, map(printable, cells)))
    return table


def _middle(places: Places) -> tuple[float, float]:
    """The place in the middle of the order of a folder."""
    if not isinstance(places, EmbeddedPlaces):
        raise SetupError('from where? Give --near LAT,LON')
    if not len(places):
        return 0.0, 0.0
    place = places.store.place(len(places) // 2)
    return place.latitude, place.longitude


def _position(text: str) -> tuple[float, float]:
    latitude, _, longitude = text.partition(',')
    return float(latitude), float(longitude)


def _box(text: str) -> Box:
    south, west, north, east = map(float, text.split(','))
    return Box(south, west, north, east)


def _clock(text: str) -> datetime:
    return datetime.combine(datetime.now().date(), datetime.strptime(text, '%H:%M').time())
