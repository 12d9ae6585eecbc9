"""What `ipa trace` does with a recording, whatever stands in it."""

from dataclasses import replace
from pathlib import Path

import pytest
from recordings import NOTE, note, record, recorded

from ipa_agents.cli.main import main
from ipa_agents.recording.records import Channel, Quality

_DEFINITION = NOTE.definition.replace(
    'string text\nfloat64[] numbers', 'string turn_id\nstring node\nstring stage\nstring detail\nfloat32 elapsed_ms'
)
TRACE = Channel('/car/trace', 'ipa_agents/msg/TurnEvent', _DEFINITION, Quality(depth=10))


def test_what_is_no_stage_is_said_and_left_out(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    heard, said = (
        record(TRACE, second, turn_id='t', node='assistant', stage=stage, detail=detail, elapsed_ms=second * 1e3)
        for second, stage, detail in ((0.0, 'heard', '{"text": "warmer"}'), (0.2, 'said', '{"is_last": true}'))
    )
    cut = replace(said, data=said.data[:9])
    other = replace(note(0.1, 'x'), channel=replace(NOTE, topic='/car/trace'))
    assert main(['trace', '--file', str(recorded(tmp_path / 'drive.mcap', heard, cut, other, said))]) == 0
    shown = capsys.readouterr()
    assert 'warmer' in shown.out
    assert '200 ms' in shown.out
    assert shown.err.count('left out') == 2
