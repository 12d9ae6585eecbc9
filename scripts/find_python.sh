#!/bin/sh
# Prints the path of a Python 3.12 that really runs and has its C headers; exits 1 when there is none.
# A python3.12 on the PATH may be a shim that fails, hence each candidate is started.
# Usage: find_python.sh [UV]     UV: the uv program that may know of, or fetch, further interpreters.
uv=$1

usable() {
    command -v "$1" >/dev/null 2>&1 && "$1" -c '
import os, sys, sysconfig
header = os.path.join(sysconfig.get_paths()["include"], "Python.h")
sys.exit(not (sys.version_info[:2] == (3, 12) and os.path.exists(header)))' >/dev/null 2>&1
}

found() {
    if usable "$1"; then
        "$1" -c 'import sys; print(sys._base_executable)'
        exit 0
    fi
}

if [ -n "$PYTHON" ]; then
    found "$PYTHON"
    exit 1
fi
found python3.12
found python3
for candidate in "${PYENV_ROOT:-$HOME/.pyenv}"/versions/3.12*/bin/python3.12; do
    found "$candidate"
done
if [ -n "$uv" ]; then
    found "$("$uv" python find --managed-python 3.12 2>/dev/null)"
    "$uv" python install 3.12 >&2 && found "$("$uv" python find --managed-python 3.12)"
fi
exit 1
