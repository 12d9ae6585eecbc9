"""Numbers as people say them, in English and Chinese."""

from ipa_agents.language import Language

__all__ = ['digits', 'in_words']

_TEENS = ('thirteen', 'fourteen', 'fifteen', 'sixteen', 'seventeen', 'eighteen', 'nineteen')
_SMALL = ('zero', 'one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine', 'ten', 'eleven', 'twelve')
_ONES = (*_SMALL, *_TEENS)
_TENS = ('zero', 'ten', 'twenty', 'thirty', 'forty', 'fifty', 'sixty', 'seventy', 'eighty', 'ninety')
_HAN = '零一二三四五六七八九'


def digits(number: float) -> str:
    """ "22" or "22.5"."""
    return f'{number:g}'


def in_words(number: float, language: Language, counted: bool = True) -> str:
    """ "twenty-two point five", "二十二点五"; `counted`: a measure word follows, so that two is 两. Below 1000."""
    whole, tenths = int(abs(number)), round(abs(number) % 1 * 10)
    if language == 'en':
        text = _english(whole) + (f' point {_ONES[tenths]}' if tenths else '')
        return f'minus {text}' if number < 0 else text
    text = '两' if whole == 2 and counted and not tenths else _chinese(whole)
    text += f'点{_HAN[tenths]}' if tenths else ''
    return f'零下{text}' if number < 0 else text


def _english(number: int) -> str:
    if number < 20:
        return _ONES[number]
    if number < 100:
        return _TENS[number // 10] + (f'-{_ONES[number % 10]}' if number % 10 else '')
    rest = number % 100
    return f'{_ONES[number // 100]} hundred' + (f' and {_english(rest)}' if rest else '')


def _chinese(number: int) -> str:
    hundreds, tens, ones = number // 100, number // 10 % 10, number % 10
    text = f'{_HAN[hundreds]}百' if hundreds else ''
    if tens:
        text += '十' if tens == 1 and not hundreds else f'{_HAN[tens]}十'
    elif hundreds and ones:
        text += '零'
    return text + (_HAN[ones] if ones or not number else '')
