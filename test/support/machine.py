"""A machine for the set-up scripts: a PATH of one folder, with pretended tools that note their calls."""

import shutil
import subprocess
from pathlib import Path

CHECKOUT = Path(__file__).resolve().parents[2]
BASE = 'bash cat chmod cut dirname env find flock grep mkdir nproc readlink rm sed sh sha256sum sleep sort touch xargs'
# A Python with headers, as far as the scripts ask: it says where it is.
PYTHON = 'case "$*" in *sysconfig.get_path*) echo /lib/python3.12/site-packages;; *print*) echo "$0";; esac'
MAKE_VENV = f"""
for place; do :; done
mkdir -p $place/bin $place/lib/python3.12/site-packages/ros_x.libs
printf '#!/bin/sh\\n%s\\n' '{PYTHON}' >$place/bin/python
chmod +x $place/bin/python"""
UV = f'case "$1" in venv) {MAKE_VENV};; python) exit 1;; esac'


class Machine:
    """Tools in `bin`, a checkout in `checkout`, the calls of the tools, one a line, in `calls`."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.bin = folder / 'bin'
        self.bin.mkdir()
        for tool in BASE.split():
            found = shutil.which(tool)
            assert found, f'{tool} is missing'
            (self.bin / tool).symlink_to(found)
        self.log = folder / 'calls'

    def tool(self, name: str, script: str = '') -> Path:
        """Put a tool on the PATH; gives its file."""
        return self.script(self.bin / name, script)

    def script(self, file: Path, script: str) -> Path:
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(f'#!/bin/sh\necho "{file.name} $*" >>"{self.log}"\n{script}\n')
        file.chmod(0o755)
        return file

    def complete(self) -> None:
        """Put on the PATH all that a set-up needs."""
        for name in ('make', 'gcc', 'g++', 'colcon'):
            self.tool(name)
        self.tool('python3.12', PYTHON)
        self.tool('uv', UV)

    def calls(self, tool: str) -> list[str]:
        lines = self.log.read_text().splitlines() if self.log.exists() else []
        return [line for line in lines if line.startswith(f'{tool} ')]

    def checkout(self, name: str = 'check out') -> Path:
        """A copy of what the set-up reads of this checkout."""
        copy = self.folder / name
        copy.mkdir()
        for part in ('scripts', 'requirements', 'msg', 'srv', 'config/town', 'config/places', 'src/ipa_agents/travel'):
            shutil.copytree(CHECKOUT / part, copy / part)
        for part in ('CMakeLists.txt', 'package.xml', 'setup.py', 'ipa'):
            shutil.copy(CHECKOUT / part, copy / part)
        return copy

    def environment(self, **extra: str) -> dict[str, str]:
        return {'PATH': str(self.bin), 'HOME': str(self.folder / 'home'), **extra}

    def run(self, *command: str | Path, cwd: Path | None = None, **extra: str) -> subprocess.CompletedProcess[str]:
        environment = self.environment(**extra)
        return subprocess.run(command, cwd=cwd, env=environment, capture_output=True, text=True, check=False)

    def start(self, *command: str | Path) -> subprocess.Popen[str]:
        return subprocess.Popen(command, env=self.environment(), stdout=subprocess.PIPE, text=True)
