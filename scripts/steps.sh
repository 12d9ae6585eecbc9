# What the set-up scripts share; sourced by them. They set: log, steps (how many), root.
step=0

fail() {  # fail WHAT CURE
    printf '\nset-up failed: %s. Cure: %s. Details: %s\n' "$1" "$2" "$log" >&2
    exit 1
}

begin() {  # begin TITLE
    step=$((step + 1))
    started=$SECONDS
    printf '[%d/%d] %s ... ' "$step" "$steps" "$1"
    printf '\n=== %s\n' "$1" >>"$log"
}

finish() { printf '%d s\n' $((SECONDS - started)); }

quietly() { "$@" >>"$log" 2>&1 9<&-; }

fingerprint() { find "$@" -type f -not -path '*/__pycache__/*' -print0 | sort -z | xargs -0 sha256sum | sha256sum | cut -d' ' -f1; }

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
