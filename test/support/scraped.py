"""The figures of a metrics node, read as Prometheus reads them."""

import urllib.request

from prometheus_client.parser import text_string_to_metric_families

__all__ = ['figures']


def figures(port: int) -> dict[str, float]:
    """Every sample by name and labels; empty while nobody serves."""
    try:
        with urllib.request.urlopen(f'http://127.0.0.1:{port}/metrics', timeout=10) as answer:
            text = answer.read().decode()
    except OSError:
        return {}
    families = text_string_to_metric_families(text)
    return {f'{sample.name}{sorted(sample.labels.items())}': sample.value for f in families for sample in f.samples}
