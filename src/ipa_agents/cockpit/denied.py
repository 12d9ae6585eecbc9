"""What somebody sees who may not see the page: why, and what to do, in both languages."""

from html import escape

from ipa_agents.cockpit.wording import load_words

__all__ = ['denied_page']

_PAGE = """<!doctype html>
<html><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>403</title>
<style>body {{ font: 1.25rem/1.6 sans-serif; max-width: 40rem; margin: 15vh auto; padding: 0 1rem;
background: #0c0f14; color: #e8edf4 }} h1 {{ font-size: 1.6rem }}</style></head><body>{texts}</body></html>"""


def denied_page(fault: str) -> str:
    """The HTML of the answer 403; `fault` is a key of "denied" in config/cockpit.yaml."""
    texts = ''.join(
        f'<div lang="{language}"><h1>{escape(words(f"denied.{fault}"))}</h1>'
        f'<p>{escape(words(f"denied.{fault}_cure"))}</p></div>'
        for language, words in load_words().items()
    )
    return _PAGE.format(texts=texts)
