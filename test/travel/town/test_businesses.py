"""What is known of the businesses of the demo town."""

from collections import Counter

from maps import planned_town as town

from ipa_agents.travel.fees import parse_fee


def test_what_things_cost_is_known_only_where_they_cost_something_and_can_be_read() -> None:
    paid = [site.tags for site in town().sites if 'charge' in site.tags]
    assert {tags['amenity'] for tags in paid} == {'parking', 'charging_station'}
    assert {fee.unit for tags in paid if (fee := parse_fee(tags['charge']))} == {'kWh', 'hour', 'day'}
    assert all(parse_fee(tags['charge']) for tags in paid)
    assert all(tags['fee'] == 'yes' for tags in paid if tags['amenity'] == 'charging_station')
    assert any('charge' not in site.tags for site in town().sites if site.tags.get('fee') == 'yes')


def test_whether_the_wireless_network_costs_is_known_only_where_there_is_one() -> None:
    told = [site.tags for site in town().sites if 'internet_access:fee' in site.tags]
    assert told
    assert all(tags['internet_access'] == 'wlan' for tags in told)


def test_what_people_ask_for_is_there_and_mostly_unknown() -> None:
    sites = [site.tags for site in town().sites]
    cafes = [tags for tags in sites if tags.get('amenity') == 'cafe']
    noise = Counter(tags.get('noise_level') for tags in cafes)
    assert set(noise) == {'quiet', 'average', 'loud', None}
    assert noise[None] > len(cafes) / 3
    assert [tags for tags in cafes if tags.get('noise_level') == 'quiet' and tags.get('internet_access:fee') == 'no']
    sichuan = [tags for tags in sites if tags.get('cuisine') == 'sichuan']
    assert [tags for tags in sichuan if tags.get('parking') == 'yes' and float(tags.get('rating', 0)) >= 4]
