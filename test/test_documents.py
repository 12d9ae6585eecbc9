import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
DOCUMENTS = [*ROOT.glob('*.md'), *ROOT.glob('docs/**/*.md')]
LINK = re.compile(r'\]\((?!https?://)([^)#]+)')


@pytest.mark.parametrize('document', DOCUMENTS, ids=lambda document: str(document.relative_to(ROOT)))
def test_every_link_leads_somewhere(document: Path) -> None:
    links = LINK.findall(document.read_text(encoding='utf-8'))
    assert [link for link in links if not (document.parent / link).exists()] == []
