import math

import pytest

from ipa_agents.errors import MapMissing
from ipa_agents.travel.open_drive.geo_reference import GeoReference, geo_reference_of


def header(reference: str, more: str = '') -> str:
    inner = f'<geoReference><![CDATA[{reference}]]></geoReference>' if reference else ''
    return f'<?xml version="1.0"?>\n<OpenDRIVE>\n<header revMajor="1" name="a town">{inner}{more}</header><road/>'


@pytest.mark.parametrize(
    ('latitude', 'north'),
    [(45.0, 4_984_944.378), (30.0, 3_320_113.398), (-45.0, -4_984_944.378)],  # m of the meridian of WGS 84
)
def test_the_meridian_has_its_known_length(latitude: float, north: float) -> None:
    assert GeoReference().to_metres(latitude, 0) == pytest.approx((0, north), abs=0.001)


def test_the_equator_near_the_meridian_is_that_of_wgs_84() -> None:
    x, y = GeoReference().to_metres(0, 0.001)
    assert (x, y) == pytest.approx((111.319491, 0), abs=1e-5)


@pytest.mark.parametrize('reference', [GeoReference(49, 8), GeoReference(-33.9, 151.2, 0.9996, 30, -7)])
def test_there_and_back_is_the_same_place(reference: GeoReference) -> None:
    for x, y in ((0.0, 0.0), (1234.5, -987.6), (-20_000.0, 50_000.0)):
        assert reference.to_metres(*reference.to_degrees(x, y)) == pytest.approx((x, y), abs=0.001)
    assert reference.to_metres(reference.latitude, reference.longitude) == pytest.approx(
        (reference.east, reference.north), abs=1e-6
    )


def test_what_the_header_of_a_town_of_carla_says() -> None:
    said = '+proj=tmerc +lat_0=0 +lon_0=0 +k=1 +x_0=0 +y_0=0 +datum=WGS84 +units=m +geoidgrids=egm96_15.gtx +no_defs '
    assert geo_reference_of(header(said)) == GeoReference()
    assert geo_reference_of(header('+lat_0=4.9000000000000000e+1 +lon_0=8.0000000000000000e+0')) == GeoReference(49, 8)
    assert geo_reference_of(header('')) is None


def test_a_zone_of_utm_and_what_the_map_was_moved_by() -> None:
    said = '+proj=utm +zone=33 +ellps=WGS84 +units=m'
    whole = geo_reference_of(header(said))
    moved = geo_reference_of(header(said, '<offset x="391000" y="5820000" z="0" hdg="0"/>'))
    assert whole
    assert moved
    assert whole.to_metres(52.52, 13.405) == pytest.approx((391_779.26, 5_820_072.16), abs=0.01)
    assert moved.to_metres(52.52, 13.405) == pytest.approx((779.26, 72.16), abs=0.01)


@pytest.mark.parametrize(
    ('document', 'reason'),
    [
        ('', 'no <header>'),
        ('a town', 'no <header>'),
        ('<header><geoReference></header>', 'cannot be read'),
        (header('+proj=lcc +lat_0=1'), 'projection lcc'),
        (header('+proj=tmerc +lat_0=north'), 'no number'),
        (header('+proj=tmerc +lat_0=nan'), 'no place'),
        (header('+proj=tmerc +x_0=inf'), 'no place'),
        (header('+proj=tmerc +lat_0=90'), 'no place'),
        (header('+proj=tmerc +k=0'), 'no place'),
        (header('+proj=tmerc +k=inf'), 'no place'),
        (header('+proj=tmerc +lat_0=49 +units=us-ft'), 'units us-ft, not m'),
        (header('+proj=tmerc +lat_0=49 +ellps=bessel'), 'ellps bessel, not WGS84'),
        (header('+proj=utm'), 'no number'),
        (header('+proj=utm +zone=61'), 'UTM zone 61, not 1 to 60'),
        (header('+proj=utm +zone=0'), 'UTM zone 0'),
        (header('+proj=utm +zone=33N'), 'no number'),
        (header('EPSG:32633'), 'no PROJ string: EPSG:32633'),
        (header('PROJCS["WGS 84 / UTM zone 33N"]'), 'no PROJ string'),
        (header('+proj=tmerc', '<offset x="inf" y="2" hdg="0"/>'), 'no distance'),
        (header('+proj=tmerc', '<offset x="1" y="2" hdg="0.5"/>'), 'turns the map'),
    ],
)
def test_a_document_that_cannot_be_used_says_why(document: str, reason: str) -> None:
    with pytest.raises(MapMissing, match=reason):
        geo_reference_of(document)


@pytest.mark.parametrize('far', [1e12, -1e300, math.inf, math.nan])
def test_a_point_that_cannot_be_on_the_earth_is_nowhere(far: float) -> None:
    reference = GeoReference(49, 8)
    for point in ((far, 0.0), (0.0, far)):
        assert all(map(math.isnan, reference.to_degrees(*point)))


@pytest.mark.parametrize('latitude', [90.0, -90.0, 123.0, math.nan])
def test_a_pole_and_what_lies_beyond_it_has_no_metres(latitude: float) -> None:
    assert all(map(math.isnan, GeoReference(49, 8).to_metres(latitude, 8)))
