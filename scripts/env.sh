# Source this file (bash, zsh): python, pytest, colcon and ipa_agents as ./ipa sees them.
_ipa_root=$(cd "$(dirname "${BASH_SOURCE[0]:-$0}")/.." && pwd)
if [ -e "$_ipa_root/.venv/.ready" ]; then
    . "$_ipa_root/.venv/ipa.env"
else
    echo 'This checkout is not set up: run make setup' >&2
fi
unset _ipa_root
