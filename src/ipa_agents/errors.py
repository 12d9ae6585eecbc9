"""The exceptions of ipa_agents, one tree.

IpaError
+-- ConfigError          a YAML file is wrong: file, line, reason
+-- SignalError
|   +-- UnknownSignal    no such path in the catalogue
|   +-- InvalidValue     wrong type, not finite, out of range, not one of the allowed values
+-- ProposalError        a proposal or its arguments are malformed
+-- RejectedCommand      a device cannot do what it was told
+-- TravelError
|   +-- MapMissing       no map data or tiles where they are expected
|   +-- PlaceNotFound
|   +-- NoRoute
|   +-- TripError        a trip cannot be made or changed so; in words for people
|   +-- UnknownRoad      no road of that name on the map
|   +-- ReportError      a report of the traffic, or of what is free, cannot be used
|   +-- InvalidQuery     a search that cannot be: a point off the earth, an unknown kind, cuisine, attribute
|   +-- ImportFailed     a file of places cannot be taken in
|   +-- StoreBusy        another import is writing the same store of places
|   +-- StoreUnreachable a store of places on another machine does not answer, or not as it should
+-- MemoryFault          what is kept of people cannot be read or written, or a value may not be kept
+-- DriveError           a drive did not go as its file says
+-- SnapshotError        what a node kept for a restart cannot be read or written
+-- RecordingError       a recording cannot be written, read or played
+-- ModelError           a model's server gave no usable answer
|   +-- ModelUnreachable no connection, or a server that cannot serve
|   +-- ModelTimeout     a stage took longer than it may
|   +-- ModelRefused     the server does not accept the request
|   +-- ModelBroken      the answer broke off, or is nonsense
+-- ServerDied           a model's server ended by itself, or never became ready
+-- SetupError           something on this machine is missing; the message names the cure
"""

from typing import Literal

__all__ = [
    'ConfigError',
    'DriveError',
    'ImportFailed',
    'InvalidQuery',
    'InvalidValue',
    'IpaError',
    'MapMissing',
    'MemoryFault',
    'ModelBroken',
    'ModelError',
    'ModelReason',
    'ModelRefused',
    'ModelTimeout',
    'ModelUnreachable',
    'NoRoute',
    'PlaceNotFound',
    'ProposalError',
    'RecordingError',
    'RejectedCommand',
    'ReportError',
    'ServerDied',
    'SetupError',
    'SignalError',
    'SnapshotError',
    'StoreBusy',
    'StoreUnreachable',
    'TravelError',
    'TripError',
    'UnknownRoad',
    'UnknownSignal',
]

ModelReason = Literal[
    'no_connection',
    'certificate',
    'connection_broke',
    'status',
    'no_model',
    'no_key',
    'unreadable',
    'endless',
    'broken_off',
    'first_token',
    'next_token',
    'whole_answer',
    'turn_over',
    'nobody',
]


class IpaError(Exception):
    """Anything that ipa_agents itself raises."""


class ConfigError(IpaError):
    """A configuration file is wrong; `line` counts from 1, 0 when the whole file is meant."""

    def __init__(self, file: str, line: int, reason: str) -> None:
        super().__init__(f'{file}:{line}: {reason}' if line else f'{file}: {reason}')
        self.file = file
        self.line = line
        self.reason = reason


class SignalError(IpaError):
    """A signal was named or valued wrongly."""


class UnknownSignal(SignalError):
    """No such path in the catalogue."""

    def __init__(self, path: str) -> None:
        super().__init__(f'unknown signal path: {path}')
        self.path = path


class InvalidValue(SignalError):
    """A value that its signal cannot have."""

    def __init__(self, path: str, value: object, reason: str) -> None:
        super().__init__(f'{path}: {reason} (was {value!r})')
        self.path = path
        self.value = value
        self.reason = reason


class ProposalError(IpaError):
    """A proposal or its arguments are malformed."""


class RejectedCommand(IpaError):
    """A device cannot do what it was told, or not these `paths` of it; both texts are for people."""

    def __init__(self, reason: str, reason_zh: str, paths: frozenset[str] = frozenset()) -> None:
        super().__init__(reason)
        self.reason = reason
        self.reason_zh = reason_zh
        self.paths = paths


class TravelError(IpaError):
    """Maps, places and routes."""


class MapMissing(TravelError):
    """No map data or tiles where they are expected."""


class PlaceNotFound(TravelError):
    """Nothing on the map answers to that."""


class NoRoute(TravelError):
    """No way leads there."""


class TripError(TravelError):
    """A trip cannot be made or changed so; both texts are for people."""

    def __init__(self, reason: str, reason_zh: str) -> None:
        super().__init__(reason)
        self.reason = reason
        self.reason_zh = reason_zh


class UnknownRoad(TravelError):
    """No road on the map has that name."""

    def __init__(self, road: str) -> None:
        super().__init__(f'no road on the map is called {road!r}')
        self.road = road


class ReportError(TravelError):
    """A report of the traffic, or of how full chargers and car parks are, cannot be used."""


class InvalidQuery(TravelError):
    """A search that cannot be: a point off the earth, or a kind, cuisine or attribute that is none."""


class ImportFailed(TravelError):
    """A file of places cannot be taken in; the store is as it was."""


class StoreBusy(TravelError):
    """Another import is writing the same store of places; the message says who."""


class StoreUnreachable(TravelError):
    """A store of places on another machine does not answer in time, or not as it should; asking again may help."""


class MemoryFault(IpaError):
    """What is kept of people cannot be read or written, or a value may not be kept."""


class DriveError(IpaError):
    """A drive did not go as its file says."""


class SnapshotError(IpaError):
    """What a node kept for a restart cannot be read or written."""


class RecordingError(IpaError):
    """A recording cannot be written, read or played."""


class ModelError(IpaError):
    """A model's server gave no usable answer.

    The text is for those who look after the server: it may quote it, but never holds a key. `reason` is for everybody:
    a reason of config/model.yaml and, after a blank, the number or name that its words take; never words of the server.
    """

    def __init__(self, text: str, reason: ModelReason, value: object = '') -> None:
        super().__init__(text)
        self.reason = f'{reason} {value}'.strip()


class ModelUnreachable(ModelError):
    """No connection, or a server that cannot serve (HTTP 5xx)."""


class ModelTimeout(ModelError):
    """A stage took longer than it may."""


class ModelRefused(ModelError):
    """The server does not accept the request; `status` is its HTTP status, 4xx."""

    def __init__(self, status: int, said: str) -> None:
        super().__init__(f'HTTP {status}: {said}' if said else f'HTTP {status}', 'status', status)
        self.status = status


class ModelBroken(ModelError):
    """The answer broke off, or is nonsense."""


class ServerDied(IpaError):
    """A model's server ended, or never became ready; `last_words` is the end of its log."""

    def __init__(self, reason: str, last_words: str) -> None:
        super().__init__(reason)
        self.last_words = last_words


class SetupError(IpaError):
    """Something on this machine is missing; the message names the cure."""
