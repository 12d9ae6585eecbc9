"""Makes a Qwen3 of random weights, with a tokenizer and a chat template as Qwen's. Run by the Python of .vllm/.

`.vllm/bin/python test/support/random_qwen.py FOLDER`
"""

import math
import sys
from pathlib import Path

TEMPLATE = """
{%- if tools or messages[0].role == 'system' %}<|im_start|>system
{% if messages[0].role == 'system' %}{{ messages[0].content }}{% endif %}
{%- if tools %}

# Tools
<tools>
{% for tool in tools %}{{ tool | tojson }}
{% endfor %}</tools>
{%- endif %}<|im_end|>
{% endif %}
{%- for message in messages %}
{%- if message.role == 'tool' %}<|im_start|>user
<tool_response>
{{ message.content }}
</tool_response><|im_end|>
{% elif message.role != 'system' %}<|im_start|>{{ message.role }}
{{ message.content or '' }}
{%- for call in message.tool_calls or [] %}
<tool_call>
{"name": "{{ call.function.name }}", "arguments": {{ call.function.arguments | tojson }}}
</tool_call>
{%- endfor %}<|im_end|>
{% endif %}
{%- endfor %}
{%- if add_generation_prompt %}<|im_start|>assistant
{% if enable_thinking is defined and not enable_thinking %}<think>

</think>

{% endif %}{% endif %}"""
SPECIAL = (
    *('<|endoftext|>', '<|im_start|>', '<|im_end|>'),
    *('<tool_call>', '</tool_call>', '<tool_response>', '</tool_response>', '<think>', '</think>'),
)
SAMPLE = ('Vehicle.Cabin.HVAC.Station.Row1.Driver.Temperature true false', 'the windows are open', '打开空调', '前排')


def make_random_qwen(folder: Path) -> None:
    """Write the checkpoint into `folder`."""
    import torch
    from tokenizers import Tokenizer, decoders, models, pre_tokenizers, trainers
    from transformers import PreTrainedTokenizerFast, Qwen3Config, Qwen3ForCausalLM

    bpe = Tokenizer(models.BPE())
    bpe.pre_tokenizer = pre_tokenizers.ByteLevel(add_prefix_space=False)
    bpe.decoder = decoders.ByteLevel()
    alphabet = pre_tokenizers.ByteLevel.alphabet()
    bpe.train_from_iterator(
        SAMPLE * 9, trainers.BpeTrainer(vocab_size=512, special_tokens=[*SPECIAL[:3]], initial_alphabet=alphabet)
    )
    tokenizer = PreTrainedTokenizerFast(tokenizer_object=bpe, eos_token='<|im_end|>', pad_token='<|endoftext|>')
    tokenizer.add_tokens(list(SPECIAL[3:]))  # as in Qwen's, where these are tokens but are not hidden
    tokenizer.chat_template = TEMPLATE
    tokenizer.save_pretrained(folder)
    torch.manual_seed(4)
    config = Qwen3Config(
        vocab_size=len(tokenizer),
        hidden_size=128,
        intermediate_size=256,
        num_hidden_layers=16,  # so slow that the server's front end keeps up with it
        num_attention_heads=4,
        num_key_value_heads=2,
        head_dim=32,
        max_position_embeddings=8192,
        tie_word_embeddings=True,
        bos_token_id=None,
        eos_token_id=tokenizer.eos_token_id,
        pad_token_id=tokenizer.pad_token_id,
    )
    model = Qwen3ForCausalLM(config)
    begun = tokenizer.apply_chat_template(
        [{'role': 'user', 'content': 'the windows'}],
        add_generation_prompt=True,
        enable_thinking=False,
        return_tensors='pt',
        return_dict=True,
    )
    with torch.no_grad():  # so that most of all random answers begin with a call
        state = model.model(**begun).last_hidden_state[0, -1]
        call = tokenizer.convert_tokens_to_ids('<tool_call>')
        model.get_input_embeddings().weight[call] = state * (math.log(9 * len(tokenizer)) / state.dot(state))
    model.to(torch.bfloat16).save_pretrained(folder)


if __name__ == '__main__':
    make_random_qwen(Path(sys.argv[1]))
