"""Makes the CMake files in the ROS 2 wheels name this virtual environment.

They name the container in which the wheels were built. Each file is replaced, never edited in place:
uv hard-links installed files to its cache, which an edit would spoil.
"""

import os
import re
import sys
import sysconfig
from pathlib import Path

BUILT_IN = r'/opt/python/cp3\d+-cp3\d+'


def relocate(folder: Path, include: str, site_packages: str) -> None:
    """Put this interpreter's folders in place of the container's in every CMake file below `folder`."""
    for file in folder.rglob('*.cmake'):
        before = file.read_text()
        after = re.sub(BUILT_IN + r'/include/python3\.\d+', lambda _: include, before)
        after = re.sub(BUILT_IN + r'/lib/python3\.\d+/site-packages', lambda _: site_packages, after)
        if after != before:
            fresh = file.with_suffix('.relocated')
            fresh.write_text(after)
            os.replace(fresh, file)


if __name__ == '__main__':
    paths = sysconfig.get_paths()
    relocate(Path(sys.prefix, 'share'), paths['include'], paths['platlib'])
