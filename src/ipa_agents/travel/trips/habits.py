"""What people usually do: how long they stay, and what they call a stop."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from ipa_agents.config_files import config_folder, load_yaml
from ipa_agents.language import LANGUAGES, Language
from ipa_agents.travel.places.kinds import load_kinds

__all__ = ['Habits', 'Role', 'load_habits']


@dataclass(frozen=True, slots=True)
class Role:
    """What a stop is for: "dinner" is a restaurant, usually at `minute` of the day (None: at no usual time)."""

    id: str
    kind: str
    minute: int | None
    names: Mapping[Language, tuple[str, ...]]


@dataclass(frozen=True)
class Habits:
    """By config/trips.yaml."""

    stays: Mapping[str, float]
    usual_stay: float
    outdoors: frozenset[str]
    roles: Mapping[str, Role]

    def stay(self, kind: str) -> float:
        """s that people stay at a place of this kind."""
        return self.stays.get(kind, self.usual_stay)

    def role_of(self, kind: str) -> Role | None:
        """What a stop at a place of this kind is for, where that can be one thing only."""
        meant = [role for role in self.roles.values() if role.kind == kind]
        return meant[0] if len(meant) == 1 else None

    def role(self, text: str) -> Role | None:
        """What a stop is for by its name in either language."""
        wanted = text.strip().casefold()
        for role in self.roles.values():
            if wanted == role.id or any(wanted == name.casefold() for names in role.names.values() for name in names):
                return role
        return None


@cache
def load_habits() -> Habits:
    """The habits of config/trips.yaml; raises ConfigError."""
    document = load_yaml(config_folder() / 'trips.yaml', 'trips')
    data, kinds = document.data, load_kinds()
    named = [('stays', kind) for kind in data['stays']] + [('outdoors', kind) for kind in data['outdoors']]
    for part, kind in named:
        if kinds.kind(kind) is None:
            raise document.error(f'there is no kind of place {kind}', part)
    roles = {}
    for role, entry in data['roles'].items():
        if kinds.kind(entry['kind']) is None:
            raise document.error(f'there is no kind of place {entry["kind"]}', 'roles', role)
        hour, _, minute = entry.get('at', '').partition(':')
        names: dict[Language, tuple[str, ...]] = {language: tuple(entry['names'][language]) for language in LANGUAGES}
        roles[role] = Role(role, entry['kind'], int(hour) * 60 + int(minute) if hour else None, names)
    stays = {kind: minutes * 60.0 for kind, minutes in data['stays'].items()}
    return Habits(stays, data['usual_stay'] * 60.0, frozenset(data['outdoors']), roles)
