#!/bin/sh
# Prints the path of a Python of one version that really runs and has its C headers; exits 1 when there is none.
# A python3.12 on the PATH may be a shim that fails, hence each candidate is started.
# Usage: find_python.sh 3.12 [UV]     UV: the uv program that may know of, or fetch, further interpreters.
version=$1
uv=$2

usable() {
    command -v "$1" >/dev/null 2>&1 && "$1" -c '
import os, sys, sysconfig
header = os.path.join(sysconfig.get_paths()["include"], "Python.h")
sys.exit(not ("%d.%d" % sys.version_info[:2] == sys.argv[1] and os.path.exists(header)))' "$version" >/dev/null 2>&1
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
found "python$version"
found python3
for candidate in "${PYENV_ROOT:-$HOME/.pyenv}"/versions/"$version"*/bin/"python$version"; do
    found "$candidate"
done
if [ -n "$uv" ]; then
    found "$("$uv" python find --managed-python "$version" 2>/dev/null)"
    "$uv" python install "$version" >&2 && found "$("$uv" python find --managed-python "$version")"
fi
exit 1
