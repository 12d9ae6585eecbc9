"""Asking servers of models: requests, streams, endpoints, and going on at the next one."""
