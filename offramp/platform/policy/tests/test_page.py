from pathlib import Path

from offramp.platform.policy.page import as_markdown


def test_the_document_says_what_the_table_says():
    document = Path(__file__).parents[4] / "docs" / "access-table.md"
    assert document.read_text() == as_markdown(), (
        "Write it anew: python -m offramp.platform.policy.page > docs/access-table.md"
    )
