"""Places of others, over MCP: asked for as a client, and offered as a server."""
