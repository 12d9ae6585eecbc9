"""What people like, as words, as notes for a model, and as wishes of a search that are kept where they can be."""

from collections.abc import Mapping, Sequence
from typing import Any

from ipa_agents.assistant.listener import Listener
from ipa_agents.assistant.people import People
from ipa_agents.memory.topics import Value, load_topics
from ipa_agents.travel.places.found import Found
from ipa_agents.travel.places.place import Place
from ipa_agents.vehicle.seats import Seat

__all__ = ['ATTRIBUTE_OF_DIET', 'known_words', 'liked_first', 'notes_of', 'place_names', 'price_of', 'with_diet']

ATTRIBUTE_OF_DIET = {'vegetarian': 'vegetarian', 'vegan': 'vegetarian', 'halal': 'halal'}
"""What the map tells of diets."""
_WHERE_PEOPLE_EAT = ('restaurant', 'food', 'fast_food', 'cafe')
_PRICES = {1: 'cheap', 2: 'moderate', 3: 'expensive', 4: 'expensive'}


def known_words(listener: Listener, topic: str, value: Value) -> str:
    """That somebody likes `value`, as a clause that is said to them."""
    about = load_topics()[topic]
    return about.known[listener.language].format(value=about.shown(value, listener.language))


def price_of(price: int) -> str | None:
    """The value of the topic price that a place of `price` (1 to 4) is; None where that is not known."""
    return _PRICES.get(price)


def notes_of(people: People, seat: Seat) -> tuple[str, ...]:
    """What a model may know of whoever sits there: of places only that they are known, since strangers named them."""
    notes = []
    for kept in people.view.of(people.at(seat)):
        topic = load_topics()[kept.topic]
        shown = 'known' if topic.kind == 'place' else topic.shown(kept.value, 'en')
        notes.append(f'my {topic.names["en"][0]}: {shown}')
    return tuple(notes)


def place_names(people: People, seat: Seat) -> tuple[str, ...]:
    """What strangers called the places that are kept of whoever sits there: it may have been told to them."""
    values = [kept.value for kept in people.view.of(people.at(seat))]
    return tuple(str(value[key]) for value in values if isinstance(value, Mapping) for key in ('name', 'name_zh'))


def with_diet(people: People, seat: Seat, wanted: Mapping[str, Any]) -> Mapping[str, Any]:
    """The arguments of a search, with what whoever asks must not do without, where people eat."""
    diets = [ATTRIBUTE_OF_DIET[diet] for diet in people.likes(seat, 'diet') if diet in ATTRIBUTE_OF_DIET]
    if not diets or wanted.get('kind') not in _WHERE_PEOPLE_EAT or wanted.get('nearest'):
        return wanted
    return {**wanted, 'attributes': list(dict.fromkeys((*(wanted.get('attributes') or ()), *diets)))}


def liked_first(
    people: People, listener: Listener, wanted: Mapping[str, Any], found: Sequence[Found]
) -> tuple[tuple[Found, ...], str]:
    """`found` of which those come first that fit whoever asked, and why; as they are where that is no question."""
    if wanted.get('kind') not in _WHERE_PEOPLE_EAT or wanted.get('nearest') or wanted.get('sort'):
        return tuple(found), ''
    topics = ('cuisine', 'diet', 'price')
    liked = [(topic, value) for topic in topics for value in people.likes(listener.seat, topic)]
    wishes = [(topic, value) for topic, value in liked if not (topic == 'cuisine' and wanted.get('cuisine'))]
    ordered = sorted(found, key=lambda item: -sum(_fits(item.place, *wish) for wish in wishes))
    met = [known_words(listener, *wish) for wish in wishes if ordered and _fits(ordered[0].place, *wish)]
    why = listener.wording('people.first', known=listener.listed(met)) if met else ''
    return tuple(ordered), why


def _fits(place: Place, topic: str, value: Value) -> bool:
    match topic:
        case 'cuisine':
            return value in place.cuisine.split(';')
        case 'diet':
            return place.attribute(f'diet:{value}') in ('yes', 'only')
    return price_of(place.price) == value
