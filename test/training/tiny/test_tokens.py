"""The tokenizer over all the names and paths that there are."""

import pytest

from ipa_agents.vehicle.catalogue import load_catalogue

LEARN = (
    'from ipa_agents.training.tiny.tokens import make_tokenizer\n'
    'tokenizer = make_tokenizer(given["texts"], 6144)\n'
    'tokenizer.save_pretrained("kept")\n'
    'from transformers import AutoTokenizer\n'
    'tokenizer = AutoTokenizer.from_pretrained("kept")\n'
    'answer = []\n'
    'for text in given["asked"]:\n'
    '    ids = tokenizer(text, add_special_tokens=False)["input_ids"]\n'
    '    answer.append([tokenizer.decode(ids), [tokenizer.decode([one]) for one in ids]])'
)


OPEN = (
    'from ipa_agents.training.tiny.tokens import make_tokenizer, with_openings\n'
    'before = make_tokenizer(given["texts"], 400)\n'
    'tokenizer = with_openings(before, given["answers"])\n'
    'split = lambda tokens, text: [tokens.decode([one]) for one in tokens.encode(text, add_special_tokens=False)]\n'
    'texts = [*given["answers"], *given["asked"]]\n'
    'answer = [[split(one, text) for text in texts] for one in (before, tokenizer)]\n'
    'answer += [tokenizer.get_vocab().items() >= before.get_vocab().items(), len(before), len(tokenizer)]'
)


@pytest.fixture
def pieces(ask):
    """The tokens of each text, after it was seen that they are that text again."""

    def split(learnt: list[str], asked: list[str]) -> list[list[str]]:
        answers = ask(LEARN, {'texts': learnt, 'asked': asked})
        assert [text for text, _ in answers] == asked
        return [pieces for _, pieces in answers]

    return split


def test_paths_and_names_of_the_catalogue_come_back_as_they_were_in_few_tokens(pieces) -> None:
    functions = load_catalogue().functions.values()
    paths = [path for function in functions for path in function.paths()]
    names = [name for function in functions for language in ('en', 'zh') for name in function.names[language]]
    signals = [f'- {name}: {path} = 20\n' for path, name in zip(paths * 3, names * 3, strict=False)]
    split = pieces(signals, [*paths, *names])
    assert max(len(one) for one in split[: len(paths)]) == 3


def test_what_was_never_learnt_comes_back_too(pieces) -> None:
    texts = ['Çeşme → 龘靐', '🚗 über 12,345.678 km', '  two  blanks\n\n', 'naïve Vehicle.New.Row3.Middle.Thing']
    pieces(['nothing of that'], texts)


def test_numbers_are_one_token_each(pieces) -> None:
    texts = [str(number) for number in range(101)] + ['21.5', '16.5']
    assert pieces(['a'], texts) == [[text] for text in texts]


def test_a_name_is_the_same_tokens_in_a_sentence_and_in_a_call(pieces) -> None:
    sentence, call = pieces(['a b'], ['drive to Karl Johans gate', '{"query": "Karl Johans gate"}'])
    text = ''.join(sentence)
    start = len(sentence)
    while ''.join(sentence[start:]) != 'Karl Johans gate':
        start -= 1
    name = sentence[start:]
    assert text.endswith('Karl Johans gate')
    assert any(call[at : at + len(name)] == name for at in range(len(call)))


def test_tags_are_tokens_of_their_own_and_nothing_merges_across_them(pieces) -> None:
    call = '<tool_call>\n{"name": "read_media", "arguments": {"tell": true}}\n</tool_call><|im_end|>'
    (split,) = pieces([call] * 50, [call])
    assert split == [
        '<tool_call>', '\n{"name": "', 'read_media', '", "arguments": {"', 'tell', '": ', 'true', '}}\n',
        '</tool_call>', '<|im_end|>',
    ]  # fmt: skip


def test_an_answer_that_often_begins_so_begins_with_its_first_word_as_one_token_and_no_other_text_changes(ask) -> None:
    usual, seldom = ['Fine, thank you.', 'Hello. Here?', '不客气。', '在，请说。'], ['Rarely so.', '好的']
    asked = ['play Fine, thank you', '放 不客气', 'user\nHello. What', '<tool_call>\n{"name": "Once ']
    given = {'texts': [*usual, *seldom, *asked], 'answers': usual * 20 + seldom * 19 + [''], 'asked': asked}
    before, after, keeps_all, few, many = ask(OPEN, given)
    assert [split[0] for split in after[: len(usual)]] == ['Fine, ', 'Hello. ', '不客', '在，']
    assert before[0][0] != 'Fine, '
    rest = slice(len(usual) * 20, None)
    assert after[rest] == before[rest]
    assert (keeps_all, many - few) == (True, len(usual))


def test_of_a_conversation_too_an_answer_is_the_tokens_that_were_written(ask) -> None:
    told = '<|im_start|>assistant\nFine, thank you.<|im_end|>\n'
    given = {'texts': [told], 'answers': ['Fine, thank you.'] * 20, 'asked': [told]}
    _, after, *_ = ask(OPEN, given)
    assert after[-1] == ['<|im_start|>', 'assistant\n', *after[0], '<|im_end|>', '\n']
