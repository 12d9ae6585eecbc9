# Source this file (bash, zsh): python, pytest and colcon as ./ipa sees them.
_ipa_root=$(cd "$(dirname "${BASH_SOURCE[0]:-$0}")/.." && pwd)
if [ -e "$_ipa_root/.venv/ipa.env" ]; then
    . "$_ipa_root/.venv/ipa.env"
else
    echo "This checkout is not set up yet. Run: make -C '$_ipa_root' setup" >&2
fi
unset _ipa_root
