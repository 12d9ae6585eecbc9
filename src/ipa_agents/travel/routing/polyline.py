"""Lines as Valhalla encodes them."""

__all__ = ['decode']


def decode(encoded: str) -> list[tuple[float, float]]:
    """Longitudes and latitudes of a shape, in degrees."""
    from valhalla.midgard.utils import decode_polyline

    return list(decode_polyline(encoded))
