"""What the package kuksa-client brings; to import this raises SetupError where it is not installed."""

from ipa_agents.errors import SetupError

try:
    import grpc
    from kuksa.val.v2 import types_pb2 as types
    from kuksa.val.v2 import val_pb2 as messages
    from kuksa_client.grpc.aio import VSSClient
except ImportError as error:
    raise SetupError(f'a databroker needs kuksa-client ({error}); install it: pip install kuksa-client') from error

__all__ = ['VSSClient', 'grpc', 'messages', 'types']
