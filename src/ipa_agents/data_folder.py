"""Where maps and other made or fetched data are kept."""

import os
from pathlib import Path

__all__ = ['data_folder']


def data_folder() -> Path:
    """IPA_DATA if set; .ipa/ of the checkout that this runs from; else ipa_agents in the user's data folder."""
    if chosen := os.environ.get('IPA_DATA'):
        return Path(chosen).expanduser()
    checkout = Path(__file__).resolve().parents[2]
    if (checkout / 'package.xml').is_file():
        return checkout / '.ipa'
    home = os.environ.get('XDG_DATA_HOME') or Path.home() / '.local' / 'share'
    return Path(home) / 'ipa_agents'
