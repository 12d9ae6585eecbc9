import pytest

from ipa_agents.travel.trips.habits import load_habits


@pytest.mark.parametrize(
    ('text', 'role'), [('Dinner', 'dinner'), ('晚饭', 'dinner'), ('the movies', 'film'), ('x', None)]
)
def test_what_a_stop_is_for_is_known_by_its_name(text: str, role: str | None) -> None:
    found = load_habits().role(text)
    assert (found.id if found else None) == role


def test_people_stay_as_long_as_is_usual_at_a_place_of_the_kind() -> None:
    habits = load_habits()
    assert habits.stay('restaurant') == 5400.0
    assert habits.stay('office') == habits.usual_stay
    assert habits.roles['lunch'].minute == 12 * 60 + 30
    assert habits.roles['film'].minute is None


def test_a_kind_tells_what_a_stop_is_for_where_it_can_be_one_thing_only() -> None:
    film = load_habits().role_of('cinema')
    assert film
    assert film.id == 'film'
    assert load_habits().role_of('restaurant') is None
    assert load_habits().role_of('hospital') is None
