"""What cantools and python-can bring; to import this raises SetupError where they are not installed."""

from ipa_agents.errors import SetupError

try:
    import can
    import cantools
except ImportError as error:
    raise SetupError(f'a CAN bus needs cantools ({error}); install it: pip install cantools python-can') from error

__all__ = ['can', 'cantools']
