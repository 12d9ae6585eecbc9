#!/bin/sh
# Prints the options of uv that give PyTorch built for the CPU, which is not on PyPI.
# Usage: torch_source.sh VERSION     A folder of wheels that pip is told of and that holds it goes before the network.
for folder in $PIP_FIND_LINKS $(python3 -m pip config get global.find-links 2>/dev/null); do
    for wheel in "$folder/torch-$1+cpu-"*.whl; do
        if [ -e "$wheel" ]; then
            echo "--find-links $folder"
            exit
        fi
    done
done
echo '--torch-backend cpu'
