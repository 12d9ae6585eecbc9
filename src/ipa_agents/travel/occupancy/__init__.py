"""How full chargers and car parks are, from a file or a topic, and what follows for who looks for one."""
