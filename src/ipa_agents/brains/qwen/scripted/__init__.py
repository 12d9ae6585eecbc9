"""A model's server that follows a script: vLLM's exact format, in process or on a real socket, for tests."""

from ipa_agents.brains.qwen.scripted.model import ScriptedModel
from ipa_agents.brains.qwen.scripted.reply import Asked, Fault, Reply
from ipa_agents.brains.qwen.scripted.script import Script, load_script

__all__ = ['Asked', 'Fault', 'Reply', 'Script', 'ScriptedModel', 'load_script']
