import sys
from pathlib import Path

import pytest
from small_stores import write_store

from ipa_agents.errors import MapMissing, SetupError
from ipa_agents.travel.places.embedded import EmbeddedPlaces
from ipa_agents.travel.places.opening import open_places
from ipa_agents.travel.places.place import Place


def test_a_folder_is_opened_at_once_and_a_server_is_not_asked_yet(tmp_path: Path) -> None:
    write_store(tmp_path, [Place('n1', 'Alpha', '', 'cafe', 31.2, 165.4)])
    assert isinstance(open_places(str(tmp_path)), EmbeddedPlaces)
    with pytest.raises(MapMissing):
        open_places(str(tmp_path / 'none'))
    for address in (
        'postgresql:///?host=/no/such/place',
        'postgres://nobody.invalid/x',
        'mcp+http://nobody.invalid/mcp',
    ):
        open_places(address)


@pytest.mark.parametrize(
    ('library', 'address', 'cure'),
    [
        ('psycopg', 'postgresql://db/places', r"pip install 'psycopg\[binary\]'"),
        ('mcp', 'mcp+http://127.0.0.1:1/mcp', r"pip install 'mcp>=2'"),
    ],
)
def test_what_is_not_installed_is_said_with_the_cure(
    library: str, address: str, cure: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, library, None)
    with pytest.raises(SetupError, match=cure):
        open_places(address)
