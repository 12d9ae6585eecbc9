"""A server of our own for these tests, and in it an empty database for each that asks for one."""

from collections.abc import Iterator

import psycopg
import pytest
from postgres import Cluster, cluster, why_none


@pytest.fixture(scope='session')
def server() -> Iterator[Cluster]:
    if reason := why_none():
        pytest.skip(reason)
    with cluster() as running:
        yield running


@pytest.fixture
def address(server: Cluster, request: pytest.FixtureRequest) -> str:
    name = f'test_{abs(hash(request.node.nodeid))}'
    with psycopg.connect(server.address, autocommit=True) as connection:
        connection.execute(f'CREATE DATABASE {name}')
    return server.address.replace('/postgres', f'/{name}')
