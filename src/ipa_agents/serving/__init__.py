"""Serving a model: which server is started how, on which hardware."""
