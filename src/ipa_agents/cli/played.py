"""A drive on the screen, with what became of it."""

from collections.abc import Callable

from ipa_agents.cabin.conversation import Conversation
from ipa_agents.cabin.drive_player import DrivePlayer
from ipa_agents.cli.screen import Screen
from ipa_agents.errors import DriveError
from ipa_agents.vehicle.drive import Drive, Trouble

__all__ = ['played']


def played(
    drive: Drive,
    conversation: Conversation,
    screen: Screen,
    patience: float,
    trouble: Callable[[Trouble], None] | None = None,
) -> int:
    """Play `drive` and show it; raises DriveError with all that did not follow."""
    screen.note(f'{drive.title.en} / {drive.title.zh}')
    player = DrivePlayer(drive, conversation, screen.show, patience, trouble)
    faults = player.play()
    turns = sum(step.say is not None for step in player.steps)
    if faults:
        raise DriveError('\n  '.join((f'the drive did not go as its file says ({turns} turns):', *faults)))
    screen.note(f'All {turns} turns went as the drive says.')
    return 0
