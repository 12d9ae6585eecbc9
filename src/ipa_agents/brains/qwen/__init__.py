"""The Qwen brain: an agent loop over the OpenAI-compatible API of vLLM."""
