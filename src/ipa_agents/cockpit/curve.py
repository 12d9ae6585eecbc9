"""A curve of the last minutes, as points of an SVG."""

from collections.abc import Sequence

from ipa_agents.cabin.consumption import KEPT

__all__ = ['HEIGHT', 'WIDTH', 'curve']

WIDTH, HEIGHT = 100.0, 40.0
_SMALLEST = 20.0  # kW that the height is at least, so that standing still is no mountain range


def curve(points: Sequence[float]) -> tuple[str, float]:
    """Points of an SVG polyline that ends at the right edge, and the y of zero; what was given back lies below it."""
    if not points:
        return '', HEIGHT
    top, bottom = max(_SMALLEST, *points, 0.0), min(0.0, *points, 0.0)
    scale = HEIGHT / (top - bottom)
    step = WIDTH / (KEPT - 1)
    left = WIDTH - step * (len(points) - 1)
    drawn = ' '.join(f'{left + index * step:.1f},{(top - kw) * scale:.1f}' for index, kw in enumerate(points))
    return drawn, top * scale
