"""A crossing as OpenDRIVE: Main Street goes from west to east, High Street comes from the south; turns between them."""

__all__ = ['crossing', 'lanes', 'road']

_WIDTH = 3.5


def lanes(right: int = 1, left: int = 1, kind: str = 'driving') -> str:
    """One section with lanes on either side, and a shoulder beyond them."""

    def side(name: str, count: int, sign: int) -> str:
        inner = ''.join(_lane(sign * (number + 1), kind) for number in range(count))
        return f'<{name}>{inner}{_lane(sign * (count + 1), "shoulder")}</{name}>'

    return f'<lanes><laneSection s="0">{side("left", left, 1)}{side("right", right, -1)}</laneSection></lanes>'


def road(
    number: str,
    geometry: str,
    has: str,
    *,
    name: str = '',
    junction: str = '-1',
    links: str = '',
    kind: str = '',
    rule: str = 'RHT',
) -> str:
    """One road; `geometry` is that of its planView."""
    return (
        f'<road name="{name}" length="1" id="{number}" junction="{junction}" rule="{rule}"><link>{links}</link>{kind}'
        f'<planView>{geometry}</planView>{has}</road>'
    )


def crossing(reference: str = '+proj=tmerc +lat_0=49 +lon_0=8') -> str:
    """The document; all three roads are 100 m long and end 10 m from the middle at 0, 0."""
    to = '<{0} elementType="junction" elementId="9"/>'
    town = '<type s="0" type="town"><speed max="30" unit="mph"/></type>'
    both = lanes()
    roads = [
        road('1', _line(-110, 0, 0, 100), both, name='Main Street', links=to.format('successor'), kind=town),
        road('2', _line(10, 0, 0, 100), both, name='Main Street', links=to.format('predecessor'), kind=town),
        road('3', _line(0, -110, 1.5707963267948966, 100), both, name='High Street', links=to.format('successor')),
        _turn('11', '1', 'end', '2', 'start', _line(-10, 0, 0, 20)),
        _turn('12', '2', 'start', '1', 'end', _line(10, 0, 3.141592653589793, 20)),
        _turn('13', '3', 'end', '1', 'end', _bow(0, -10, 1.5707963267948966, 0.1)),
        _turn('14', '3', 'end', '2', 'start', _bow(0, -10, 1.5707963267948966, -0.1)),
        _turn('15', '1', 'end', '3', 'end', _bow(-10, 0, 0, -0.1)),
        _turn('16', '1', 'end', '3', 'end', _bow(-10, 0, 0, -0.1)),  # a second lane
    ]
    said = f'<geoReference><![CDATA[{reference}]]></geoReference>' if reference else ''
    return f'<?xml version="1.0" encoding="UTF-8"?><OpenDRIVE><header>{said}</header>{"".join(roads)}</OpenDRIVE>'


def _turn(number: str, begin: str, begin_at: str, end: str, end_at: str, geometry: str) -> str:
    links = (
        f'<predecessor elementType="road" elementId="{begin}" contactPoint="{begin_at}"/>'
        f'<successor elementType="road" elementId="{end}" contactPoint="{end_at}"/>'
    )
    return road(number, geometry, lanes(1, 0), junction='9', links=links)


def _lane(number: int, kind: str) -> str:
    return f'<lane id="{number}" type="{kind}"><width sOffset="0" a="{_WIDTH}" b="0" c="0" d="0"/></lane>'


def _line(x: float, y: float, hdg: float, length: float) -> str:
    return f'<geometry s="0" x="{x}" y="{y}" hdg="{hdg}" length="{length}"><line/></geometry>'


def _bow(x: float, y: float, hdg: float, curvature: float) -> str:
    shape = f'<arc curvature="{curvature}"/>'
    return f'<geometry s="0" x="{x}" y="{y}" hdg="{hdg}" length="15.707963">{shape}</geometry>'
