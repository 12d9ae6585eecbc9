"""The agents: what each is for is declared in config/agents, what its tools do stands here."""
