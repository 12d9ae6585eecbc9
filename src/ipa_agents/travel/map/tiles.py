"""Builds routing tiles out of OpenStreetMap data with Valhalla's own tool."""

import importlib.util
import json
import os
import shutil
import subprocess
from pathlib import Path

from ipa_agents.errors import SetupError
from ipa_agents.travel.routing.engine import valhalla_config

__all__ = ['build_tiles', 'tile_builder']

_BUILDER = 'valhalla_build_tiles'


def tile_builder() -> Path:
    """Valhalla's tile builder, from the installed Python package or the PATH; raises SetupError when there is none."""
    package = importlib.util.find_spec('valhalla')
    folders = [Path(folder) / 'bin' for folder in (package.submodule_search_locations or ())] if package else []
    for found in (*(folder / _BUILDER for folder in folders), shutil.which(_BUILDER)):
        if found and Path(found).is_file():
            return Path(found)
    raise SetupError(f'{_BUILDER} is missing: pip install pyvalhalla (Python 3.12 or later), or run `make setup`')


def build_tiles(extract: Path, tiles: Path) -> None:
    """Build tiles from `extract` (.osm.pbf) in the empty folder `tiles`; raises SetupError with what the tool said."""
    tiles.mkdir(parents=True, exist_ok=True)
    config = valhalla_config(tiles)
    config['mjolnir']['concurrency'] = os.cpu_count() or 1
    config_file = tiles / 'valhalla.json'
    config_file.write_text(json.dumps(config), encoding='utf-8')
    # The tool leaves its intermediate files where it runs.
    done = subprocess.run(
        [tile_builder(), '-c', config_file, extract.resolve()], cwd=tiles, capture_output=True, text=True, check=False
    )
    config_file.unlink()
    if done.returncode != 0:
        last = (done.stderr or done.stdout).strip().splitlines()[-3:]
        raise SetupError(f'{_BUILDER} failed ({done.returncode}): {" / ".join(last)}')
