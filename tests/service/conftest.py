"""The fixtures of servers, for every test of this folder."""

from tests.service.servers import client, sample_store, server

__all__ = ["client", "sample_store", "server"]
