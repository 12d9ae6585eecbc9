from pathlib import Path

import pytest
from fake_cabin import fake_conversation, speech

from ipa_agents.cabin.drive_player import DrivePlayer
from ipa_agents.cabin.events import Report
from ipa_agents.vehicle.drive import load_drive
from ipa_agents.vehicle.exchange import Outcome, Status
from ipa_agents.vehicle.signals import Signal

AIR = 'Vehicle.Cabin.HVAC.IsAirConditioningActive'
DRIVE = f"""
title: {{en: Test, zh: 测试}}
start: {{Vehicle.Exterior.AirTemperature: 31}}
steps:
  - say: {{seat: row1_passenger, text: 打开空调}}
    expect:
      outcome: DONE
      signals: {{{AIR}: {{equals: true}}}}
      say: {{contains: [空调]}}
  - do: {{Vehicle.Speed: 30}}
    expect:
      signals: {{Vehicle.Speed: {{near: 30, tolerance: 1}}}}
  - say: {{seat: row1_driver, text: open the trunk, source: media}}
    expect: {{silent: true, within: 0.1}}
  - wait: 0.01
"""
ANSWERS = {
    '打开空调': (
        Report('hvac', (Signal(AIR, True),)),
        Outcome('p', 't', Status.DONE),
        speech('空调已打开。', language='zh'),
    )
}


def play(tmp_path: Path, answers: dict) -> tuple[tuple[str, ...], list[str], list[str]]:
    file = tmp_path / 'drive.yaml'
    file.write_text(DRIVE)
    conversation, cabin, lines = fake_conversation(answers)
    faults = DrivePlayer(load_drive(file), conversation, lines.append, patience=0.05).play()
    return faults, [said.text for said in cabin.said], [line.text for line in lines]


def test_a_drive_that_goes_as_it_says(tmp_path: Path) -> None:
    faults, said, shown = play(tmp_path, ANSWERS)
    assert faults == ()
    assert said == ['打开空调', 'open the trunk']
    assert shown == ['打开空调', '空调已打开。', 'open the trunk']


def test_what_does_not_follow_is_told_with_its_line(tmp_path: Path) -> None:
    faults, said, _ = play(tmp_path, {'open the trunk': (speech('Opening.'),)})
    file = tmp_path / 'drive.yaml'
    assert faults == (
        f'{file}:5: after “打开空调”, {AIR} should be True, but is unknown',
        f'{file}:5: after “打开空调”, the outcome should be DONE, but was none',
        f"{file}:5: after “打开空调”, the answer should contain '空调', but was ''",
        f"{file}:13: after “open the trunk”, nothing should be said, but was 'Opening.'",
    )
    assert len(said) == 2


INTERRUPTED = """
title: {en: Test, zh: 测试}
steps:
  - {say: {seat: row1_driver, text: one}, interrupted: true}
  - {say: {seat: row1_driver, text: two}, expect: {say: {contains: [ok]}}}
"""


def test_an_answer_that_is_interrupted_is_not_waited_for(tmp_path: Path) -> None:
    file = tmp_path / 'drive.yaml'
    file.write_text(INTERRUPTED)
    answers = {'two': (speech('', turn_id='one'), speech('ok', turn_id='two'))}
    conversation, cabin, lines = fake_conversation(answers)
    assert DrivePlayer(load_drive(file), conversation, lines.append, 0.05).play() == ()
    assert [said.text for said in cabin.said] == ['one', 'two']


def test_the_end_of_an_answer_that_was_interrupted_is_not_the_next_ones(tmp_path: Path) -> None:
    file = tmp_path / 'drive.yaml'
    file.write_text(INTERRUPTED.replace('say: {contains: [ok]}', 'asks: false'))
    conversation, _, lines = fake_conversation({'two': (speech('', turn_id='one'),)})
    assert len(DrivePlayer(load_drive(file), conversation, lines.append, 0.05).play()) == 1


ROUGH = """
title: {en: Test, zh: 测试}
steps:
  - {model: down, say: {seat: row1_driver, text: one}, expect: {say: {contains: [ok]}}}
  - {needs: model, model: up, say: {seat: row1_driver, text: two}, expect: {say: {contains: [ok]}}}
"""


@pytest.mark.parametrize('has_model', [True, False])
def test_without_a_model_what_needs_one_is_left_out(tmp_path: Path, has_model: bool) -> None:
    file = tmp_path / 'drive.yaml'
    file.write_text(ROUGH)
    conversation, cabin, lines = fake_conversation({text: (speech('ok'),) for text in ('one', 'two')})
    troubles: list[str] = []
    trouble = troubles.append if has_model else None
    player = DrivePlayer(load_drive(file), conversation, lines.append, 0.05, trouble)
    assert player.play() == ()
    assert [said.text for said in cabin.said] == (['one', 'two'] if has_model else ['one'])
    assert troubles == (['down', 'up'] if has_model else [])
